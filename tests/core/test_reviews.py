"""Reviews: a change makes one due at once; the clock waits no longer than the country's, or the strictest."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.countries import Clock, Fact
from beccaria.core.reviews import AFTER_A_CHANGE, SOON, TELL_HEAD_AFTER, Standing, clock_days, until
from beccaria.lib.countries import packs

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
ON = date(2026, 11, 21)


@given(clock=DAYS, change=st.none() | DAYS, on=DAYS)
def test_a_change_only_brings_a_review_forward_and_makes_it_due_at_once(
    clock: date, change: date | None, on: date
) -> None:
    found = until(clock, change)
    assert found.day <= clock
    if change is not None:
        assert found.day <= change + AFTER_A_CHANGE
        assert found.standing(on) is not Standing.LATER
    else:
        assert found.day == clock
    # Whoever is told is told of something overdue, and nothing overdue becomes calm by waiting.
    if found.tells_head(on):
        assert found.standing(on) is Standing.OVERDUE
    if found.standing(on) is Standing.OVERDUE:
        assert found.standing(on + timedelta(days=1)) is Standing.OVERDUE


def test_the_days_on_which_a_review_changes_its_standing() -> None:
    found = until(ON, None)
    assert found.standing(ON - SOON - timedelta(days=1)) is Standing.LATER
    assert found.standing(ON - SOON) is Standing.DUE
    assert found.standing(ON) is Standing.DUE
    assert found.standing(ON + timedelta(days=1)) is Standing.OVERDUE
    assert not found.tells_head(ON + TELL_HEAD_AFTER)
    assert found.tells_head(ON + TELL_HEAD_AFTER + timedelta(days=1))


def test_the_first_change_counts_and_a_week_later_it_is_overdue() -> None:
    found = until(ON + timedelta(days=90), ON)
    assert (found.day, found.changed) == (ON + timedelta(days=7), True)
    assert found.standing(ON) is Standing.DUE
    assert found.standing(ON + timedelta(days=8)) is Standing.OVERDUE


@given(st.integers(min_value=1, max_value=2000))
def test_where_the_country_is_unknown_the_strictest_interval_stands(days: int) -> None:
    assert clock_days(days, None) == min(days, 168)


def test_a_country_that_is_verified_shortens_and_never_lengthens_the_instruments_interval() -> None:
    dutch = packs()["NL"]
    assert clock_days(400, dutch) == 168
    assert clock_days(30, dutch) == 30
    short = replace(dutch, clocks={**dutch.clocks, Clock.LISTING: Fact("1 month", "a law, 1", verified=True)})
    assert clock_days(180, short) == 28
