"""Put what was found in order and keep it few: the strongest first, a prison sees at most so many new ones a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from beccaria.core.patterns.found import Found

PER_PRISON_AND_DAY: Final = 5
Room = tuple[str, str, date]
"""Whose queue, which prison, which day."""


def ranked(found: Iterable[Found]) -> list[Found]:
    """The strongest first; of two alike the older, then by key, so that the order is always the same."""
    return sorted(found, key=lambda one: (-one.strength, one.at, one.pattern, one.key))


def rooms(one: Found) -> list[Room]:
    """Where a finding takes room: in the queue of its duty at each of its prisons, on the day it became enough."""
    return [(one.basis, place, one.at.date()) for place in one.establishments or ("",)]


def within_budget(
    found: Iterable[Found], most: int = PER_PRISON_AND_DAY, *, besides: Mapping[Room, int] | None = None
) -> list[Found]:
    """The strongest of each prison and day. What spans prisons counts for each of them, and stays if one has room.

    Care and integrity have queues of their own and are never pushed out by the others. `besides` counts what the
    prisons have of those days already.
    """
    used: Counter[Room] = Counter(besides)
    kept = []
    for one in ranked(found):
        wanted = rooms(one)
        if all(used[room] >= most for room in wanted):
            continue
        used.update(wanted)
        kept.append(one)
    return kept
