"""What the review calendar tells: frozen values, without the tables they came from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from beccaria.core.reviews import Change, Standing, Until
from beccaria.risk.models import Of

WEEKS: Final = 13
"""How many weeks ahead the picture shows."""
OVERDUE: Final = -1
"""The bar before the first week: what is overdue."""


@dataclass(frozen=True, slots=True)
class Fall:
    """One judgement that falls due: of whom, what, until when, and how many changes the reader sees since.

    `what` is the instrument and `value` the band of an assessment; of a classification, its kind and the category.
    """

    of: Of
    judged: str
    person: str
    what: str
    value: str
    until: Until
    since: date
    level: int
    handling: tuple[str, ...]
    establishment: str
    wing: str
    changes: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One change, for those who may see the record it came from."""

    judged: str
    kind: Change
    code: str
    record: str
    via: str
    told_on: date
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What falls due in one week (`number` 0 is this week); what is overdue, and all that is later, are bars too."""

    number: int
    starts: date
    by_clock: int
    by_change: int

    @property
    def all(self) -> int:
        """How many fall due."""
        return self.by_clock + self.by_change


@dataclass(frozen=True, slots=True)
class Unit:
    """How many reviews of one wing (or, seen from the whole service, of one prison) are overdue, due, and later."""

    code: str
    overdue: int
    due: int
    later: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the calendar is asked for: one prison, one wing of it, a standing, a week; empty: everything."""

    site: str = ""
    wing: str = ""
    standing: Standing | None = None
    week: int | None = None

    def days(self, on: date) -> tuple[date, date]:
        """The first and last day on which what is asked for may fall due, by standing without changes and by week."""
        first, last = date.min, date.max
        if self.week is not None:
            monday = on - timedelta(days=on.weekday())
            if self.week == OVERDUE:
                last = on - timedelta(days=1)
            else:
                first = max(on, monday + timedelta(weeks=self.week))
                last = (
                    date.max
                    if self.week >= WEEKS
                    else monday + timedelta(weeks=self.week + 1) - timedelta(days=1)
                )
        if self.standing is Standing.OVERDUE:
            last = min(last, on - timedelta(days=1))
        elif self.standing is not None:
            first = max(first, on)
        return first, last


@dataclass(frozen=True, slots=True)
class Calendar:
    """A page of what falls due, the earliest first; the bars and units of everything asked for; where it goes on."""

    rows: tuple[Fall, ...]
    changed: dict[str, tuple[Changed, ...]]
    bars: tuple[Bar, ...]
    units: tuple[Unit, ...]
    next: str | None
    of_prisons: bool

    def references(self, persons: Collection[str]) -> Iterator[str]:
        """Every record that a page of it shows, as the ledger names them; `persons` are those the reader may see."""
        yield from (f"person:{person}" for person in persons)
        yield from (f"{row.of.value}:{row.judged}" for row in self.rows if row.person in persons)
