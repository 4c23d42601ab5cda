"""What a roster is: shifts with who has them, what each needs, how much of it lies near people of high risk.

The limits of the law are Directive 2003/88/EC: eleven hours of rest in every day (article 3) and forty-eight hours a
week (article 6). Article 6 allows an average over months; here it holds for every week, which is stricter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

REST: Final = timedelta(hours=11)
WEEK: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift. `staff` has it now; `needs` are the skills its wing asks for; `near` counts it as near high risk.

    `day` is the day on which it begins where the prison is: by it the week is known.
    """

    id: str
    wing: str
    day: date
    starts: datetime
    ends: datetime
    staff: str
    needs: frozenset[str] = frozenset()
    near: bool = False

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends - self.starts) / timedelta(minutes=1))

    @property
    def week(self) -> tuple[int, int]:
        """The calendar week in which it begins."""
        year, week, _day = self.day.isocalendar()
        return year, week


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of staff: what he is trained for, minutes near high risk before these shifts, until when he worked.

    `done` are minutes that he has worked already, by calendar week.
    """

    id: str
    skills: frozenset[str] = frozenset()
    near_before: int = 0
    worked_until: datetime | None = None
    done: tuple[tuple[tuple[int, int], int], ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Shifts to come, who may have them, and how many minutes near high risk nobody should pass in the window."""

    shifts: tuple[Shift, ...]
    officers: tuple[Officer, ...]
    limit: int


def near_minutes(roster: Roster, given: Mapping[str, str]) -> dict[str, int]:
    """Minutes near high risk of each officer, those before included, if shifts are given so (shift to officer)."""
    found = {one.id: one.near_before for one in roster.officers}
    for shift in roster.shifts:
        if shift.near and given[shift.id] in found:
            found[given[shift.id]] += shift.minutes
    return found


def worked(roster: Roster, given: Mapping[str, str]) -> dict[tuple[str, tuple[int, int]], int]:
    """Minutes of work by officer and calendar week, of the weeks in which one of these shifts is his."""
    done = {(one.id, week): minutes for one in roster.officers for week, minutes in one.done}
    found: dict[tuple[str, tuple[int, int]], int] = {}
    for shift in roster.shifts:
        key = given[shift.id], shift.week
        found[key] = found.get(key, done.get(key, 0)) + shift.minutes
    return found
