"""How complete feeds are: a line for each feed of each prison, and one of them as a picture with a table beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.feeds.pages.imports import links
from beccaria.feeds.pages.words import KINDS
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table, Tag
from beccaria.people import api as people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from beccaria.core.actors import Actor
    from beccaria.feeds.queries.shapes import DayShown, Health

_TALL, _WIDE, _GAP = 90, 14, 4
_NAMED = 3


@dataclass(frozen=True, slots=True)
class BarDrawn:
    """One day of the picture."""

    x: int
    y: float
    height: float
    says: str
    strange: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Days as bars, with the sentence that says the same."""

    title: str
    says: str
    bars: tuple[BarDrawn, ...]
    width: int
    usual_y: float
    days: Table


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Every feed, and the picture of the one that is asked for."""

    handling: HandlingStrip | None
    table: Table
    picture: Picture | None
    export: str
    links: tuple[Link, ...]


def health_page(
    found: Sequence[Health], chosen: Health | None, names: dict[str, str], *, by: Actor, today: date
) -> HealthPage:
    """The page; names of prisons by code."""
    columns = (
        Column(_("Feed")),
        Column(_("Prison")),
        Column(_("Newest day")),
        Column(_("Rows on a usual day"), numeric=True),
        Column(_("What to look at")),
    )
    rows = tuple(
        Row(
            (
                str(KINDS[one.kind]),
                names.get(one.site, one.site),
                _day(one.last),
                f"{one.usual:,.0f}",
                _remark(one),
            ),
            _href(one),
        )
        for one in found
    )
    empty = EmptyState(
        _("No feed in the last half year"), _("As soon as a file is taken in, its days stand here.")
    )
    return HealthPage(
        people.strip(0) if found else None,
        Table(_("Feeds by prison, those with something to look at first"), columns, rows, empty),
        _picture(chosen, names, today=today) if chosen else None,
        reverse("feeds:health_csv") if found else "",
        links(by, "feeds:health"),
    )


def _href(one: Health) -> str:
    return f"{reverse('feeds:health')}?{urlencode({'kind': one.kind, 'site': one.site})}#days"


def _day(day: date) -> str:
    return str(formats.date_format(day, "j M Y"))


def remarks(one: Health) -> list[str]:
    """What is to be looked at, each in a few words."""
    said = []
    for days, words in (
        (one.gaps, _("nothing on %(days)s")),
        (one.twice, _("came twice: %(days)s")),
        (one.high, _("far more than usual on %(days)s")),
        (one.low, _("far less than usual on %(days)s")),
    ):
        if days:
            shown = ", ".join(_day(day) for day in days[:_NAMED])
            said.append(words % {"days": shown} + _more(len(days) - _NAMED))
    return said


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext(" and %(count)s more day", " and %(count)s more days", count) % {"count": count}


def _remark(one: Health) -> str | Tag:
    said = remarks(one)
    return "; ".join(said) if said else Tag(_("as usual"), "good")


def _picture(one: Health, names: dict[str, str], *, today: date) -> Picture:
    counts = {day.day: day for day in one.days}
    first = min(counts)
    span = [first + timedelta(days=step) for step in range((today - first).days + 1)]
    top = max((day.count for day in one.days), default=1) or 1
    strange = {*one.gaps, *one.low, *one.high, *one.twice}
    bars = []
    for place, day in enumerate(span):
        count = counts[day].count if day in counts else 0
        height = round(_TALL * count / top, 2)
        bars.append(
            BarDrawn(
                place * (_WIDE + _GAP),
                round(_TALL - height, 2),
                height,
                f"{_day(day)}: {count:,}",
                day in strange,
            )
        )
    title = f"{KINDS[one.kind]}, {names.get(one.site, one.site)}"
    says = _("%(days)s days, %(usual)s rows on a usual day, %(strange)s days to look at.") % {
        "days": len(span),
        "usual": f"{one.usual:,.0f}",
        "strange": len(strange),
    }
    return Picture(
        title,
        says,
        tuple(bars),
        max(1, len(span) * (_WIDE + _GAP)),
        round(_TALL - min(_TALL, _TALL * one.usual / top), 2),
        _days(one),
    )


def _days(one: Health) -> Table:
    columns = (
        Column(_("Day")),
        Column(_("Rows"), numeric=True),
        Column(_("Came again"), numeric=True),
        Column(_("Corrected"), numeric=True),
        Column(_("A week late or more"), numeric=True),
        Column(_("Rejected"), numeric=True),
        Column(_("Privileged, dropped"), numeric=True),
    )
    rows = tuple(
        Row((_day(day.day), *(f"{count:,}" for count in _figures(day)[:-1]))) for day in reversed(one.days)
    )
    return Table(_("The same as a table"), columns, rows, EmptyState(_("No day"), ""))


def _figures(day: DayShown) -> tuple[int, ...]:
    return (day.count, day.doubled, day.corrected, day.late, day.rejected, day.privileged, day.loads)


def as_rows(found: Sequence[Health]) -> list[list[str]]:
    """The same for a spreadsheet: a line for each day, those without a row too."""
    figures = ("rows", "doubled", "corrected", "late", "rejected", "privileged", "files", "usual", "look_at")
    lines = [["kind", "site", "day", *figures]]
    for one in found:
        strange = {*one.gaps, *one.low, *one.high, *one.twice}
        there = {day.day: day for day in one.days}
        for day in sorted({*there, *one.gaps}):
            counts = _figures(there[day]) if day in there else (0,) * 7
            said = (one.kind.value, one.site, day.isoformat(), *map(str, counts), f"{one.usual:.0f}")
            lines.append([*said, "yes" if day in strange else ""])
    return lines
