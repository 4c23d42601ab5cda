"""Load the demonstration: a small simulated service, its users, and the Handbook's case M.T.S. told as a dossier."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from beccaria.access.api import User, acting, give_duty
from beccaria.config import (
    demonstration_assessed,
    demonstration_case,
    demonstration_detection,
    demonstration_escorts,
    demonstration_feeds,
    demonstration_groups,
    demonstration_matters,
    demonstration_measures,
    demonstration_placing,
    demonstration_risk,
    demonstration_rosters,
    demonstration_simulating,
    demonstration_warning,
    loading,
)
from beccaria.config.commands.load import LOADERS
from beccaria.core.actors import EVERYWHERE, Actor, Duty, Level, Purpose, system_actor
from beccaria.core.alerts import INTEGRITY
from beccaria.core.ids import UserId
from beccaria.lib import clock
from beccaria.lib.failure import Failed
from beccaria.reports import api as reports

PASSWORD = "beccaria"  # noqa: S105  shown on the sign-in page of the demonstration, and nowhere else
# What waits in the inboxes: older remarks of the simulated past count as dealt with.
BACKLOG = timedelta(days=4)
_ORDER = ("estate", "people", "movements", "visits", "payments", "incidents", "finds", "observations")
_FEW = 0.02
_MOMENTS = frozenset({"at", "occurred_at", "reported_at", "received", "released", "ends_at"})
_MAY_BE_OPEN = frozenset({"released", "ends_at"})
Tell = Callable[[str], None]

# Who can sign in: the last but two says where his duty is, as one of the words `_users` knows.
USERS: tuple[tuple[str, str, Duty, str, Level, str], ...] = (
    ("officer", "Olga Ferri", Duty.OFFICER, "home", Level.OFFICIAL, ""),
    ("pio", "Piera Conti", Duty.PIO, "home", Level.CONFIDENTIAL, ""),
    ("head", "Henrik Sala", Duty.HEAD, "home", Level.SECRET, ""),
    ("governor", "Greta Lombardi", Duty.GOVERNOR, "home", Level.CONFIDENTIAL, ""),
    ("placement", "Paolo Neri", Duty.PLACEMENT, "home", Level.RESTRICTED, ""),
    ("assessor", "Asa Moretti", Duty.ASSESSOR, "home", Level.CONFIDENTIAL, ""),
    ("pio-elsewhere", "Elsa Riva", Duty.PIO, "elsewhere", Level.CONFIDENTIAL, ""),
    ("analyst", "Anna Greco", Duty.ANALYST, "everywhere", Level.CONFIDENTIAL, ""),
    ("liaison", "Luca Bassi", Duty.LIAISON, "nowhere", Level.RESTRICTED, "police"),
    ("handler", "Hanna Villa", Duty.HANDLER, "home", Level.SECRET, ""),
    ("integrity", "Ines Costa", Duty.INTEGRITY, "everywhere", Level.SECRET, ""),
    ("exits", "Emil Fontana", Duty.EXITS, "home", Level.CONFIDENTIAL, ""),
    ("dpo", "Dora Marini", Duty.DPO, "everywhere", Level.SECRET, ""),
    ("custodian", "Karl Serra", Duty.CUSTODIAN, "everywhere", Level.SECRET, ""),
    ("administrator", "Ada Longo", Duty.ADMINISTRATOR, "everywhere", Level.OFFICIAL, ""),
)

COMPARTMENTS: dict[Duty, frozenset[str]] = {
    Duty.INTEGRITY: frozenset({INTEGRITY}),
    Duty.HANDLER: frozenset({"sources"}),
    Duty.EXITS: frozenset({"exits"}),
}


def load(tell: Tell) -> None:
    """Load what was simulated, as the worker, into an empty database. Each file is one transaction."""
    at, folder = clock.now(), demonstration_simulating.folder()
    for kind in _ORDER:
        _until_now(folder / f"{kind}.csv", at)
    tell("Whose communication never enters")
    loading.load(LOADERS["privileged"], folder / "privileged.csv")
    for kind in _ORDER:
        tell(f"Loading {kind}")
        _load(kind, folder)
    man = demonstration_case.find(folder)
    home, elsewhere = man.establishment, _other(folder, man.establishment)
    tell(f"Users, with duties at {home} and {elsewhere}")
    actors = _users(home, elsewhere, at=at)
    with acting(system_actor("demonstration")) as system:
        reports.set_recipient(
            organisation="police",
            name="Police of the region (fictional)",
            audience="police",
            agreement="Fictional protocol 12/2024 on organised crime in prisons",
            by=system,
            at=at,
        )
        reports.close_backlog(before=at - BACKLOG, reason="Loaded from the simulated past", by=system, at=at)
    tell("Families, needs, hearings and waiting lists")
    demonstration_matters.tell(folder, man, at=at)
    tell("Calls, searches and drones of the last fortnight")
    demonstration_feeds.tell(folder, at=at)
    tell("The case M.T.S.")
    demonstration_case.tell(man, actors, at=at)
    tell("How M.T.S. was judged and decided")
    demonstration_risk.tell(man, actors, at=at)
    demonstration_measures.tell(man, actors, at=at)
    tell("Who is kept apart, and who is to move")
    demonstration_placing.tell(man, actors, at=at)
    tell("Shifts of staff, and cells to change")
    demonstration_rosters.tell(folder, man, actors, at=at, say=tell)
    tell("Weak points, posts and escorts")
    demonstration_escorts.tell(man, elsewhere, actors, at=at)
    tell("Violence in custody, judged over three years")
    demonstration_assessed.tell(folder, home, actors, at=at)
    tell("A visitor refused elsewhere and expected here")
    demonstration_warning.tell(home, elsewhere, actors, at=at)
    tell("Groups, and who may belong to them")
    demonstration_groups.tell(home, elsewhere, actors, at=at)
    tell("What the rules find, and what was answered")
    demonstration_detection.tell(folder, home, actors, at=at)


def _load(kind: str, folder: Path) -> None:
    outcome = loading.load(LOADERS[kind], folder / f"{kind}.csv")
    # Simulated officers get dates wrong as real ones do; more than a few such rows would be a fault of ours.
    if outcome.rejected - outcome.counts.get("privileged", 0) > _FEW * outcome.rows:
        raise Failed(f"{outcome.rejected} rows of {kind} were rejected: see {outcome.rejected_file}.")


def _until_now(path: Path, at: datetime) -> None:
    """Cut the simulated last day off at this moment: what has not happened yet is refused by every loader."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        headings, rows = list(reader.fieldnames or ()), list(reader)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, quoting=csv.QUOTE_MINIMAL)
        writer.writeheader()
        for row in rows:
            ahead = {name for name in _MOMENTS if row.get(name) and datetime.fromisoformat(row[name]) > at}
            if not ahead - _MAY_BE_OPEN:
                writer.writerow(row | dict.fromkeys(ahead, ""))


