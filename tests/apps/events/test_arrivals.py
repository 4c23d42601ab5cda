"""Whoever arrives is compared with everybody known, nationwide; owners are told; a name alone leads nowhere."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from beccaria.core.happenings import Outcome
from beccaria.core.ids import PersonId
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Refused
from beccaria.events import actions
from beccaria.people import actions as people
from tests import seed_people as seed
from tests.apps.people.town import NOW, Town, town

__all__ = ["town"]
ZOE: dict[str, Any] = {"visitor_name": "Zoe Kovacs", "born": date(1984, 2, 29), "phone": "0039 333 555 0101"}
PRISONERS = {"NORTH": seed.MTS, "SOUTH": seed.ELSEWHERE}
OFFICERS = {"NORTH": "ana", "SOUTH": "oli"}


def person(town: Town, key: str) -> PersonId:
    return PersonId(town.rows("SELECT id FROM people_person WHERE key = %s", key)[0][0])


def visit(town: Town, site: str, *, days: int = 1, **said: Any) -> str:
    """A visit that an officer of that place writes down."""
    prisoner = person(town, PRISONERS[site])
    with town.as_web(OFFICERS[site]) as officer:
        happened = actions.Happened(site=site, occurred_at=NOW - timedelta(days=days))
        new = actions.NewVisit(happened=happened, prisoner=prisoner, outcome=Outcome.COMPLETED, **said)
        return actions.add_visit(new, by=officer, at=NOW)


def waiting(town: Town) -> list[dict[str, str]]:
    return [
        row[0]
        for row in town.rows(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'events.take_in' AND status = 'todo' ORDER BY id"
        )
    ]


def work(town: Town) -> None:
    """What the worker does with all that waits in the queue; every job twice, for it may be killed after its work."""
    jobs = waiting(town)
    for job in [*jobs, *jobs]:
        with town.as_worker() as worker:
            actions.take_in(job["what"], [job["event_id"]], by=worker, at=NOW)


def judged(town: Town) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT verdict, prompt, prompt_at, related FROM people_judgement WHERE until IS NULL ORDER BY since, id"
    )


def told(town: Town) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT person_id, site, prompt, certainty, occurred_at FROM people_recognition ORDER BY id"
    )


def test_a_visitor_known_elsewhere_is_recognised_and_the_owner_of_her_record_is_told(town: Town) -> None:
    visit(town, "SOUTH", **ZOE)
    work(town)
    assert judged(town) == [("same", "visit", NOW - timedelta(days=1), "")]
    zoe = person(town, seed.VISITOR)
    assert told(town) == [(zoe, "NORTH", "visit", "almost certain", NOW - timedelta(days=1))]
    assert len(town.partition([zoe])) == 1
    record = town.rows("SELECT source, site FROM people_person WHERE source = 'visits:SOUTH'")
    assert record == [("visits:SOUTH", "SOUTH")]
    assert town.rows("SELECT count(*) FROM events_visit WHERE described_id IS NOT NULL") == [(1,)]


def test_the_same_description_is_the_same_record_and_tells_once(town: Town) -> None:
    visit(town, "SOUTH", days=3, **ZOE)
    visit(town, "SOUTH", days=2, **ZOE)
    work(town)
    assert len(told(town)) == 1
    assert len(town.rows("SELECT 1 FROM people_person WHERE source = 'visits:SOUTH'")) == 1


def test_a_name_alone_makes_no_record_and_no_judgement(town: Town) -> None:
    visit(town, "SOUTH", visitor_name="Zoë Kovač-Müller")
    work(town)
    assert not town.rows("SELECT 1 FROM people_person WHERE source = 'visits:SOUTH'")
    assert not judged(town)
    assert not told(town)


def test_a_namesake_born_on_another_day_is_not_taken_for_her(town: Town) -> None:
    visit(town, "SOUTH", visitor_name="Zoë Kovač-Müller", born=date(1951, 7, 3), phone="+39 331 000 7788")
    work(town)
    assert not judged(town)
    assert not told(town)


def test_twins_are_never_one(town: Town) -> None:
    for name in ("Luca Ferri", "Lino Ferri"):
        visit(town, "SOUTH", visitor_name=name, born=date(1990, 1, 9), address="1 Mill Lane, Northtown")
    work(town)
    twins = [person(town, seed.TWIN), person(town, seed.OTHER_TWIN)]
    assert len(town.partition(twins)) == 2
    assert ("not_same", "twins") in {(verdict, related) for verdict, _prompt, _at, related in judged(town)}


def test_somebody_of_her_name_and_birth_date_goes_to_a_human(town: Town) -> None:
    visit(town, "SOUTH", visitor_name="Zoë Kovač-Müller", born=date(1984, 2, 29))
    work(town)
    assert [row[0] for row in judged(town)] == ["unsure"]
    assert [row[3] for row in told(town)] == ["likely"]


def test_a_payer_is_recognised_by_name_and_account_across_prisons(town: Town) -> None:
    for site, name in (("NORTH", "Carla Bruni"), ("SOUTH", "BRUNI CARLA")):
        prisoner = person(town, PRISONERS[site])
        with town.as_web(OFFICERS[site]) as officer:
            happened = actions.Happened(site=site, occurred_at=NOW - timedelta(days=1))
            paid = actions.NewPayment(
                happened=happened, prisoner=prisoner, payer_name=name, amount=Decimal(50),
                account="IT60 X054 2811 1010 0000 0123 456", currency="EUR",
            )  # fmt: skip
            actions.add_payment(paid, by=officer, at=NOW)
    work(town)
    assert [row[:2] for row in judged(town)] == [("same", "payment")]
    assert [row[1] for row in told(town)] == ["NORTH"]


def test_two_people_of_one_account_stay_two(town: Town) -> None:
    prisoner = person(town, seed.MTS)
    for name in ("Carla Bruni", "Aldo Serra"):
        with town.as_web("ana") as ana:
            happened = actions.Happened(site="NORTH", occurred_at=NOW - timedelta(days=1))
            paid = actions.NewPayment(
                happened=happened,
                prisoner=prisoner,
                payer_name=name,
                amount=Decimal(9),
                account="IT60X0542811101",
            )
            actions.add_payment(paid, by=ana, at=NOW)
    work(town)
    payers = [row[0] for row in town.rows("SELECT id FROM people_person WHERE source = 'payments:NORTH'")]
    assert len(town.partition(payers)) == 2


def test_a_number_asked_for_is_compared(town: Town) -> None:
    prisoner = person(town, seed.ELSEWHERE)
    with town.as_web("oli") as oli:
        happened = actions.Happened(site="SOUTH", occurred_at=NOW - timedelta(days=1))
        wish = actions.NewCallRequest(
            happened=happened,
            prisoner=prisoner,
            contact_name="Zoe Kovac-Muller",
            number="+39 333 555 0101",
        )
        actions.add_call_request(wish, by=oli, at=NOW)
    work(town)
    assert [row[:2] for row in judged(town)] == [("same", "call_request")]
    assert [row[2] for row in told(town)] == ["call_request"]


def test_a_person_written_down_is_compared_by_the_service(town: Town) -> None:
    (made,) = town.add("again", site="SOUTH", given_names="Zoe", surname="Kovac Mueller", document="ZK 77")
    with town.as_worker() as worker:
        later = NOW + timedelta(days=3650)
        people.compare_new(made, by=worker, at=later)
        people.compare_new(made, by=worker, at=later)
    assert [row[:2] for row in judged(town)] == [("same", "register")]
    assert len(told(town)) == 1


def test_when_what_is_known_changes_only_those_are_told_who_are_like_him_from_then_on(town: Town) -> None:
    (made,) = town.add("known", site="SOUTH", given_names="Zoe", surname="Kovac Mueller", document="ZK 77")
    (other,) = town.add("unlike", site="SOUTH", given_names="Ada", surname="Lind", phone="+39 331 000 9911")
    with town.as_worker() as worker:
        for one in (made, other):
            people.compare_new(one, by=worker, at=NOW + timedelta(days=1))
    before = told(town)
    identity = town.rows("SELECT id FROM people_identity WHERE person_id = %s", other)[0][0]
    later = NOW + timedelta(days=2)
    with town.as_web("eve") as eve:
        said = people.Said(role=Role.VISITOR, given_names="Zoe", surname="Kovac Mueller", document="ZK 77")
        people.change_identity(identity, said, by=eve, at=later)
    for _ in range(2):
        with town.as_worker() as worker:
            people.compare_new(other, by=worker, at=later)
    new = [row for row in told(town) if row not in before]
    zoe = person(town, seed.VISITOR)
    assert new == [(zoe, "NORTH", "evidence", "almost certain", later)]
    assert "evidence" not in {row[2] for row in before}


def test_only_the_service_takes_in(town: Town) -> None:
    event = visit(town, "SOUTH", **ZOE)
    with pytest.raises(Refused), town.as_web("oli") as oli:
        actions.take_in("visit", [event], by=oli, at=NOW)


@pytest.fixture
def happened() -> actions.Happened:
    return actions.Happened(site="NORTH", occurred_at=NOW - timedelta(days=1))


def test_privileged_people_never_enter(town: Town, happened: actions.Happened) -> None:
    prisoner: Any = person(town, seed.MTS)
    before = waiting(town)
    with pytest.raises(BadInput, match="privileged"):
        visit(town, "NORTH", relationship="Rechtsanwalt", **ZOE)
    with town.as_web("ana") as ana:
        with pytest.raises(BadInput, match="privileged"):
            actions.add_payment(
                actions.NewPayment(
                    happened=happened, prisoner=prisoner, payer_name="Avv. Rossi", amount=Decimal(1)
                ),
                by=ana,
                at=NOW,
            )
        with pytest.raises(BadInput, match="more than nothing"):
            actions.add_payment(
                actions.NewPayment(happened=happened, prisoner=prisoner, payer_name="Ada", amount=Decimal(0)),
                by=ana,
                at=NOW,
            )
        with pytest.raises(BadInput, match="six digits"):
            actions.add_call_request(
                actions.NewCallRequest(happened=happened, prisoner=prisoner, contact_name="Ada", number="12"),
                by=ana,
                at=NOW,
            )
    assert waiting(town) == before
