"""Payments and visits that are loaded: who paid is recognised across prisons, with the time of his own row, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.events.loading import load_payments, load_visits
from beccaria.people import api as people
from beccaria.people.loading import load_people
from tests.apps.loading.conftest import NOW
from tests.conftest import connect_as

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

PEOPLE = """person_id,role,given_names,surname,born,establishment,received,phone,address,document
E-1,prisoner,Aldo,One,1980-01-02,NORTH,2026-01-10,,,
E-2,prisoner,Bice,Two,1980-01-03,SOUTH,2026-01-10,,,
E-3,visitor,Carla,Threeland,1979-05-06,NORTH,,+39 333 7654321,"Via Roma 9, Lodi",CA1234567
E-4,visitor,Karla,Threeland,1979-05-06,SOUTH,,+39 333 7654321,"Via Roma 9, Lodi",CA1234567
"""
VISITS = """visit_id,at,establishment,prisoner_id,visitor_id,visitor_name,relationship,outcome
S-1,2026-11-10 14:00,NORTH,E-1,E-3,Carla Threeland,sister,completed
S-2,2026-11-12 14:00,SOUTH,E-2,E-4,Karla Threeland,friend,booked
"""
PAYMENTS = """payment_id,at,establishment,prisoner_id,payer_name,payer_account,payer_address,amount,currency,direction
P-1,2026-11-01 09:00,NORTH,E-1,Dario Fourman,IT60X0542811101000000123456,"Via Po 3, Lodi",50,eur,in
P-2,2026-11-03 09:00,SOUTH,E-2,FOURMAN DARIO,IT60 X054 2811 1010 0000 0123 456,,50.005,EUR,in
P-3,2026-11-04 09:00,SOUTH,E-2,Bice Two,,,4.20,EUR,out
P-4,2026-11-04 09:00,SOUTH,E-2,Avv. Bianchi,IT60X0542811101000000999999,,20,EUR,in
P-5,2026-11-04 09:00,SOUTH,E-2,Nemo,,,-3,EUR,in
P-6,2026-11-04 09:00,SOUTH,E-2,Nemo,,,3,EURO,in
P-7,2026-11-04 09:00,SOUTH,E-9,Nemo,,,3,EUR,in
P-8,2026-11-05 09:00,NORTH,E-1,Gina Onlyname,,,3,EUR,in
"""
JUDGED = """
SELECT judged.verdict, judged.prompt, judged.prompt_ref, judged.prompt_at FROM people_judgement judged
JOIN people_person one ON one.id = judged.left_id
WHERE judged.until IS NULL AND one.source <> 'seed' ORDER BY judged.prompt_at
"""


def _load(service: Service, at: datetime = NOW) -> list[int]:
    rejected = []
    for name, text, work in (
        ("people.csv", PEOPLE, load_people),
        ("visits.csv", VISITS, load_visits),
        ("payments.csv", PAYMENTS, load_payments),
    ):
        rejected.append(service.load(work, service.write(name, text), at=at).rejected)
    return rejected


def test_payers_are_recognised_and_a_second_load_changes_nothing(service: Service) -> None:
    assert _load(service) == [0, 0, 4]
    tables = (
        "people_person",
        "people_judgement",
        "people_recognition",
        "people_appearance",
        "people_personkey",
    )
    before = [service.count(table) for table in tables]
    judged = service.rows(JUDGED)
    assert [(verdict, prompt) for verdict, prompt, *_rest in judged] == [
        ("same", "payment"),
        ("same", "register"),
    ]
    assert judged[0][2:] == ("payments:P-2", datetime(2026, 11, 3, 8, 0, tzinfo=UTC))
    assert service.rows("SELECT count(*) FROM people_person WHERE source LIKE 'payments:%%'") == [(2,)]
    assert service.rows("SELECT amount, currency FROM events_payment WHERE key = 'P-1'")[0][1] == "EUR"
    assert _load(service, NOW + timedelta(days=1)) == [0, 0, 4]
    assert [service.count(table) for table in tables] == before


def test_owners_are_told_with_the_time_of_the_row_that_came_later(service: Service) -> None:
    _load(service)
    told = service.rows(
        "SELECT one.site, one.prompt, one.occurred_at FROM people_recognition one"
        " JOIN people_person person ON person.id = one.person_id WHERE person.source <> 'seed' ORDER BY 3"
    )
    moments = [(site, prompt, at.astimezone(UTC).isoformat()[:16]) for site, prompt, at in told]
    assert ("NORTH", "payment", "2026-11-03T08:00") in moments
    assert ("NORTH", "visit", "2026-11-12T13:00") in moments
    assert ("SOUTH", "payment", "2026-11-01T08:00") not in moments, "nobody knew him there yet"


def test_it_is_said_where_he_was_recognised_and_by_which_rows(service: Service) -> None:
    _load(service)
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("evaluation")) as by:
        found = {one.evidence: one for one in people.recognised(by)}
    payer = found[frozenset({("payments", "P-1"), ("payments", "P-2")})]
    assert payer.at == datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    visitor = found[frozenset({("visits", "S-1"), ("visits", "S-2")})]
    assert visitor.records == {"E-3", "E-4"}
