"""The picture of the review calendar: a bar for each week, what the clock set below and what changes set above."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.lib import moments
from beccaria.people import api as people
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Bar

_TALL, _WIDE, _GAP = 100, 36, 14


@dataclass(frozen=True, slots=True)
class BarDrawn:
    """One week of the picture: where its two parts stand, in units of the drawing, and what it says."""

    x: int
    clock_y: float
    clock: float
    change_y: float
    change: float
    label: str
    says: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars by week, with the sentence that says the same, and its size."""

    says: str
    bars: tuple[BarDrawn, ...]
    width: int
    height: int


def picture(bars: Sequence[Bar]) -> Picture | None:
    """The bars; None when nothing falls due."""
    top = max((bar.all for bar in bars), default=0)
    if not top:
        return None
    drawn = []
    for place, bar in enumerate(bars):
        change, clock = _TALL * bar.by_change / top, _TALL * bar.by_clock / top
        drawn.append(
            BarDrawn(
                place * (_WIDE + _GAP),
                round(_TALL - clock, 2),
                round(clock, 2),
                round(_TALL - clock - change, 2),
                round(change, 2),
                _short(bar),
                f"{name(bar)}: {bar.all}",
                bar.number == OVERDUE,
            )
        )
    all_of_them = sum(bar.all for bar in bars)
    over = next(bar.all for bar in bars if bar.number == OVERDUE)
    says = _("%(all)s reviews: %(over)s overdue, the others by the week in which they fall due.")
    return Picture(
        says % {"all": all_of_them, "over": over}, tuple(drawn), len(drawn) * (_WIDE + _GAP), _TALL + 24
    )


def name(bar: Bar) -> str:
    """What a bar is of, in words."""
    if bar.number == OVERDUE:
        return _("Overdue")
    if bar.number >= WEEKS:
        return _("Later than that")
    return _("Week of %(day)s") % {"day": people.day(bar.starts)}


def _short(bar: Bar) -> str:
    if bar.number == OVERDUE:
        return "!"
    return "…" if bar.number >= WEEKS else moments.short_day(bar.starts)
