"""What the service does by itself: a handover nobody answered and an arrival nobody cleared are passed on, once."""

from __future__ import annotations

from datetime import timedelta

from beccaria.core.escorts import CLEAR_WITHIN, ESCALATE_AFTER
from beccaria.lib import clock
from beccaria.placement import actions
from beccaria.placement.actions import arriving, escorting
from beccaria.placement.queries import arrivals, escorts
from tests.apps.warnings.estate import Estate, estate

__all__ = ["estate"]


def person_of(estate: Estate, key: str) -> str:
    ((found,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{key}'")
    return str(found)


def test_a_handover_that_nobody_acknowledges_is_passed_on_once(estate: Estate) -> None:
    at = clock.now()
    ((pack,),) = estate.rows("SELECT id FROM placement_escort LIMIT 1")
    assert estate.worker(arriving.tell_of_unanswered, at=at) == 0
    estate.web("bo", escorting.send_handover, pack, at=at)
    assert estate.worker(arriving.tell_of_unanswered, at=at + ESCALATE_AFTER / 2) == 0
    late = at + ESCALATE_AFTER + timedelta(minutes=1)
    assert estate.worker(arriving.tell_of_unanswered, at=late) == 1
    assert estate.worker(arriving.tell_of_unanswered, at=late) == 0
    assert estate.web("bo", escorts.escort, pack).told_at == late
    acts = estate.rows("SELECT act FROM ledger_entry WHERE act = 'escort.escalate'")
    assert len(acts) == 1


def test_an_arrival_that_nobody_clears_is_passed_on_once(estate: Estate) -> None:
    at = clock.now()
    person = person_of(estate, "seed-namesake")
    new = actions.NewPlacement(person=person, wing="NORTH-B", due=at, reason="Room.")
    order = estate.web("pia", actions.decide, new, at=at)
    estate.web("ana", actions.carry_out, order, at=at)
    assert estate.worker(arriving.tell_of_uncleared, at=at + CLEAR_WITHIN / 2) == 0
    late = at + CLEAR_WITHIN + timedelta(minutes=1)
    assert estate.worker(arriving.tell_of_uncleared, at=late) == 1
    assert estate.worker(arriving.tell_of_uncleared, at=late) == 0
    assert estate.web("ana", arrivals.arrival, order).told_at == late
