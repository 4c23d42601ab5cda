"""Make spans of doors that open and close, and hours of contact a calendar day, right across changes of the clock.

Sources: United Nations Standard Minimum Rules (Nelson Mandela Rules) 44: 22 hours or more a day without meaningful
human contact; European Prison Rule 53A: at least two hours of it a day are offered. Which occasions are meaningful
contact no source of ours lists: COUNTS is our rule, and leaves out what is done to somebody or through a door.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

LONGEST_OUT: Final = timedelta(hours=16)
"""A door that opened and was not seen to close within this time tells nothing."""


class Way(StrEnum):
    """Whether he left his cell or came back into it."""

    OUT = "out"
    BACK = "back"


class Company(StrEnum):
    """With whom, or for what, somebody is out of his cell."""

    ASSOCIATION = "association"
    EXERCISE_WITH_OTHERS = "exercise_with_others"
    WORK = "work"
    EDUCATION = "education"
    PROGRAMME = "programme"
    WORSHIP = "worship"
    VISIT = "visit"
    CONVERSATION = "conversation"
    EXERCISE_ALONE = "exercise_alone"
    WASHING = "washing"
    SEARCH = "search"
    ESCORT = "escort"
    OTHER = "other"


COUNTS: Final = frozenset(
    {
        *(Company.ASSOCIATION, Company.EXERCISE_WITH_OTHERS, Company.WORK, Company.EDUCATION),
        *(Company.PROGRAMME, Company.WORSHIP, Company.VISIT, Company.CONVERSATION),
    }
)
"""What is meaningful contact. What is not known to be is none: exercise alone, a search, an escort, the shower."""


@dataclass(frozen=True, slots=True)
class Door:
    """One event of a door: when, out or back, with whom he went, and which record says so."""

    at: datetime
    way: Way
    company: Company = Company.OTHER
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From leaving the cell until being back."""

    starts: datetime
    ends: datetime
    company: Company


def spans(doors: Iterable[Door]) -> tuple[Span, ...]:
    """Pair each way out with the next way back of the same record, in the order in which they began.

    A way out that is followed by another, by nothing, or by none within 16 hours, tells nothing: it is left out, so
    that a gap in the data never counts as contact. What somebody states is paired apart from what the doors recorded:
    an hour that is stated takes no other hour away.
    """
    records: defaultdict[str, list[Door]] = defaultdict(list)
    for one in doors:
        records[one.told_by].append(one)
    found = [span for several in records.values() for span in _paired(several)]
    return tuple(sorted(found, key=lambda span: (span.starts, span.ends)))


def _paired(doors: Iterable[Door]) -> Iterator[Span]:
    out = None
    for one in sorted(doors, key=lambda door: (door.at, door.way is Way.OUT)):
        if one.way is Way.OUT:
            out = one
        elif out is not None:
            if timedelta(0) < one.at - out.at <= LONGEST_OUT:
                yield Span(out.at, one.at, out.company)
            out = None


def hours_by_day(found: Iterable[Span], zone: tzinfo) -> dict[date, timedelta]:
    """Time with meaningful contact on each calendar day of a zone. What overlaps is counted once."""
    days: defaultdict[date, timedelta] = defaultdict(timedelta)
    for starts, ends in _joined(span for span in found if span.company in COUNTS):
        begins = starts
        while begins < ends:
            day = begins.astimezone(zone).date()
            until = min(ends, midnight(day + timedelta(days=1), zone))
            days[day] += until - begins
            begins = until
    return dict(days)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment a day begins in a zone, in UTC: days of 23 and 25 hours come out right.

    Where midnight itself is skipped by the clock, the day begins at the first moment there is.
    """
    naive = datetime.combine(day, time.min)
    found = naive.replace(tzinfo=zone).astimezone(UTC)
    # In a gap the two readings differ: the later one lies after the jump.
    return max(found, naive.replace(tzinfo=zone, fold=1).astimezone(UTC)) if _gap(naive, zone) else found


def day_length(day: date, zone: tzinfo) -> timedelta:
    """How long a calendar day is: 24 hours but where the clock is changed."""
    return midnight(day + timedelta(days=1), zone) - midnight(day, zone)


def _gap(naive: datetime, zone: tzinfo) -> bool:
    there = naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return there != naive


def _joined(found: Iterable[Span]) -> Iterator[tuple[datetime, datetime]]:
    """The spans in UTC, in order, overlaps made one: two doors of one moment are not two hours."""
    held: tuple[datetime, datetime] | None = None
    for starts, ends in sorted((one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in found):
        if held is None or starts > held[1]:
            if held is not None:
                yield held
            held = (starts, ends)
        else:
            held = (held[0], max(held[1], ends))
    if held is not None:
        yield held
