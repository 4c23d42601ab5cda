"""A legal roster by rule of thumb, to begin the search with, and to be answered with where the search has no time."""

from collections.abc import Mapping
from datetime import timedelta

from beccaria.engines.rostering.model import REST, WEEK, Officer, Roster, Shift

_MINUTE = timedelta(minutes=1)


class _Diary:
    """What one officer has so far."""

    def __init__(self, officer: Officer) -> None:
        self.officer, self.until = officer, officer.worked_until
        self.near, self.done = officer.near_before, dict(officer.done)

    def may(self, shift: Shift) -> bool:
        rested = self.until is None or shift.starts - self.until >= REST
        time = self.done.get(shift.week, 0) + shift.minutes <= WEEK // _MINUTE
        return rested and time and shift.needs <= self.officer.skills

    def take(self, shift: Shift) -> None:
        self.until = shift.ends
        self.done[shift.week] = self.done.get(shift.week, 0) + shift.minutes
        self.near += shift.minutes * shift.near


def started(roster: Roster) -> Mapping[str, str] | None:
    """Shift by shift in time: who has it keeps it where that is legal and within the limit; else who has least.

    None where somebody is missing so; a search may still find one.
    """
    diaries = {one.id: _Diary(one) for one in roster.officers}
    given: dict[str, str] = {}
    for shift in sorted(roster.shifts, key=lambda one: (one.starts, one.id)):
        able = [one for one in diaries.values() if one.may(shift)]
        if not able:
            return None
        taker = min(able, key=lambda one: _least(one, shift, roster.limit))
        taker.take(shift)
        given[shift.id] = taker.officer.id
    return given


def _least(one: _Diary, shift: Shift, limit: int) -> tuple[bool, int, int, int, str]:
    """Whom it costs least: who has it within the limit; else few minutes near, no skill wasted, little work then."""
    within = not shift.near or one.near + shift.minutes <= limit
    keeps = within and one.officer.id == shift.staff
    wasted = len(one.officer.skills - shift.needs)
    return not keeps, one.near * shift.near, wasted, one.done.get(shift.week, 0), one.officer.id
