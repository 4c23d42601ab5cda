"""Count the days that somebody spends alone for 22 hours or more, in a row, whatever the measure is called.

A day counts unless it is shown that he was alone for less than the limit and in contact for more than what is left of a
day of 24 hours. So an unknown day counts, and neither another cell, another prison, another name of the measure, an
hour's break nor a gap in the data makes a day disappear: only contact that somebody showed does.

Sources: Nelson Mandela Rules 44 (22 hours or more; prolonged above 15 days in a row). How long somebody must have lived
among others before a new count begins no source of ours says: BREAK_DAYS is our rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from beccaria.core.clocks.doors import Door, day_length, hours_by_day, midnight, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from beccaria.core.countries import Isolation
    from beccaria.core.times import Period

ALARM_DAY: Final = 10
"""On this day of a run the governor and the head are told (DESIGN, review clocks)."""
BREAK_DAYS: Final = 3
"""So many days in a row among others end a run; fewer only pause it. Our rule."""
_DAY: Final = timedelta(hours=24)
_ONE: Final = timedelta(days=1)


class Shown(StrEnum):
    """What is known of a day."""

    CONTACT = "contact"
    ALONE = "alone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day: how long he was in contact, what that shows, and whether a measure kept him apart on it."""

    day: date
    contact: timedelta
    shown: Shown
    apart: bool

    @property
    def hours(self) -> float:
        """Hours with meaningful contact, to a tenth."""
        return round(self.contact / timedelta(hours=1), 1)


@dataclass(frozen=True, slots=True)
class Run:
    """Days alone that belong together: those between its first and last are `days`, those that count `counted`."""

    days: tuple[Day, ...]

    @property
    def counted(self) -> int:
        """How many days count."""
        return sum(counts(one) for one in self.days)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day that counts."""
        return next(one.day for one in reversed(self.days) if counts(one))

    @property
    def unknown(self) -> int:
        """How many of the days that count are unknown."""
        return sum(one.shown is Shown.UNKNOWN for one in self.days)


def counts(one: Day) -> bool:
    """Whether a day counts as isolation."""
    return one.shown is not Shown.CONTACT


def days(
    doors: Iterable[Door],
    apart: Sequence[Period],
    *,
    until: date,
    zone: tzinfo,
    limit: Isolation,
) -> tuple[Day, ...]:
    """Every day from the first that anything is known of until `until`, both included.

    `apart` are the periods of all measures that keep him from others, under whatever name and in whatever prison.
    """
    every = tuple(doors)
    met = hours_by_day(spans(every), zone)
    recorded = {one.at.astimezone(zone).date() for one in every} | set(met)
    covered = _covered(apart, until=until, zone=zone)
    known = sorted(one for one in recorded | covered if one <= until)
    if not known:
        return ()
    whole = (until - known[0]).days + 1
    return tuple(
        _day(known[0] + timedelta(days=number), met, recorded, covered, zone=zone, limit=limit)
        for number in range(whole)
    )


def _covered(apart: Sequence[Period], *, until: date, zone: tzinfo) -> set[date]:
    """The days that a period touches; a period that ends at midnight does not touch the day that begins then."""
    found: set[date] = set()
    for one in apart:
        day = one.starts.astimezone(zone).date()
        ends = min(one.ends, midnight(until + _ONE, zone)) if one.ends else midnight(until + _ONE, zone)
        while midnight(day, zone) < ends:
            found.add(day)
            day += _ONE
    return found


def _day(
    day: date,
    met: Mapping[date, timedelta],
    recorded: set[date],
    covered: set[date],
    *,
    zone: tzinfo,
    limit: Isolation,
) -> Day:
    contact, most = met.get(day, timedelta(0)), timedelta(days=limit.hours_a_day.days)
    # Both must hold: on the day of 25 hours more contact is asked for, on that of 23 never less than on others.
    enough = contact > _DAY - most and day_length(day, zone) - contact < most
    shown = Shown.CONTACT if enough else Shown.ALONE if day in recorded else Shown.UNKNOWN
    return Day(day, contact, shown, day in covered)


def runs(found: Sequence[Day]) -> tuple[Run, ...]:
    """The days that belong together, in order of time.

    A run begins with a day under a measure that keeps him apart, or with one of which records show that he was alone.
    It ends after three days in a row on which contact is shown. A run under no measure, known from doors alone, does
    not go on over unknown days at its end: nobody said that he is kept apart, and nothing shows it.
    """
    made: list[Run] = []
    held: list[Day] = []
    free = 0
    for one in found:
        if not held and not (counts(one) and (one.apart or one.shown is Shown.ALONE)):
            continue
        held.append(one)
        free = 0 if counts(one) else free + 1
        if free == BREAK_DAYS:
            made.append(_run(held))
            held, free = [], 0
    if held:
        made.append(_run(held))
    return tuple(made)


def _run(held: Sequence[Day]) -> Run:
    kept = list(held)
    if not any(one.apart for one in kept):
        while kept[-1].shown is Shown.UNKNOWN:
            kept.pop()
    return Run(tuple(kept))


def standing_run(found: Sequence[Day]) -> Run | None:
    """The run that is not over on the last of these days; None when there is none."""
    made = runs(found)
    if not made or not found:
        return None
    last = made[-1]
    if len(last.days) >= BREAK_DAYS and not any(counts(one) for one in last.days[-BREAK_DAYS:]):
        return None
    return last if (found[-1].day - last.days[-1].day).days < BREAK_DAYS else None


def last_moment(
    run: Run | None,
    starts: datetime,
    *,
    zone: tzinfo,
    limit: Isolation,
    ahead: frozenset[date] = frozenset(),
) -> datetime:
    """Until when at the latest isolation that begins at `starts` may last: the end of the last day allowed.

    The day it begins counts as a whole. Days of a run that still stands are taken off, and days `ahead` on which he
    will be alone by what is decided already, before or after. It may lie before `starts`: then no day is left.
    """
    taken = {one.day for one in run.days if counts(one)} if run else set()
    taken |= ahead
    day, most = starts.astimezone(zone).date(), int(limit.days.days)
    while len(taken | {day}) <= most:
        taken.add(day)
        day += _ONE
    return midnight(day, zone)


def days_of(periods: Sequence[Period], *, after: date, until: date, zone: tzinfo) -> frozenset[date]:
    """The days later than `after` that these periods touch, until a day."""
    return frozenset(day for day in _covered(periods, until=until, zone=zone) if day > after)


def break_over(found: Sequence[Day], *, limit: Isolation) -> bool:
    """Whether nothing stands in the way of new isolation: no run stands that has come to the limit."""
    run = standing_run(found)
    return run is None or run.counted < int(limit.days.days)
