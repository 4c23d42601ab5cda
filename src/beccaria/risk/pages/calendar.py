"""The review calendar as a page, as a piece of Today, and as a table for a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core import handling as conditions
from beccaria.core.actors import Actor
from beccaria.core.reviews import Standing
from beccaria.lib import moments
from beccaria.lib.moments import day_of
from beccaria.lib.parts import (
    Column,
    DueChip,
    EmptyState,
    HandlingStrip,
    Link,
    Row,
    Table,
    Tag,
    TaskRow,
    Tile,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.places import api as places
from beccaria.risk.models import Of
from beccaria.risk.pages import review_words as words
from beccaria.risk.pages.calendar_picture import Picture, name, picture
from beccaria.risk.queries.calendar_shapes import Bar, Calendar, Fall, Unit, Wanted

ON_TODAY = 4


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The calendar."""

    handling: HandlingStrip | None
    lead: str
    tiles: tuple[Tile, ...]
    standings: tuple[Link, ...]
    standing: str
    picture: Picture | None
    weeks: Table
    units: Table
    chosen: str
    everything: str
    table: Table
    export: str


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What of it stands on Today."""

    handling: HandlingStrip | None
    rows: tuple[TaskRow, ...]


def strip(rows: Sequence[tuple[int, Sequence[str]]]) -> HandlingStrip | None:
    """How a page must be handled that shows these levels and codes: the strictest; nothing shown, nothing said."""
    if not rows:
        return None
    codes = {code for _level, several in rows for code in several}
    said = tuple(_(clause) for clause in conditions.sayings(conditions.from_codes(codes)))
    return people.strip(max(level for level, _codes in rows), said)


def careful(found: Calendar, persons: Mapping[str, PersonShown]) -> HandlingStrip | None:
    """The strictest of the judgements, changes and people that are shown."""
    return strip(
        [
            *((row.level, row.handling) for row in found.rows),
            *((one.level, one.handling) for several in found.changed.values() for one in several),
            *((one.level, one.handling) for one in persons.values()),
        ]
    )


def calendar_page(
    found: Calendar, persons: Mapping[str, PersonShown], wanted: Wanted, *, by: Actor, at: datetime
) -> CalendarPage:
    """The page; `persons` are those of the rows."""
    on = day_of(at)
    overdue, due = sum(unit.overdue for unit in found.units), sum(unit.due for unit in found.units)
    tiles = (
        Tile(overdue, _("overdue"), address(wanted, standing=Standing.OVERDUE)),
        Tile(due, _("due"), address(wanted, standing=Standing.DUE)),
    )
    return CalendarPage(
        handling=careful(found, persons),
        lead=_("What changed makes a judgement due at once; the clock does in any case."),
        tiles=tiles,
        standings=(
            Link(_("Everything"), address(wanted, standing=None)),
            *(Link(str(said), address(wanted, standing=one)) for one, said in words.STANDINGS.items()),
        ),
        standing=address(wanted),
        picture=picture(found.bars),
        weeks=_weeks(found.bars, wanted),
        units=_units(found.units, wanted, of_prisons=found.of_prisons, by=by),
        chosen=_chosen(wanted, by=by),
        everything=reverse("risk:reviews") if wanted != Wanted() else "",
        table=_table(found, persons, wanted, on=on, by=by, at=at),
        export=f"{reverse('risk:reviews_csv')}{_query(wanted)}" if found.rows else "",
    )


def today_piece(
    found: Calendar, persons: Mapping[str, PersonShown], *, tells_head: bool, at: datetime
) -> TodayPiece:
    """The first of what is due; to the head also how many others have left undone for too long."""
    on = day_of(at)
    shown = [row for row in found.rows if row.person in persons][:ON_TODAY]
    rows = []
    for one in shown:
        chip, over = due(one, at=at), one.until.standing(on) is Standing.OVERDUE
        tags = (Tag(_("the head is told"), "amber"),) if tells_head and one.until.tells_head(on) else ()
        title = _("To look at again: %(name)s, %(what)s") % {
            "name": persons[one.person].name,
            "what": words.what(one),
        }
        rows.append(
            TaskRow(
                title,
                open_at(one),
                _("Look"),
                words.why(one, found.changed.get(one.judged, ())),
                urgent=over,
                due=chip,
                tags=tags,
            )
        )
    return TodayPiece(careful(found, persons) if rows else None, tuple(rows))


def due(one: Fall, *, at: datetime) -> DueChip:
    """Until when it is to be looked at: the end of that day."""
    end = timezone.make_aware(datetime.combine(one.until.day, time.max))
    since = timezone.make_aware(datetime.combine(one.since, time.min))
    return moments.due_chip(end, since=since, now=at)


def open_at(one: Fall) -> str:
    """Where it is looked at again."""
    if one.of is Of.CLASSIFICATION:
        return people.address("risk:classification", one.judged)
    return reverse("risk:review", args=[one.judged])


def address(wanted: Wanted, **changed: object) -> str:
    """The address of the calendar with one thing asked for differently."""
    return _asking(wanted)(**changed)


def _asking(wanted: Wanted) -> Callable[..., str]:
    """The same for many things in turn: the page's own address is looked up once."""
    page = reverse("risk:reviews")
    return lambda **changed: f"{page}{_query(replace(wanted, **changed))}"


