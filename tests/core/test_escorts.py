"""Nobody is taken out below what is known of him, nor before the other side has said that it knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.escorts import (
    CLEAR_WITHIN,
    CLEAR_WORDS,
    EQUIPMENT_WORDS,
    LEVEL_WORDS,
    TAKES,
    Clear,
    Equipment,
    EscortLevel,
    Known,
    Pack,
    Why,
    asked,
    missing,
    needed,
    overdue,
    staff,
)

AT = datetime(2024, 5, 14, 6, 0, tzinfo=UTC)
KNOWN = st.builds(
    Known,
    escape_high=st.none() | st.booleans(),
    violence_high=st.none() | st.booleans(),
    status=st.booleans(),
    near=st.integers(0, 5),
    help_outside=st.booleans(),
    tried=st.booleans(),
)
# The man of May 2024: sawn bars a few days before, a network outside, and an escort of the level below.
FRENCH = Known(escape_high=True, violence_high=True, status=True, near=3, tried=True)


def ready(known: Known) -> Pack:
    """A pack to which nothing is missing."""
    level = needed(known)
    return Pack(
        level=level,
        officers=staff(level, why=Why.COURT, hours=3)[0],
        why=Why.COURT,
        hours=3,
        routes=2,
        equipment=frozenset(TAKES[level]),
        sent_at=AT,
        acknowledged_at=AT,
        starts=AT + timedelta(hours=2),
    )


def said(pack: Pack, known: Known) -> str:
    return " ".join(str(one) for one in missing(pack, known, at=AT))


def test_the_french_case_cannot_be_signed_below_its_level_or_before_the_others_know() -> None:
    assert needed(FRENCH) is EscortLevel.ARMED
    assert missing(ready(FRENCH), FRENCH, at=AT) == ()
    below = replace(ready(FRENCH), level=EscortLevel.HIGH)
    assert "asks for highest, with armed police" in said(below, FRENCH)
    unknowing = replace(ready(FRENCH), acknowledged_at=None)
    assert "has not acknowledged" in said(unknowing, FRENCH)
    assert "has not been told" in said(replace(unknowing, sent_at=None), FRENCH)


def test_what_nobody_judged_is_not_low() -> None:
    assert needed(Known()) is EscortLevel.RAISED
    assert needed(Known(escape_high=False)) is EscortLevel.ORDINARY


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"officers": 1}, "Only 1 officers"),
        ({"routes": 1}, "Only one way"),
        ({"equipment": frozenset()}, "must go along"),
        ({"starts": AT - timedelta(minutes=1)}, "in the past"),
    ],
)
def test_each_thing_that_is_missing_is_said(change: dict[str, object], words: str) -> None:
    known = Known(escape_high=False)
    assert words in said(replace(ready(known), **change), known)  # type: ignore[arg-type]  # each is of its field


@given(known=KNOWN, more=KNOWN)
def test_knowing_more_that_is_grave_never_lowers_the_level(known: Known, more: Known) -> None:
    both = Known(
        escape_high=known.escape_high or more.escape_high,
        violence_high=known.violence_high or more.violence_high,
        status=known.status or more.status,
        near=max(known.near, more.near),
        help_outside=known.help_outside or more.help_outside,
        tried=known.tried or more.tried,
    )
    if known.escape_high is not None or more.escape_high is not False:
        assert needed(both) >= needed(known)


@given(known=KNOWN)
def test_the_level_is_the_highest_that_a_fact_asks_for_and_each_is_told(known: Known) -> None:
    told = [one.level for one in asked(known)]
    assert told == sorted(told, reverse=True)
    assert needed(known) is (told[0] if told else EscortLevel.ORDINARY)
    assert missing(ready(known), known, at=AT) == ()


def test_a_higher_level_takes_more_staff_and_all_the_equipment_of_the_lower() -> None:
    for low, high in zip(EscortLevel, list(EscortLevel)[1:], strict=False):
        assert staff(low, why=Why.COURT, hours=1)[0] < staff(high, why=Why.COURT, hours=1)[0]
        assert set(TAKES[low]) <= set(TAKES[high])
    assert staff(EscortLevel.HIGH, why=Why.HOSPITAL, hours=9)[0] == 7


def test_what_is_not_cleared_within_the_hour_is_overdue() -> None:
    assert overdue(AT, [], at=AT + CLEAR_WITHIN) == ()
    late = AT + CLEAR_WITHIN + timedelta(seconds=1)
    assert overdue(AT, [Clear.REGIME], at=late) == (Clear.KEEP_APART, Clear.EQUIPMENT)


def test_every_kind_has_words() -> None:
    assert set(LEVEL_WORDS) == set(EscortLevel) == set(TAKES)
    assert set(EQUIPMENT_WORDS) == set(Equipment)
    assert set(CLEAR_WORDS) == set(Clear)
