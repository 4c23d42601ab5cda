"""Movements, visits, incidents and finds: unknown people and places, privileged visitors, parts, and second loads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.actors import Duty
from beccaria.events.loading import load_finds, load_incidents, load_movements, load_visits
from beccaria.events.privilege import privileged
from beccaria.people.loading import load_people
from tests.apps.loading.conftest import NOW
from tests.apps.loading.test_estate import actor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from beccaria.lib.staging import Outcome
    from tests.apps.loading.conftest import Service

PEOPLE = """person_id,role,given_names,surname,establishment,received
E-1,prisoner,Aldo,One,NORTH,2026-01-10
E-2,prisoner,Bice,Two,NORTH,2026-01-10
E-3,visitor,Carla,Three,,
"""
MOVEMENTS = """movement_id;person_id;at;kind;from_establishment;to_establishment;to_wing;reason
V-1;E-1;03.11.2026 09:00;transfer;Southmoor;NORTH;C;order
V-2;E-1;04.11.2026 09:00;cell;;;;
V-3;E-9;03.11.2026 09:00;transfer;;NORTH;;
V-4;E-1;03.11.2026 09:00;flight;;NORTH;;
V-5;E-1;03.11.2026 09:00;transfer;;MOON;;
"""
VISITS = """visit_id,at,ends_at,establishment,prisoner_id,visitor_id,visitor_name,relationship,kind,outcome,reason
S-1,2026-11-19 14:00,2026-11-19 15:00,NORTH,E-1,E-3,Carla Three,sister,social,completed,
S-2,2026-11-28 14:00,,NORTH,E-1,E-99,Nemo Nobody,friend,social,booked,
S-3,2026-11-28 14:00,,NORTH,E-1,,Early Bird,friend,social,completed,
S-4,2026-11-19 14:00,,NORTH,E-1,,Dr Law,Rechtsanwalt,official,completed,
S-5,2026-11-19 14:00,2026-11-19 13:00,NORTH,E-1,,Late Early,friend,social,completed,
S-6,2026-11-19 14:00,,NORTH,E-1,E-1,Aldo One,self,social,refused,
S-7,2026-11-19 14:00,,NORTH,E-77,,Some One,friend,social,refused,forged document
"""
INCIDENTS = """incident_id,at,establishment,wing,family,severity,text,people
I-1,2026-11-18 10:00,NORTH,C,Assault,serious,Two men at the hatch,E-1:assailant;E-2:victim;E-8:witness
I-2,2026-11-18 11:00,NORTH,,self-harm,,,
I-3,2026-11-18 11:00,NORTH,,theft of time,,,
I-4,2026-11-18 11:00,NORTH,,fire,,,E-1
I-5,2026-11-18 11:00,NORTH,,fire,,,E-1:king
"""
FINDS = """find_id,at,establishment,wing,cell,item,quantity,unit,how,person_id,found_by,text
F-1,2026-11-17,NORTH,C,101,phone,1,piece,search,E-2,S-4,Under the floor
F-2,2026-11-17,NORTH,,,drugs,"2,500",g,dog,E-66,,
F-3,2026-11-17,NORTH,,,drugs,0,g,dog,,,
F-4,2026-11-17,NORTH,,,dragon,1,,,,,
"""
KINDS = [
    pytest.param(load_movements, MOVEMENTS, "events_movement", (5, 2, 3), id="movements"),
    pytest.param(load_visits, VISITS, "events_visit", (7, 2, 5), id="visits"),
    pytest.param(load_incidents, INCIDENTS, "events_incident", (5, 2, 3), id="incidents"),
    pytest.param(load_finds, FINDS, "events_find", (4, 1, 3), id="finds"),
]


def put(service: Service, text: str) -> Path:
    service.load(load_people, service.write("people.csv", PEOPLE))
    return service.write("events.csv", text)


def reasons(service: Service) -> str:
    return (service.folder / "events.csv.rejected.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("work", "text", "table", "counts"), KINDS)
def test_good_rows_load_once_and_bad_rows_are_set_aside(
    service: Service, work: Callable[..., Outcome], text: str, table: str, counts: tuple[int, int, int]
) -> None:
    path = put(service, text)
    outcome = service.load(work, path)
    assert (outcome.rows, outcome.new, outcome.rejected) == counts, reasons(service)
    held = service.rows(f'SELECT * FROM "{table}" ORDER BY id')
    parts = service.rows("SELECT * FROM events_incidentpart ORDER BY id")
    again = service.load(work, path, at=NOW + timedelta(hours=1))
    assert (again.new, again.changed, again.rejected) == (0, 0, counts[2])
    assert service.rows(f'SELECT * FROM "{table}" ORDER BY id') == held
    assert service.rows("SELECT * FROM events_incidentpart ORDER BY id") == parts


def test_a_movement_without_places_happened_where_the_person_is(service: Service) -> None:
    service.load(load_movements, put(service, MOVEMENTS))
    sites = dict(
        service.rows("SELECT key, site FROM events_movement WHERE source = 'register' AND key LIKE 'V-%%'")
    )
    assert sites == {"V-1": "NORTH", "V-2": "NORTH"}
    for words in ("no person E-9", "not one of reception", "no establishment MOON"):
        assert words in reasons(service)


def test_privileged_visits_never_enter(service: Service) -> None:
    service.load(load_visits, put(service, VISITS))
    assert "privileged and never enter" in reasons(service)
    assert not service.rows("SELECT 1 FROM events_visit WHERE visitor_name = 'Dr Law'")
    for words in ("in the future", "before at", "same person", "no person E-77"):
        assert words in reasons(service)


@pytest.mark.parametrize(
    "word", ["Lawyer", "defence solicitor", "AVVOCATO", "médecin", "garante dei detenuti"]
)
def test_privileged_relationships_are_known_in_several_languages(word: str) -> None:
    assert privileged(word)
    assert not privileged("lawn mower, friend")


def test_a_link_that_was_missing_comes_with_a_second_load(service: Service) -> None:
    path = put(service, VISITS)
    outcome = service.load(load_visits, path)
    assert any("1 rows name a visitor_id nobody has loaded" in note for note in outcome.notes)
    more = service.write("more.csv", PEOPLE + "E-99,visitor,Nemo,Nobody,,\n")
    service.load(load_people, more)
    again = service.load(load_visits, path)
    assert (again.new, again.changed) == (0, 1)


def test_parts_of_people_known_later_are_added_later(service: Service) -> None:
    path = put(service, INCIDENTS)
    outcome = service.load(load_incidents, path)
    assert any("1 parts belong to persons nobody has loaded" in note for note in outcome.notes)
    ours = "SELECT part FROM events_incidentpart p JOIN events_incident i ON i.id = p.incident_id WHERE i.key = 'I-1'"
    assert {part for (part,) in service.rows(ours)} == {"assailant", "victim"}
    service.load(
        load_people, service.write("more.csv", PEOPLE + "E-8,prisoner,Dino,Eight,NORTH,2026-01-10\n")
    )
    assert service.load(load_incidents, path).changed == 1
    assert len(service.rows(ours)) == 3


def test_a_correction_is_counted_as_one(service: Service) -> None:
    service.load(load_finds, put(service, FINDS))
    corrected = service.write("events.csv", FINDS.replace("Under the floor", "Under the pillow"))
    outcome = service.load(load_finds, corrected)
    assert (outcome.new, outcome.changed) == (0, 1)
    assert "could be two numbers" in reasons(service)


def test_who_sees_what_happened(service: Service) -> None:
    from django.db import connection

    service.load(load_incidents, put(service, INCIDENTS))
    for who, seen in (
        (actor(Duty.OFFICER, "NORTH"), 2),
        (actor(Duty.PIO, "SOUTH"), 0),
        (actor(Duty.LIAISON), 0),
    ):
        with service.as_web(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM events_incident WHERE key LIKE 'I-%%'")
            assert cursor.fetchone() == (seen,)


def columns(service: Service) -> list[Any]:
    return service.rows("SELECT detail FROM ledger_entry WHERE act = 'event.load' ORDER BY id DESC LIMIT 1")


def test_the_ledger_says_which_kind_and_how_many(service: Service) -> None:
    service.load(load_incidents, put(service, INCIDENTS))
    assert columns(service) == [({"kind": "incidents", "rows": 5, "new": 2, "changed": 0, "rejected": 3},)]
