"""People and where they are held: records become persons, changes become history, and nobody is merged by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.actors import Duty
from beccaria.core.refusal import Refused
from beccaria.lib.staging import Job
from beccaria.people.loading import load_people
from tests.apps.loading.conftest import NOW
from tests.apps.loading.test_estate import actor

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

HEAD = (
    "person_id,role,number,nome,cognome,aliases,dob,sex,nationality,establishment,wing,cell,status,category,"
    "received,release_due,phone,document"
)
PEOPLE = f"""{HEAD}
L-1,prisoner,77001,Élodie,Müller,Elo;Lo,03/04/1990,female,fr,NORTH,C,,remand,B,2026-01-10 09:00,2027-05-01,,
L-2,prisoner,77002,Marco,Twin,,1985-02-03,male,IT,Northgate,NORTH-C,,sentenced,B,10.01.2026 10:00,,,
L-3,visitor,,Marco,Twin,,1985-02-03,,,,,,,,,,+39 320 1234567,ab 123-456
L-4,prisoner,77004,Ugo,Nowhere,,,,,LOST,,,,,,,,
L-5,prisoner,77005,Old,Country,,,,Italy,NORTH,,,,,,,,
L-6,prisoner,77006,Young,Newborn,,2026-02-01,,,NORTH,,,,,2026-01-10,,,
L-7,prisoner,77007,Freed,Already,,1970-01-01,,,SOUTH,,,sentenced,C,2025-01-10 09:00,,,
L-8,ghost,,No,Role,,,,,,,,,,,,,
"""
TABLES = ("people_person", "people_identity", "people_custodyperiod")
OURS = "WHERE key LIKE 'L-%%'"


def everything(service: Service) -> list[list[tuple[Any, ...]]]:
    return [service.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES]


def custody(service: Service, key: str) -> list[tuple[Any, ...]]:
    return service.rows(
        "SELECT c.establishment, c.wing, c.category, c.starts_at, c.ends_at FROM people_custodyperiod c"
        " JOIN people_person p ON p.id = c.person_id WHERE p.key = %s ORDER BY c.starts_at",
        key,
    )


def test_records_become_persons_and_bad_ones_are_set_aside(service: Service) -> None:
    outcome = service.load(load_people, service.write("people.csv", PEOPLE))
    assert (outcome.rows, outcome.new, outcome.changed, outcome.rejected) == (8, 4, 0, 4)
    reasons = (service.folder / "people.csv.rejected.csv").read_text(encoding="utf-8-sig")
    for words in ("no establishment LOST", "two letters", "after received", "not one of prisoner"):
        assert words in reasons
    assert custody(service, "L-1") == [
        ("NORTH", "NORTH-C", "B", datetime(2026, 1, 10, 8, tzinfo=UTC), None),
    ]
    found = service.rows("SELECT born::text, phone_key, document_key FROM people_identity WHERE key = 'L-3'")
    assert found == [("1985-02-03", "201234567", "AB123456")]


def test_people_of_one_name_stay_two_persons(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    assert len(service.rows("SELECT id FROM people_person WHERE name = 'Marco Twin'")) == 2


def test_loading_twice_changes_nothing_also_tomorrow(service: Service) -> None:
    path = service.write("people.csv", PEOPLE)
    service.load(load_people, path)
    before = everything(service)
    for days in (0, 1):
        again = service.load(load_people, path, at=NOW + timedelta(days=days))
        assert (again.new, again.changed) == (0, 0)
    assert everything(service) == before


def test_a_changed_record_ends_one_identity_and_begins_another(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    later = NOW + timedelta(days=10)
    outcome = service.load(
        load_people, service.write("later.csv", PEOPLE.replace("Müller", "Mueller-Rossi")), at=later
    )
    assert (outcome.new, outcome.changed) == (0, 1)
    held = service.rows("SELECT surname, since, until FROM people_identity WHERE key = 'L-1' ORDER BY since")
    assert held == [("Müller", NOW, later), ("Mueller-Rossi", later, None)]
    assert service.rows("SELECT name FROM people_person WHERE key = 'L-1'") == [("Élodie Mueller-Rossi",)]
    found = service.rows(
        "SELECT searched @@ 'muller' AND searched @@ 'rossi' FROM people_person WHERE key = 'L-1'"
    )
    assert found == [(True,)]


def test_a_move_ends_one_period_and_begins_another(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    later = NOW + timedelta(days=10)
    moved = PEOPLE.replace("fr,NORTH,C,,remand", "fr,SOUTH,SOUTH-A,,sentenced")
    assert service.load(load_people, service.write("later.csv", moved), at=later).changed == 1
    periods = custody(service, "L-1")
    assert [(place, wing, ends) for place, wing, _, _, ends in periods] == [
        ("NORTH", "NORTH-C", later), ("SOUTH", "SOUTH-A", None),
    ]  # fmt: skip
    assert service.rows("SELECT site FROM people_person WHERE key = 'L-1'") == [("SOUTH",)]


def test_a_release_ends_custody_and_a_past_one_is_kept(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    head = "person_id,role,given_names,surname,establishment,received,released\n"
    gone = service.write(
        "gone.csv",
        head
        + "L-7,prisoner,Freed,Already,SOUTH,2025-01-10 09:00,2026-11-20 08:00\n"
        + "L-9,prisoner,Former,Guest,SOUTH,2020-01-10 09:00,2021-11-20 08:00\n",
    )
    outcome = service.load(load_people, gone)
    assert (outcome.new, outcome.changed) == (1, 1)
    assert custody(service, "L-7")[0][4] == datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert custody(service, "L-9")[0][3:] == (
        datetime(2020, 1, 10, 8, tzinfo=UTC), datetime(2021, 11, 20, 7, tzinfo=UTC),
    )  # fmt: skip
    before = everything(service)
    again = service.load(load_people, gone, at=NOW + timedelta(days=1))
    assert (again.new, again.changed) == (0, 0)
    assert everything(service) == before


def test_a_column_the_file_does_not_have_leaves_what_is_known(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    before = everything(service)
    brief = service.write("brief.csv", "person_id,role,given_names,surname\nL-1,prisoner,Élodie,Müller\n")
    outcome = service.load(load_people, brief, at=NOW + timedelta(days=2))
    assert (outcome.new, outcome.changed) == (0, 0)
    assert everything(service) == before


def test_who_sees_whom(service: Service) -> None:
    from django.db import connection

    service.load(load_people, service.write("people.csv", PEOPLE))
    for who, seen in (
        (actor(Duty.PIO, "NORTH"), 2), (actor(Duty.PIO, "SOUTH"), 1), (actor(Duty.ANALYST, "*"), 4),
        (actor(Duty.LIAISON), 0),
    ):  # fmt: skip
        with service.as_web(who), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM people_person {OURS}")
            assert cursor.fetchone() == (seen,), who.duty


def test_only_the_system_loads(service: Service) -> None:
    job = Job(path=service.write("people.csv", PEOPLE), at=NOW, zone=UTC)
    head = actor(Duty.HEAD, "NORTH")
    with service.as_web(head), pytest.raises(Refused):
        load_people(job, by=head)


def test_the_ledger_holds_counts_and_no_names(service: Service) -> None:
    service.load(load_people, service.write("people.csv", PEOPLE))
    (entry,) = service.rows(
        "SELECT detail::text FROM ledger_entry WHERE act = 'person.load' ORDER BY id DESC LIMIT 1"
    )
    assert '"new": 4' in entry[0]
    assert "Twin" not in entry[0]
