"""Plant the people that every test finds: namesakes, twins, father and son, somebody secret, somebody elsewhere."""

from datetime import date, datetime, timedelta

from beccaria.core.actors import Actor, Level

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
    cells = {MTS: "101", TWIN: "101", OTHER_TWIN: "102", FATHER: "102"}
    for key, site, level, said in everybody:
        person = add_person(said, site=site, by=by, at=at, level=level, source="seed", key=key)
        if said.role is prisoner:
            wing = "NORTH-C" if key in cells else f"{site}-A"
            place = Place(
                establishment=site, wing=wing, cell=cells.get(key, ""), status="sentenced", category="B"
            )
            move(person, place, since=at - timedelta(days=200), by=by, at=at)
