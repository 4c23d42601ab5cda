"""Isolation: no day is hidden by any name, cell, prison or gap; alarms at day 10 and 15, and then it stops."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.measures import Standing, State
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.measures.actions import lapsing
from beccaria.measures.actions.deciding import decide
from beccaria.measures.actions.following import answer as answer_contest
from beccaria.measures.actions.following import check_health, contest, state_contact
from beccaria.measures.actions.proposing import NewMeasure, propose
from beccaria.measures.queries import isolation as clocks
from beccaria.measures.queries import reading
from tests.classifying import fact
from tests.measuring import FRESH, YES, in_force, isolation, separation, supervised

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.apps.warnings.estate import Estate
    from tests.grouping import Does

NEW = {"facts": "Two letters of a cousin name a new victim."}


def noon(day: int) -> datetime:
    """Noon of the so manieth day of a story."""
    return datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)


def fresh(at: datetime) -> dict[str, Any]:
    """Reasons in words of their own."""
    return {**FRESH, "facts": [fact(at, text=NEW["facts"])]}


@pytest.mark.django_db
def test_days_go_on_under_another_name_and_after_it_nothing_keeps_him_apart(does: Does, mts: str) -> None:
    at = noon(1)
    in_force(does, isolation(mts, at, ends=at + timedelta(days=14)), at=at)
    later = at + timedelta(days=14)
    renamed = {"contact_hours": Decimal(1), "limit_told": "The director", "ends": later + timedelta(days=5)}
    with pytest.raises((BadInput, Cannot), match="row"):
        does("bo", propose, separation(mts, later, **renamed), at=later)
    over = at + timedelta(days=15)
    with pytest.raises(Cannot, match="whatever it is called"):
        does("bo", propose, separation(mts, over, ends=over + timedelta(days=5)), at=over)
    for day in (1, 2, 3):
        moment = over + timedelta(days=day)
        hours = {"starts": moment - timedelta(hours=4), "ends": moment}
        does("ana", state_contact, mts, company="association", **hours, at=moment)
    free = over + timedelta(days=3, minutes=1)
    does("bo", propose, separation(mts, free, ends=free + timedelta(days=5)), at=free)


@pytest.mark.django_db
def test_days_that_went_by_since_the_proposal_shorten_what_may_be_decided(does: Does, mts: str) -> None:
    at = noon(1)
    kept = in_force(does, isolation(mts, at, ends=at + timedelta(days=8)), at=at)
    del kept
    begins = at + timedelta(days=9)
    new = separation(
        mts, begins, contact_hours=Decimal(1), limit_told="The director", ends=begins + timedelta(days=6)
    )
    with pytest.raises(BadInput, match="more than 15 days in a row"):
        does("bo", propose, new, at=begins)


@pytest.mark.django_db
def test_nobody_queues_one_isolation_behind_another(does: Does, mts: str) -> None:
    at = noon(1)
    in_force(does, isolation(mts, at, ends=at + timedelta(days=9)), at=at)
    begins = at + timedelta(days=9)
    queued = {"contact_hours": Decimal(1), "limit_told": "The director", **fresh(at)}
    long = separation(mts, begins, ends=begins + timedelta(days=9), **queued)
    with pytest.raises(BadInput, match="more than 15 days in a row"):
        does("bo", propose, long, at=at)
    does("bo", propose, separation(mts, begins, ends=begins + timedelta(days=4), **queued), at=at)


@pytest.mark.django_db
def test_two_proposals_of_one_kind_are_not_both_decided(does: Does, mts: str) -> None:
    at = noon(1)
    one = does("bo", propose, supervised(mts, at), at=at)
    other = does("bea", propose, supervised(mts, at), at=at)
    for who in ("gil", "cy"):
        does(who, decide, one, YES, at=at)
    with pytest.raises(Cannot, match="decided since"):
        does("gil", decide, other, YES, at=at)


@pytest.mark.django_db
def test_contact_is_stated_once_in_ones_own_name_and_soon(does: Does, mts: str) -> None:
    at = noon(5)

    def state(by: str = "ana", **more: Any) -> None:
        said = {"starts": at - timedelta(hours=3), "ends": at, "company": "work", "at": at}
        does(by, state_contact, mts, **(said | more))

    for wrong, says in (
        ({"company": "exercise_alone"}, "no contact with others"),
        ({"ends": at - timedelta(hours=4)}, "end before it begins"),
        ({"ends": at + timedelta(hours=1)}, "in the future"),
        ({"starts": at - timedelta(hours=20)}, "16 hours"),
        (
            {"starts": at - timedelta(days=5), "ends": at - timedelta(days=5) + timedelta(hours=3)},
            "3 days ago",
        ),
    ):
        with pytest.raises(BadInput, match=says):
            state(**wrong)
    with pytest.raises((Hidden, Refused, BadInput)):
        state("oli")
    state()
    (day,) = does("bo", clocks.of_person, mts, at=at).days
    assert day.hours == 3.0


@pytest.mark.django_db
def test_health_is_asked_for_and_nothing_of_an_illness_is_written(does: Does, mts: str) -> None:
    at = noon(1)
    made = in_force(does, isolation(mts, at), at=at)
    later = at + timedelta(hours=5)
    said = {"by_whom": "doctor", "seen_at": later, "at": later}
    with pytest.raises(BadInput, match="What must change"):
        does("ana", check_health, made, fit="changed", **said)
    with pytest.raises(BadInput, match="outside the measure"):
        does("ana", check_health, made, fit="yes", **(said | {"seen_at": at - timedelta(days=1)}))
    does("ana", check_health, made, fit="no", **said)
    assert [one.fit.value for one in does("gil", reading.measure, made, at=later).checks] == ["no"]


@pytest.mark.django_db
def test_what_the_health_service_speaks_against_waits_for_who_decides(
    does: Does, mts: str, sign_in: Callable[[str], Client], at: datetime
) -> None:
    begins = at - timedelta(days=2)
    made = in_force(does, isolation(mts, begins), at=begins)
    said = {"by_whom": "doctor", "at": at}
    does("ana", check_health, made, fit="yes", seen_at=at - timedelta(hours=9), **said)
    assert does("gil", reading.unfit, at=at) == ()
    does("ana", check_health, made, fit="no", seen_at=at - timedelta(hours=5), **said)
    assert [line.id for line, _person in does("gil", reading.unfit, at=at)] == [made]
    assert does("bo", reading.unfit, at=at) == does("eve", reading.unfit, at=at) == ()
    assert "must not go on" in sign_in("gil").get("/measures/today/").content.decode()
    does("ana", check_health, made, fit="yes", seen_at=at - timedelta(hours=1), **said)
    assert does("gil", reading.unfit, at=at) == ()


@pytest.mark.django_db
def test_a_contest_is_answered_by_who_did_not_decide(does: Does, mts: str, at: datetime) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    said = does("ana", contest, made, raised_for="himself", text="I gave no orders.", at=at)
    for who in ("gil", "cy"):
        with pytest.raises((Refused, Hidden)):
            does(who, answer_contest, said, upheld=False, text="It stands.", at=at)


def test_day_ten_is_told_day_fifteen_too_and_then_it_stops_whoever_moved_him(estate: Estate) -> None:
    ((mts,),) = estate.rows("SELECT id FROM people_person WHERE key = 'seed-mts'")
    at = noon(1)
    made = estate.web("bo", propose, isolation(str(mts), at, ends=at + timedelta(days=14)), at=at)
    for who in ("gil", "cy"):
        estate.web(who, decide, made, YES, at=at)
    # Moved to another prison on the sixth day: its own measure goes on from there.
    estate.write(
        f"UPDATE people_custodyperiod SET establishment = 'SOUTH' WHERE person_id = '{mts}' AND ends_at IS NULL;"
        f"UPDATE people_person SET site = 'SOUTH' WHERE id = '{mts}'"
    )
    assert estate.worker(lapsing.tell, at=noon(9)) == 0
    assert estate.worker(lapsing.tell, at=noon(10)) == 1
    assert estate.worker(lapsing.tell, at=noon(11)) == 0
    assert estate.worker(lapsing.tell, at=noon(15)) == 1
    alarms = estate.rows("SELECT kind, day, told FROM measures_isolationalarm ORDER BY told_at")
    assert [(kind, day) for kind, day, _told in alarms] == [("near", 10), ("stop", 15)]
    assert alarms[1][2] == "The regional director"
    clock = estate.web("eve", clocks.of_person, str(mts), at=noon(15))
    assert (clock.counted, clock.left) == (15, 0)


def test_what_would_go_on_too_long_is_ended_by_the_service_with_its_parts(
    estate: Estate, italian: None
) -> None:
    del italian
    ((mts,),) = estate.rows("SELECT id FROM people_person WHERE key = 'seed-mts'")
    at = noon(1)

    # What is said of him must not leave its prison: his days count all the same.
    estate.write(f"UPDATE people_person SET handling = '{{3x5x2:C}}' WHERE id = '{mts}'")

    def decided(new: NewMeasure, begins: datetime) -> str:
        one = estate.web("bo", propose, new, at=begins)
        while estate.web("gil", reading.measure, one, at=begins).line.state is not State.DECIDED:
            first = estate.web("gil", reading.measure, one, at=begins).line.state is State.PROPOSED
            estate.web("gil" if first else "cy", decide, one, YES, at=begins)
        return str(one)

    decided(isolation(str(mts), at, ends=at + timedelta(days=4)), at)
    alone = {"kind": "regime", "regime": "41-bis", "contact_hours": Decimal(1), "limit_told": "The director"}
    made = decided(separation(str(mts), noon(5), ends=noon(15), **alone), noon(5))
    decided(supervised(str(mts), noon(5), ends=noon(15), part_of=made, **FRESH), noon(5))
    # A register corrects what the doors said: he had been alone for days before, and the limit lies earlier.
    keeps = "ALTER TABLE measures_measure {} TRIGGER measures_measure_keeps"
    three = "interval '3 days'"
    estate.write(keeps.format("DISABLE"))
    estate.write(
        f"UPDATE measures_measure SET starts_at = starts_at - {three}, ends_at = ends_at - {three}, "
        f"in_force_at = in_force_at - {three}, review_due = review_due - {three} WHERE kind = 'isolation'"
    )
    estate.write(keeps.format("ENABLE"))
    assert estate.worker(lapsing.tell, at=noon(14)) >= 1
    read = estate.web("gil", reading.measure, made, at=noon(14))
    assert read.line.standing is Standing.ENDED
    held = estate.web("gil", reading.parts_of, made, at=noon(14))
    assert [one.standing for one in held] == [Standing.ENDED], "what a regime consists of goes on without it"
    assert estate.worker(lapsing.lapse, at=noon(30)) >= 1
    assert estate.worker(lapsing.lapse, at=noon(31)) == 0
