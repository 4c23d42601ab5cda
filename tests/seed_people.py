"""Plant the people that every test finds: namesakes, twins, father and son, somebody secret, somebody elsewhere."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from beccaria.core.actors import Actor, Level
from beccaria.core.ids import PersonId

MTS, TWIN, OTHER_TWIN, FATHER, SON, NAMESAKE, VISITOR, SECRET, ELSEWHERE, OTHER_NAMESAKE = (
    f"seed-{name}"
    for name in (
        *("mts", "twin", "other-twin", "father", "son", "namesake", "visitor", "secret"),
        *("elsewhere", "other-namesake"),
    )
)


def plant(*, by: Actor, at: datetime) -> None:
    """Everybody, in custody where they are held. Keys are the names above; identifiers are random as always."""
    from beccaria.core.persons import Role
    from beccaria.people.api import Place, Said, add_person, move

    prisoner, visitor = Role.PRISONER, Role.VISITOR
    north, south = "NORTH", "SOUTH"
    everybody = (
        (MTS, north, Level.OFFICIAL, Said(role=prisoner, given_names="Marek Tibor", surname="Sandor",
            aliases=("M.T.S.", "the Tall One"), number="A1001", born=date(1979, 4, 12), nationality="ZZ",
            phone="+39 06 5550 1234", document="XA 123-456")),
        (TWIN, north, Level.OFFICIAL, Said(role=prisoner, given_names="Luca", surname="Ferri", number="A1002",
            born=date(1990, 1, 9), address="1 Mill Lane, Northtown")),
        (OTHER_TWIN, north, Level.OFFICIAL, Said(role=prisoner, given_names="Lino", surname="Ferri",
            number="A1003", born=date(1990, 1, 9), address="1 Mill Lane, Northtown")),
        (FATHER, north, Level.OFFICIAL, Said(role=prisoner, given_names="Marco", surname="Bassi",
            number="A1004", born=date(1961, 7, 2))),
        (SON, north, Level.OFFICIAL, Said(role=prisoner, given_names="Marco", surname="Bassi", number="A1005",
            born=date(1988, 11, 23))),
        (NAMESAKE, north, Level.OFFICIAL, Said(role=prisoner, given_names="Ivan", surname="Petrov",
            number="A1006", born=date(1985, 5, 5))),
        (VISITOR, north, Level.OFFICIAL, Said(role=visitor, given_names="Zoë", surname="Kovač-Müller",
            born=date(1984, 2, 29), phone="+39 333 555 0101", document="ZK77")),
        (SECRET, north, Level.SECRET, Said(role=prisoner, given_names="Osric", surname="Hidden", number="A1007",
            born=date(1970, 1, 1))),
        (ELSEWHERE, south, Level.OFFICIAL, Said(role=prisoner, given_names="Quentin", surname="Elsworth",
            number="B2001", born=date(1979, 4, 12), phone="+39 06 5550 9999")),
        (OTHER_NAMESAKE, south, Level.OFFICIAL, Said(role=prisoner, given_names="Ivan", surname="Petrov",
            number="B2002", born=date(1985, 5, 5))),
    )  # fmt: skip
    made = {}
    cells = {MTS: "101", TWIN: "101", OTHER_TWIN: "102", FATHER: "102"}
    for key, site, level, said in everybody:
        person = made[key] = add_person(said, site=site, by=by, at=at, level=level, source="seed", key=key)
        if said.role is prisoner:
            wing = "NORTH-C" if key in cells else f"{site}-A"
            place = Place(
                establishment=site, wing=wing, cell=cells.get(key, ""), status="sentenced", category="B"
            )
            move(person, place, since=at - timedelta(days=200), by=by, at=at)
    _events(made, by=by, at=at)


def _events(made: dict[str, PersonId], *, by: Actor, at: datetime) -> None:
    """A fight, visits of which one was refused, a find, a reception; one incident at South."""
    from beccaria.core import happenings as words
    from beccaria.events import api as events

    def north(days: int, key: str = "", site: str = "NORTH") -> events.Happened:
        return events.Happened(site=site, occurred_at=at - timedelta(days=days), source="seed", key=key)

    mts, father, twin = made[MTS], made[FATHER], made[TWIN]
    part = words.Part
    fight = events.NewIncident(
        happened=north(20, "fight"), family=words.Family.ASSAULT, severity=words.Severity.SERIOUS,
        wing="NORTH-C", text="Blows on the landing after the evening meal.",
        parts=((mts, part.ASSAILANT), (mts, part.FIGHTER), (father, part.VICTIM), (made[SECRET], part.WITNESS)),
    )  # fmt: skip
    elsewhere = events.NewIncident(
        happened=north(21, "elsewhere", "SOUTH"), family=words.Family.THREAT,
        parts=((made[ELSEWHERE], part.SUSPECT), (made[OTHER_NAMESAKE], part.VICTIM)),
    )  # fmt: skip
    for new in (fight, elsewhere):
        events.add_incident(new, by=by, at=at)
    for days, prisoner, outcome, reason in (
        (40, mts, words.Outcome.COMPLETED, ""),
        (33, mts, words.Outcome.REFUSED, "Identity card of somebody else"),
        (32, made[SECRET], words.Outcome.COMPLETED, ""),
    ):
        new_visit = events.NewVisit(
            happened=north(days), prisoner=prisoner, visitor=made[VISITOR], visitor_name="Zoe Kovac",
            relationship="cousin", outcome=outcome, reason=reason,
        )  # fmt: skip
        events.add_visit(new_visit, by=by, at=at)
    find = events.NewFind(
        happened=north(10, "find"), item=words.Item.PHONE, quantity=Decimal(1), unit="pieces",
        how=words.How.SEARCH, wing="NORTH-C", cell="101", person=twin,
    )  # fmt: skip
    events.add_find(find, by=by, at=at)
    moved = events.NewMovement(
        happened=north(200),
        person=mts,
        kind=words.Move.RECEPTION,
        to_establishment="NORTH",
        to_wing="NORTH-C",
    )
    events.add_movement(moved, by=by, at=at)
