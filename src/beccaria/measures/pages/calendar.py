"""Draw the measures of a person as bars in time, and his days as a row with the hours among others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from beccaria.core.clocks import Day, Shown
from beccaria.core.measures import Standing
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Link, Row, Table
from beccaria.measures.pages import words
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import Line
from beccaria.people import api as people

_WIDE: Final = 720
_ROW: Final = 34
_BEFORE: Final = timedelta(days=60)
_AFTER: Final = timedelta(days=90)
_DAYS: Final = 31
_CELL: Final = 23


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure as a bar: where it begins and how wide it is, in units of the drawing; what it says."""

    x: float
    y: int
    width: float
    text: str
    says: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bars, the line of now, and the sentence that says the same."""

    says: str
    bars: tuple[Bar, ...]
    now: float
    wide: int
    tall: int
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the row: its number, its hours, what it shows."""

    x: int
    day: str
    hours: str
    shown: str
    says: str


@dataclass(frozen=True, slots=True)
class Days:
    """The row of days, the sentence about what is left, and where the limit comes from."""

    says: str
    limit: str
    cells: tuple[DayCell, ...]
    wide: int
    table: Table
    red: bool


def calendar(found: Sequence[Line], regimes: Mapping[str, str], *, at: datetime) -> Calendar | None:
    """Bars of what was decided, the newest on top; None when there is nothing to draw."""
    drawn = [one for one in found if one.in_force_at and one.standing is not Standing.REFUSED]
    drawn = [one for one in drawn if one.over_at > at - _BEFORE]
    if not drawn:
        return None
    begins = max(at - _BEFORE, min(one.starts_at for one in drawn))
    ends = max(min(at + _AFTER, max(one.over_at for one in drawn)), at + timedelta(days=7))
    whole = (ends - begins) / timedelta(seconds=1)

    def place(moment: datetime) -> float:
        inside = min(max(moment, begins), ends)
        return round(_WIDE * ((inside - begins) / timedelta(seconds=1)) / whole, 1)

    bars = []
    for number, one in enumerate(drawn):
        text = words.titled(one.kind, one.regime, regimes)
        until = moments.exact(one.over_at)
        says = _("%(what)s, on %(ground)s, until %(end)s") % {
            "what": text,
            "ground": one.article,
            "end": until,
        }
        x = place(one.starts_at)
        bars.append(
            Bar(x, number * _ROW + 18, max(3.0, round(place(one.over_at) - x, 1)), says, says, one.holds)
        )
    holds = sum(one.holds for one in drawn)
    says = _("In force: %(holds)s of %(all)s measures since %(day)s.") % {
        "holds": holds,
        "all": len(drawn),
        "day": moments.day(begins),
    }
    return Calendar(
        says, tuple(bars), place(at), _WIDE, len(bars) * _ROW + 8, moments.day(begins), moments.day(ends)
    )


def days(clock: Clock) -> Days | None:
    """The last month as a row of days; None for somebody of whom no clock runs."""
    if not clock.days:
        return None
    shown = clock.days[-_DAYS:]
    cells = tuple(
        DayCell(
            number * _CELL,
            str(one.day.day),
            _hours(one),
            one.shown.value,
            f"{people.day(one.day)}: {_hours(one)}, {words.said(words.SHOWN, one.shown)}",
        )
        for number, one in enumerate(shown)
    )
    table = Table(
        _("Days with hours among others, the newest first"),
        (
            Column(_("Day")),
            Column(_("Among others"), numeric=True),
            Column(_("Shown")),
            Column(_("Kept apart")),
        ),
        tuple(_row(one) for one in reversed(shown)),
        EmptyState(_("Nothing is recorded")),
        show_caption=False,
    )
    return Days(words.left(clock), words.limit(clock), cells, len(cells) * _CELL, table, clock.near)


def _row(one: Day) -> Row:
    return Row(
        (
            people.day(one.day),
            _hours(one),
            words.said(words.SHOWN, one.shown),
            _("by a measure") if one.apart else _("by none"),
        ),
        marked=one.shown is not Shown.CONTACT,
    )


def _hours(one: Day) -> str:
    return "?" if one.shown is Shown.UNKNOWN else words.hours(one.contact)


def measures_table(found: Sequence[Line], regimes: Mapping[str, str], hrefs: Mapping[str, str]) -> Table:
    """The same measures as a table."""
    return Table(
        _("Measures, the newest first"),
        (
            Column(_("Measure")),
            Column(_("Ground")),
            Column(_("From")),
            Column(_("Until")),
            Column(_("Stands")),
        ),
        tuple(
            Row(
                (
                    Link(words.titled(one.kind, one.regime, regimes), hrefs[one.id]),
                    one.article,
                    moments.exact(one.starts_at),
                    moments.exact(one.over_at),
                    words.standing(one.standing),
                )
            )
            for one in found
        ),
        EmptyState(
            _("No measure is decided here"),
            _("That nothing is written down does not mean that nothing is done."),
        ),
        show_caption=False,
    )
