"""Tell of rosters and changing cells: shifts of staff, who speaks what, a limit, a roster proposed, a cell drawn.

The files are made of the simulated registers and loaded as a service's own would be. All of it is invented.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.config import loading
from beccaria.config.commands.load import LOADERS
from beccaria.config.demonstration_case import Man
from beccaria.core.actors import Actor, system_actor
from beccaria.core.feedfiles import FileKind
from beccaria.core.feedfiles_roster import ROSTER, STAFF_LANGUAGES
from beccaria.core.refusal import Cannot
from beccaria.people import api as people
from beccaria.placement import api as placement

STORY: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "rosters.yaml"
Row = dict[str, Any]
_BEHIND, _WEEK = timedelta(days=28), timedelta(days=7)
# Whose roster is told, his own wing's first: enough to see what a proposal does, few enough to have it at once.
_TEAMS: Final = 4
# One in so many of staff speaks a language beside the country's.
_SPEAKS: Final = 3


def tell(
    folder: Path, man: Man, actors: dict[str, Actor], *, at: datetime, say: Callable[[str], None]
) -> None:
    """Load the files; then each act by whoever does it. `say` is told where a day gives nothing to propose."""
    said = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    worked = _shifts(folder, man, at=at)
    held = [row for row in _rows(folder / "people.csv") if row["establishment"] and not row["released"]]
    for kind, rows in (
        (ROSTER, worked),
        (STAFF_LANGUAGES, _of_staff(worked, man, held, said["languages"])),
    ):
        loading.load(LOADERS[kind.name], _written(folder, kind, rows))
    with acting(system_actor("demonstration")) as system:
        mts = people.search(man.number, by=system).items[0].id
        category = people.placed([mts], by=system)[mts].category
        others = [one.id for one in people.held_at(man.establishment, by=system, at_most=60)][30:]
    one, rule = said["limit"], said["changing_cells"]
    with acting(actors["governor"]) as governor:
        for other in others[: rule["people"]]:
            new = placement.NewRotationRule(
                site=man.establishment, person=other, every=rule["every"], why=rule["why"]
            )
            placement.set_rotation_rule(new, by=governor, at=at - timedelta(days=rule["decided"]))
        limit = placement.NewNearLimit(
            site=man.establishment,
            hours=one["hours"],
            days=one["days"],
            categories=(category,),
            why=one["why"],
        )
        placement.set_near_limit(limit, by=governor, at=at - timedelta(days=one["decided"]))
    with acting(actors["placement"]) as officer:
        try:
            placement.propose_roster(man.establishment, by=officer, at=at)
        except Cannot as why:
            say(f"No roster is proposed: {why}")
        if placement.due_soon(man.establishment, by=officer, at=at):
            placement.plan_rotations(man.establishment, by=officer, at=at)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(folder: Path, kind: FileKind, rows: Iterable[Row]) -> Path:
    path = folder / f"{kind.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in kind.columns])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _shifts(folder: Path, man: Man, *, at: datetime) -> list[Row]:
    """What was worked in the last four weeks; the coming week is to be as the last one was.

    Only his own wing's staff are told as of a wing, the other teams as of the gate and the workshops, where nobody
    lives: people of his category are held on every wing, and who else could relieve those who are near him?
    """
    mine = [row for row in _rows(folder / "shifts.csv") if row["establishment"] == man.establishment]
    wings = sorted({row["wing"] for row in mine}, key=lambda wing: (wing != man.wing, wing))[:_TEAMS]
    made: list[Row] = []
    for row in mine:
        starts, ends = (datetime.fromisoformat(row[name]) for name in ("starts", "ends"))
        if row["wing"] not in wings or not at - _BEHIND < starts <= at:
            continue
        wing = row["wing"] if row["wing"] == man.wing else ""
        made.append(row | {"wing": wing, "needs": "", "skills": ""})
        if starts > at - _WEEK:
            ahead = {"starts": (starts + _WEEK).isoformat(), "ends": (ends + _WEEK).isoformat()}
            made.append(made[-1] | ahead | {"shift_id": f"{row['shift_id']}-next"})
    return made


def _of_staff(
    worked: Iterable[Row], man: Man, held: Iterable[dict[str, str]], names: dict[str, str]
) -> Iterator[Row]:
    """Everybody speaks the country's language; some, one of those that people held there speak."""
    there = {
        code
        for row in held
        if row["establishment"] == man.establishment
        for code in row["languages"].split(";")
    }
    own, *others = [names[code] for code in names if code in there]
    for number, staff in enumerate(sorted({row["staff"] for row in worked})):
        spoken = [own, others[number % len(others)]] if others and number % _SPEAKS == 0 else [own]
        for language in spoken:
            yield {
                "language_id": f"SL-{staff}-{language}",
                "establishment": man.establishment,
                "staff": staff,
                "language": language,
            }
