"""Moments in words: near ones counted, far ones by date, what is due coloured by the share of time left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from beccaria.lib import moments

NOW = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _rome() -> object:
    with timezone.override("Europe/Rome"), translation.override("en-gb"):
        yield


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=26), "26 h ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=40), "21 Jan 2026"),
        (-timedelta(hours=2), "in 2 h"),
    ],
)
def test_how_long_ago(away: timedelta, words: str) -> None:
    assert moments.time_chip(NOW - away, now=NOW).short == words


def test_a_short_day_has_a_month_in_words() -> None:
    assert moments.short_day(NOW.date()) == "2 Mar"


def test_the_exact_time_has_its_zone() -> None:
    assert moments.exact(NOW) == "2 Mar 2026, 07:40 CET"


@pytest.mark.parametrize(
    ("left", "state", "words"),
    [
        (timedelta(days=5), "calm", "due in 5 days"),
        (timedelta(days=2, minutes=1), "calm", "due in 2 days"),
        (timedelta(days=2), "soon", "due in 2 days"),
        (timedelta(0), "over", "1 min over"),
        (-timedelta(hours=26), "over", "26 h over"),
    ],
)
def test_what_is_due_turns_amber_in_the_last_fifth(left: timedelta, state: str, words: str) -> None:
    chip = moments.due_chip(NOW + left, since=NOW + left - timedelta(days=10), now=NOW)
    assert (chip.state, chip.short) == (state, words)
