"""Reports make due for the unit; a new assessment settles what its writer saw, the rest goes on; the head is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from beccaria.core.reviews import Change
from beccaria.lib import clock
from beccaria.risk import actions
from beccaria.risk.actions import escalating, reviewing
from beccaria.risk.models import Assessment
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Wanted
from tests.apps.risk.standing import plant
from tests.apps.warnings.estate import Estate

if TYPE_CHECKING:
    from datetime import datetime


def person_of(estate: Estate, key: str = "seed-mts") -> str:
    ((found,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{key}'")
    return str(found)


def kinds(estate: Estate, who: str, at: datetime) -> list[Change]:
    found = estate.web(who, calendar, Wanted(), at=at)
    return sorted(one.kind for several in found.changed.values() for one in several)


def linked(person: str, at: datetime, *, by: Any) -> None:
    """An item of some report of the seed names him."""
    from beccaria.reports.models import Item, ItemLink

    item = Item.objects.filter(report__site="NORTH").order_by("id").first()
    assert item is not None
    ItemLink.objects.create(
        item=item, reference=f"person:{person}", relation="about", linked_by=by.user, linked_at=at
    )


def finished(person: str, at: datetime, *, by: Any) -> str:
    """A new assessment of him that is finished, not decided: its writer had before him what he could see."""
    row = Assessment.objects.create(
        person_id=person,
        instrument="oc-prisoner",
        version=1,
        digest="0" * 64,
        assessor=by.user,
        started_at=at,
        saved_at=at,
        site="NORTH",
    )
    row.state, row.finished_at, row.proposed_band = "rated", at, "moderate"
    row.save()
    reviewing.had_before(row, by=by, at=at)
    return row.id


def decided(assessment: str, at: datetime, *, by: Any) -> None:
    """As `deciding.decide` does it: what stood before ends with it."""
    row = Assessment.objects.get(pk=assessment)
    for earlier in Assessment.objects.filter(person=row.person_id, state="decided"):
        earlier.state, earlier.superseded_at, earlier.superseded_why = "superseded", at, "Decided anew."
        earlier.save()
    row.state, row.decided_band, row.decided_by, row.decided_at = "decided", "moderate", by.user, at
    row.review_due = at.date() + timedelta(days=90)
    row.save()


def test_a_report_is_told_to_the_unit_and_passed_on_by_an_assessor_who_could_not_see_it(
    estate: Estate,
) -> None:
    at, mts = clock.now(), person_of(estate)
    estate.web("asa", plant, mts, at=at)
    estate.web("bo", linked, mts, at + timedelta(seconds=1))
    assert kinds(estate, "bo", at) == kinds(estate, "cy", at) == [Change.REPORT]
    assert kinds(estate, "asa", at) == kinds(estate, "gil", at) == kinds(estate, "eve", at) == []
    # The assessor judges anew without having seen it: it is not settled by that, and says nothing to him.
    new = estate.web("asa", finished, mts, at + timedelta(seconds=2))
    estate.web("cy", decided, new, at + timedelta(seconds=3))
    assert kinds(estate, "asa", at) == []
    assert kinds(estate, "bo", at) == [Change.REPORT]
    assert estate.rows("SELECT judged = '" + new + "', settled_at IS NULL FROM risk_change") == [(True, True)]
    # Now the unit looks itself, and is through with it.
    newer = estate.web("bo", finished, mts, at + timedelta(seconds=4))
    assert kinds(estate, "bo", at) == [Change.REPORT]
    estate.web("cy", decided, newer, at + timedelta(seconds=5))
    assert kinds(estate, "bo", at) == []


def test_the_head_is_told_once_of_what_is_overdue_by_the_clock_and_by_a_change(estate: Estate) -> None:
    at = clock.now()
    late = estate.web("asa", plant, person_of(estate, "seed-father"), at=at, review_due=at.date())
    estate.web("asa", plant, person_of(estate), at=at)
    estate.web("bo", linked, person_of(estate), at)
    assert estate.worker(escalating.tell_head, at=at + timedelta(days=3)) == 0
    assert estate.worker(escalating.tell_head, at=at + timedelta(days=4)) == 1
    assert estate.rows("SELECT judged FROM risk_escalation") == [(late,)]
    assert estate.worker(escalating.tell_head, at=at + timedelta(days=12)) == 1
    assert estate.worker(escalating.tell_head, at=at + timedelta(days=12)) == 0
    assert estate.rows("SELECT count(*) FROM risk_change WHERE head_told_at IS NOT NULL") == [(1,)]
    ((told,),) = estate.rows("SELECT count(*) FROM ledger_entry WHERE act = 'review.escalate'")
    assert told == 2
    # Nothing of it says to the assessor that there is something else.
    found = estate.web("asa", calendar, Wanted(), at=at + timedelta(days=12))
    assert [row.changes for row in found.rows] == [0, 0]
    answered = actions.StillHolds(
        "He keeps to himself, as all three officers say.", "Three officers of his wing."
    )
    estate.web("asa", actions.still_holds, late, answered, at=at + timedelta(days=12))
    assert estate.worker(escalating.tell_head, at=at + timedelta(days=13)) == 0


def test_evidence_that_runs_out_is_told_piece_by_piece_once(estate: Estate) -> None:
    at = clock.now()
    ((person, site),) = estate.rows(
        "SELECT part.person_id, person.site FROM networks_evidence piece"
        " JOIN networks_membership part ON part.id = piece.membership_id"
        " JOIN people_person person ON person.id = part.person_id"
        " WHERE piece.withdrawn_at IS NULL AND part.ended_at IS NULL AND person.site = 'NORTH'"
        " ORDER BY piece.id LIMIT 1"
    )
    assert site == "NORTH"
    estate.web("asa", plant, person, at=at)
    assert estate.worker(escalating.evidence_ran_out, at=at) == 0
    later = at + timedelta(days=366)
    assert estate.worker(escalating.evidence_ran_out, at=later) >= 1
    assert estate.worker(escalating.evidence_ran_out, at=later) == 0
    assert set(kinds(estate, "cy", later)) == {Change.LAPSED}


def test_who_leaves_custody_leaves_the_calendar_and_is_due_when_he_comes_back(estate: Estate) -> None:
    at, mts = clock.now(), person_of(estate)
    stands = estate.web("asa", plant, mts, at=at)
    assert estate.worker(escalating.follow_custody, at=at) == 0
    estate.write(
        f"UPDATE people_custodyperiod SET ends_at = now(), ended_recorded_at = now() WHERE person_id = '{mts}'"
    )
    assert estate.worker(escalating.follow_custody, at=at) == 1
    assert estate.worker(escalating.follow_custody, at=at) == 0
    assert [row.judged for row in estate.web("bo", calendar, Wanted(), at=at).rows] == []
    estate.write(
        "UPDATE people_custodyperiod SET ends_at = NULL, ended_recorded_at = NULL WHERE id ="
        f" (SELECT id FROM people_custodyperiod WHERE person_id = '{mts}' ORDER BY starts_at DESC LIMIT 1)"
    )
    later = at + timedelta(days=30)
    assert estate.worker(escalating.follow_custody, at=later) == 1
    (row,) = estate.web("bo", calendar, Wanted(), at=later).rows
    assert (row.judged, row.until.day) == (stands, later.date())
