"""The estate: both registers, the service's own file, twice, dry, broken, and who sees what of it afterwards."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beccaria.core.actors import Actor, Duty, Level, Purpose
from beccaria.core.ids import UserId
from beccaria.core.refusal import Refused
from beccaria.lib.staging import Job, Outcome
from beccaria.lib.tables import CannotRead
from beccaria.places import queries
from beccaria.places.loading import load_estate
from tests.apps.loading.conftest import NOW

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).parents[4] / "shared" / "data"
OWN = """code,level,parent,name,kind,category,sex,capacity,present,country,open
NO,establishment,,Riverbank,remand,B,male,120,131,ZZ,yes
NO-C,wing,NO,C wing,,B,,40,43,,yes
NO-C-1,landing,NO-C,First landing,,,,20,,,
NO-C-101,cell,NO-C-1,101,,,,2,2,,
SU,establishment,,Hillcrest,sentenced,C,female,60,40,ZZ,sì
SU-A,wing,SU,A wing,,,,30,20,,
"""
TABLES = (
    "places_establishment", "places_establishmentname", "places_statement", "places_unit", "places_unitstatement",
)  # fmt: skip


def actor(duty: Duty, *sites: str, level: Level = Level.RESTRICTED) -> Actor:
    return Actor(
        user=UserId("tester"), duty=duty, sites=frozenset(sites), level=level, purpose=Purpose.INTELLIGENCE
    )


def everything(service: Service) -> list[list[tuple[object, ...]]]:
    return [service.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES]


def test_the_services_own_file_makes_a_tree(service: Service) -> None:
    outcome = service.load(load_estate, service.write("estate.csv", OWN))
    assert (outcome.rows, outcome.new, outcome.changed, outcome.rejected) == (6, 6, 0, 0)
    tree = dict(
        service.rows(
            "SELECT u.code, p.code FROM places_unit u LEFT JOIN places_unit p ON p.id = u.parent_id"
            " WHERE u.site IN ('NO', 'SU')"
        )
    )
    assert tree == {"NO-C": None, "NO-C-1": "NO-C", "NO-C-101": "NO-C-1", "SU-A": None}
    sites = dict(service.rows("SELECT site, count(*) FROM places_unit GROUP BY site"))
    assert (sites["NO"], sites["SU"]) == (3, 1)


def test_loading_twice_changes_nothing_also_tomorrow(service: Service) -> None:
    path = service.write("estate.csv", OWN)
    service.load(load_estate, path)
    before = everything(service)
    for later in (timedelta(0), timedelta(days=1)):
        again = service.load(load_estate, path, at=NOW + later)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 6)
        assert set(again.counts.values()) == {0}
    assert everything(service) == before


def test_a_change_is_one_change_and_the_past_stays(service: Service) -> None:
    service.load(load_estate, service.write("estate.csv", OWN))
    later = service.write(
        "later.csv", OWN.replace("Riverbank,remand", "Riverbank House,remand").replace(",120,", ",110,")
    )
    outcome = service.load(load_estate, later, at=NOW + timedelta(days=30))
    assert (outcome.new, outcome.changed, outcome.counts["statements_new"]) == (0, 1, 1)
    said = service.rows(
        "SELECT as_of, capacity FROM places_statement WHERE name LIKE 'Riverbank%%' ORDER BY as_of"
    )
    assert [capacity for _, capacity in said] == [120, 110]
    names = dict(
        service.rows("SELECT name, until FROM places_establishmentname WHERE name LIKE 'Riverbank%%'")
    )
    assert names["Riverbank House"] is None
    assert names["Riverbank"] is not None


def test_a_dry_run_changes_nothing(service: Service) -> None:
    from django.db import transaction

    def dry(job: Job, *, by: Actor) -> Outcome:
        outcome = load_estate(job, by=by)
        transaction.set_rollback(True)
        return outcome

    before = service.rows("SELECT count(*) FROM ledger_entry WHERE act = 'place.load'")
    outcome = service.load(dry, service.write("estate.csv", OWN), dry_run=True)
    assert outcome.new == 6
    assert not service.rows("SELECT 1 FROM places_establishment WHERE code = 'NO'")
    assert service.rows("SELECT count(*) FROM ledger_entry WHERE act = 'place.load'") == before


def test_bad_rows_are_set_aside_and_good_rows_load(service: Service) -> None:
    bad = OWN + (
        "NO-D,wing,,D wing,,,,,,,\n"
        "NO-E,wing,NOWHERE,E wing,,,,,,,\n"
        "NO-F,landing,NO,F landing,,,,,,,\n"
        "NO-G,establishment,NO,G,,,,,,,\n"
        "NO-H,wing,NO,=cmd,,,,,,,\n"
        "NO-C,wing,NO,doubled,,,,,,,\n"
        "NO-I,wing,NO,I wing,,,,minus one,,,\n"
    )
    outcome = service.load(load_estate, service.write("estate.csv", bad))
    assert (outcome.new, outcome.rejected) == (6, 7)
    reasons = (service.folder / "estate.csv.rejected.csv").read_text(encoding="utf-8-sig")
    for words in ("needs the code of the place above", "there is no place NOWHERE", "cannot hold a landing",
                  "nothing is above it", "formula", "already in row", "not a number"):  # fmt: skip
        assert words in reasons
    assert "'=cmd" in reasons


def test_a_wing_cannot_move_to_another_prison(service: Service) -> None:
    service.load(load_estate, service.write("estate.csv", OWN))
    moved = service.write("moved.csv", "code,level,parent,name\nNO-C,wing,SU,C wing\n")
    outcome = service.load(load_estate, moved)
    assert outcome.rejected == 1
    assert service.rows("SELECT site FROM places_unit WHERE code = 'NO-C'") == [("NO",)]


def test_a_file_that_breaks_half_way_leaves_nothing(service: Service) -> None:
    path = service.folder / "estate.csv"
    path.write_bytes(OWN.encode() + b'X9,establishment,,"never closed\n' + b"x" * 70_000_000)
    before = everything(service)
    with pytest.raises(CannotRead):
        service.load(load_estate, path)
    assert everything(service) == before
    assert not list(service.folder.glob("*.rejected.csv"))


def test_only_the_system_loads(service: Service) -> None:
    path = service.write("estate.csv", OWN)
    job = Job(path=path, at=NOW, zone=UTC, otherwise=service.folder)
    head = actor(Duty.HEAD, "NO", level=Level.SECRET)
    with service.as_web(head), pytest.raises(Refused):
        load_estate(job, by=head)


def test_the_ledger_names_the_load_by_its_digest_and_counts(service: Service) -> None:
    outcome = service.load(load_estate, service.write("estate.csv", OWN))
    entries = service.rows(
        "SELECT subjects, detail FROM ledger_entry WHERE act = 'place.load' ORDER BY id DESC LIMIT 1"
    )
    assert entries == [
        ([f"file:{outcome.sha256}"], {"kind": "estate", "rows": 6, "new": 6, "changed": 0, "rejected": 0})
    ]


def test_names_are_everybodys_and_the_inside_is_for_those_with_a_duty_there(service: Service) -> None:
    service.load(load_estate, service.write("estate.csv", OWN))
    for who in (actor(Duty.OFFICER, "SU"), actor(Duty.LIAISON), actor(Duty.DPO, "*")):
        with service.as_web(who) as reader:
            assert {"NO", "SU"} <= {place.code for place in queries.establishments(by=reader)}
            assert queries.units("NO", by=reader) == []
            assert queries.unit_occupancy("NO", by=reader) == {}
    for who in (actor(Duty.OFFICER, "NO"), actor(Duty.ANALYST, "*")):
        with service.as_web(who) as reader:
            assert len(queries.units("NO", by=reader)) == 3
    with service.as_web(actor(Duty.OFFICER, "NO")) as reader:
        assert queries.units("SU", by=reader) == []


def test_nobody_in_particular_sees_nothing(service: Service) -> None:
    from django.db import connection, transaction

    from tests.conftest import connect_as

    service.load(load_estate, service.write("estate.csv", OWN))
    connect_as(service.cluster, "web", service.name)
    for table in TABLES:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("riverbank", "NO"),
        ("Ríverbank", "NO"),
        ("bank river", None),
        ("rivrbank", "NO"),
        ("SU", "SU"),
        ("hilcrest", "SU"),
    ],
)
def test_search_forgives(service: Service, term: str, found: str | None) -> None:
    service.load(load_estate, service.write("estate.csv", OWN))
    with service.as_web(actor(Duty.OFFICER, "NO")) as reader:
        codes = [place.code for place in queries.establishments(by=reader, term=term)]
    assert (found in codes) if found else True
    assert len(codes) < 3


def test_both_registers_load_into_one_service_and_again_change_nothing(service: Service) -> None:
    for name, places in (("italy/ondata_anagrafica.csv", 17), ("hmpps/prison_register.csv", 18)):
        first = service.load(load_estate, DATA / name)
        assert (first.new, first.rejected) == (places, 0)
    service.load(load_estate, DATA / "hmpps" / "prison_estate_2017.tsv")
    before = everything(service)
    for name in ("italy/ondata_anagrafica.csv", "hmpps/prison_register.csv", "hmpps/prison_estate_2017.tsv"):
        again = service.load(load_estate, DATA / name, at=NOW + timedelta(days=3))
        assert (again.new, again.changed, set(again.counts.values())) == (0, 0, {0})
    assert everything(service) == before
    with service.as_web(actor(Duty.ANALYST, "*")) as reader:
        assert [place.code for place in queries.establishments(by=reader, term="HMP/YOI Altcourse")] == [
            "ACI"
        ]
        torino = queries.establishments(by=reader, term="lorusso cutugno")[0]
        assert torino.code == "AA42"
        figures = queries.occupancy(by=reader, establishments=[torino])[torino.pk]
        assert figures.share is not None
        assert figures.share > 1


def test_a_newer_statement_wins_and_an_older_one_is_history(service: Service) -> None:
    head = "code,level,name,category,capacity,as_of\n"
    service.load(
        load_estate, service.write("new.csv", f"{head}NO,establishment,Riverbank,B,100,2026-05-01\n")
    )
    service.load(load_estate, service.write("old.csv", f"{head}NO,establishment,Old Bank,A,80,2020-05-01\n"))
    assert service.rows("SELECT name, category FROM places_establishment WHERE code = 'NO'") == [
        ("Riverbank", "B")
    ]
    assert len(service.rows("SELECT 1 FROM places_statement")) >= 2
    with service.as_web(actor(Duty.OFFICER, "NO")) as reader:
        assert [place.code for place in queries.establishments(by=reader, term="old bank")] == ["NO"]


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the full registers are not beside this repository; excerpts are tested"
)
def test_the_full_bulletins_load_as_history(service: Service) -> None:
    folder = SHARED / "italy_prisons"
    service.load(load_estate, folder / "ondata_anagrafica.csv")
    outcome = service.load(load_estate, folder / "dallastella_bulletines_2019_2023.csv")
    assert (outcome.new, outcome.rejected) == (2, 2)
    assert outcome.counts["statements_new"] > 11_000
    again = service.load(load_estate, folder / "dallastella_bulletines_2019_2023.csv")
    assert (again.new, again.changed, again.counts["statements_new"], again.counts["statements_changed"]) == (
        0,
        0,
        0,
        0,
    )
    kinds = service.rows(
        "SELECT DISTINCT s.kind FROM places_statement s JOIN places_establishment e ON e.id = s.establishment_id"
        " WHERE e.name = 'Sanremo'"
    )
    assert len(kinds) == 2
