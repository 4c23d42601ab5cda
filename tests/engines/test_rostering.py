"""Rosters: legal by an independent check, as good as trying everything, no worse than what stands."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from beccaria.engines.rostering import Officer, Roster, Shift, faults, near_minutes, proposed
from beccaria.engines.rostering.starting import started

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shift(
    number: int, hours: float, *, staff: str, near: bool = False, long: float = 8, needs: str = ""
) -> Shift:
    """A shift so many hours after Monday at six."""
    starts = MONDAY + hours * HOUR
    ends = starts + long * HOUR
    return Shift(f"s{number}", "C", starts.date(), starts, ends, staff, frozenset(needs.split()), near)


def drawn(seed: int) -> Roster:
    """A few shifts and officers by chance; the roster as it stands may be against every rule."""
    draw = random.Random(seed)  # noqa: S311  a test
    officers = tuple(
        Officer(
            f"o{number}",
            frozenset({"dogs"} if draw.random() < 0.6 else ()),
            draw.randrange(0, 900, 60),
            MONDAY - draw.randrange(30) * HOUR if draw.random() < 0.5 else None,
            (((2026, 10), draw.randrange(0, 2400, 60)),),
        )
        for number in range(3)
    )
    shifts = tuple(
        shift(
            number,
            draw.randrange(0, 100),
            staff=f"o{draw.randrange(3)}",
            near=draw.random() < 0.6,
            long=draw.choice((6, 8, 12)),
            needs="dogs" if draw.random() < 0.3 else "",
        )
        for number in range(5)
    )
    return Roster(shifts, officers, 600)


def worth(roster: Roster, given: dict[str, str]) -> tuple[int, int, int]:
    """What is wanted, in order: minutes over the limit, the longest, changes."""
    near = near_minutes(roster, given).values()
    over = sum(max(0, one - roster.limit) for one in near)
    return over, max(near), sum(given[one.id] != one.staff for one in roster.shifts)


@pytest.mark.parametrize("seed", range(40))
def test_it_is_legal_and_as_good_as_trying_everything(seed: int) -> None:
    roster = drawn(seed)
    names = [one.id for one in roster.officers]
    ids = [one.id for one in roster.shifts]
    every = (dict(zip(ids, some, strict=True)) for some in itertools.product(names, repeat=len(ids)))
    legal = [worth(roster, given) for given in every if not faults(roster, given)]
    found = proposed(roster)
    if found is None:
        assert not legal
        return
    assert faults(roster, found.given) == ()
    assert found.proven
    assert worth(roster, found.given) == min(legal)
    assert (found.over, found.longest, len(found.changed)) == min(legal)


@pytest.mark.parametrize("seed", range(60))
def test_what_it_begins_with_is_legal_and_leaves_a_legal_roster_alone(seed: int) -> None:
    roster = drawn(seed)
    begun = started(roster)
    if begun is None:
        return
    assert faults(roster, begun) == ()
    kept = Roster(tuple(replace(one, staff=begun[one.id]) for one in roster.shifts), roster.officers, 10**6)
    assert started(kept) == begun


def test_a_legal_roster_within_the_limit_is_left_as_it_is() -> None:
    officers = (Officer("a"), Officer("b"))
    shifts = (shift(0, 0, staff="a", near=True), shift(1, 24, staff="b", near=True))
    found = proposed(Roster(shifts, officers, 480))
    assert found is not None
    assert found.changed == ()


def test_the_check_names_each_rule_that_is_broken() -> None:
    shifts = (
        shift(0, 0, staff="a", needs="dogs"),
        shift(1, 15, staff="a"),
        *(shift(2 + day, 24 * day + 40, staff="b", long=12) for day in range(5)),
        shift(9, 60, staff="nobody"),
    )
    roster = Roster(shifts, (Officer("a"), Officer("b")), 480)
    said = " ".join(map(str, faults(roster, {one.id: one.staff for one in shifts})))
    for words in (
        "a lacks dogs",
        "no eleven hours of rest",
        "more than forty-eight hours in week 10",
        "Nobody has",
    ):
        assert words in said


def test_two_shifts_that_overlap_are_never_one_persons() -> None:
    shifts = (shift(0, 0, staff="a"), shift(1, 2, staff="a"))
    assert proposed(Roster(shifts, (Officer("a"),), 480)) is None
    found = proposed(Roster(shifts, (Officer("a"), Officer("b")), 480))
    assert found is not None
    assert set(found.given.values()) == {"a", "b"}