def _other(folder: Path, home: str) -> str:
    with (folder / "estate.csv").open(encoding="utf-8", newline="") as file:
        places = [
            row for row in csv.DictReader(file) if row["level"] == "establishment" and row["code"] != home
        ]
    return max(places, key=lambda row: int(row["present"] or 0))["code"]


def _users(home: str, elsewhere: str, *, at: datetime) -> dict[str, Actor]:
    where = {"home": {home}, "elsewhere": {elsewhere}, "everywhere": {EVERYWHERE}, "nowhere": set[str]()}
    password, since = make_password(PASSWORD), at - timedelta(days=demonstration_simulating.DAYS + 30)
    actors: dict[str, Actor] = {}
    with acting(system_actor("demonstration")) as system:
        for username, name, duty, place, level, organisation in USERS:
            user = User.objects.create(
                username=username, name=name, password=password, organisation=organisation
            )
            held = COMPARTMENTS.get(duty, frozenset[str]())
            give_duty(
                user, duty, sites=frozenset(where[place]), level=level, compartments=held, by=system, at=since
            )
            actors[username] = Actor(
                user=UserId(user.pk),
                duty=duty,
                sites=frozenset(where[place]),
                level=level,
                purpose=Purpose.INTELLIGENCE if duty in {Duty.PIO, Duty.HEAD} else Purpose.SAFETY,
                compartments=held,
                organisation=organisation or None,
                session="demonstration",
            )
    return actors