def _query(wanted: Wanted, after: str = "") -> str:
    said = {
        "at": wanted.site,
        "wing": wanted.wing,
        "standing": wanted.standing.value if wanted.standing else "",
        "week": "" if wanted.week is None else str(wanted.week),
        "after": after,
    }
    given = {key: value for key, value in said.items() if value}
    return f"?{urlencode(given)}" if given else ""


def _chosen(wanted: Wanted, *, by: Actor) -> str:
    said = [
        *((places.named({wanted.site}, by=by)[wanted.site],) if wanted.site else ()),
        *((_("wing %(wing)s") % {"wing": wanted.wing},) if wanted.wing else ()),
        *((str(words.STANDINGS[wanted.standing]),) if wanted.standing else ()),
    ]
    return ", ".join(said)


def _weeks(bars: Sequence[Bar], wanted: Wanted) -> Table:
    at = _asking(wanted)
    rows = tuple(
        Row(
            (
                Link(name(bar), at(week=bar.number, standing=None)),
                str(bar.by_clock),
                str(bar.by_change),
                str(bar.all),
            ),
            marked=bar.number == wanted.week,
        )
        for bar in bars
    )
    columns = (
        Column(_("Week")),
        Column(_("By the clock"), numeric=True),
        Column(_("By a change"), numeric=True),
        Column(_("Reviews"), numeric=True),
    )
    return Table(_("Reviews by week"), columns, rows, EmptyState(_("Nothing falls due")), show_caption=False)


def _units(units: Sequence[Unit], wanted: Wanted, *, of_prisons: bool, by: Actor) -> Table:
    names = places.named({unit.code for unit in units if unit.code}, by=by) if of_prisons else {}
    rows, at = [], _asking(wanted)
    for unit in units:
        name = names.get(unit.code, unit.code) or (_("No prison") if of_prisons else _("No wing recorded"))
        if unit.code:
            chosen = {"site": unit.code} if of_prisons else {"wing": unit.code}
            cell: Link | str = Link(name, at(**chosen))
        else:
            cell = name
        rows.append(
            Row(
                (cell, str(unit.overdue), str(unit.due), str(unit.later)),
                marked=bool(unit.code) and unit.code == wanted.wing,
            )
        )
    columns = (
        Column(_("Prison") if of_prisons else _("Wing")),
        Column(_("Overdue"), numeric=True),
        Column(_("Due"), numeric=True),
        Column(_("Later"), numeric=True),
    )
    return Table(_("Reviews by unit"), columns, tuple(rows), EmptyState(_("Nobody stands judged here")))


def _table(
    found: Calendar,
    persons: Mapping[str, PersonShown],
    wanted: Wanted,
    *,
    on: date,
    by: Actor,
    at: datetime,
) -> Table:
    shown = [row for row in found.rows if row.person in persons]
    known = list({row.person: persons[row.person] for row in shown}.values())
    lines = dict(zip((one.id for one in known), people.person_lines(known, by=by, at=at), strict=True))
    rows = tuple(
        Row(
            (
                lines[row.person],
                Link(words.what(row), open_at(row)) if open_at(row) else words.what(row),
                due(row, at=at),
                words.why(row, found.changed.get(row.judged, ())),
            ),
            marked=row.until.standing(on) is Standing.OVERDUE,
        )
        for row in shown
    )
    columns = (Column(_("Person")), Column(_("What")), Column(_("Until")), Column(_("Why")))
    following = f"{reverse('risk:reviews')}{_query(wanted, found.next)}" if found.next else ""
    return Table(
        ngettext("%(count)s review on this page", "%(count)s reviews on this page", len(rows))
        % {"count": len(rows)},
        columns,
        rows,
        EmptyState(
            _("Nothing is to be reviewed"),
            _("Here stands everybody who was assessed or classified, from the day it was decided."),
        ),
        next_href=following,
    )
