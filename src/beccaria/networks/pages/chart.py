"""The page of a chart: what is asked, what is drawn, its legend, the same as tables, and how to take it along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, Table
from beccaria.networks.pages.chart_table import Address, Order, Query, people_table, ties_table
from beccaria.networks.pages.drawing import points
from beccaria.networks.pages.drawn import Careful, Drawn, Key
from beccaria.people import api as people

FILES: Final = ("pdf", "png", "svg", "xlsx", "csv", "graphml", "gexf")


@dataclass(frozen=True, slots=True)
class Hrefs:
    """The addresses of one chart: itself, its data, its picture, one person or tie, what-if, places, files."""

    here: str
    data: str
    picture: str
    selected: str
    without: str
    arrange: str
    export: str
    about: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage:
    """A chart as its page shows it."""

    title: str
    lead: tuple[str, ...]
    handling: HandlingStrip
    form: Any
    hrefs: Hrefs
    data_href: str
    picture_href: str
    query: str
    more: tuple[str, ...]
    keys: tuple[Key, ...]
    shapes: tuple[tuple[str, str], ...]
    colour_by: str
    files: tuple[Link, ...]
    people: Table
    ties: Table
    empty: EmptyState | None
    expanded: Link | None


def strip(careful: Careful) -> HandlingStrip:
    """How a page that shows this must be handled."""
    return people.strip(careful.level, careful.words)


def banner_of(what: Drawn) -> str:
    """The same in one line, for pictures and files."""
    said = strip(what.careful)
    return " · ".join((said.words, *said.conditions))


def title_of(what: Drawn) -> str:
    """What the chart shows, in one line."""
    return _("Network of %(name)s") % {"name": what.name}


def lead_of(what: Drawn) -> tuple[str, ...]:
    """What it rests on: how many of how many, what a line is, and from when until when."""
    drawn, ties = len(what.dots), len(what.lines)
    counted = ngettext("%(count)s person", "%(count)s people", drawn) % {"count": drawn}
    if what.left_out:
        counted = _("the nearest %(count)s people (%(left)s more are tied to them and not drawn)") % {
            "count": drawn, "left": what.left_out,
        }  # fmt: skip
    tied = ngettext("%(count)s tie", "%(count)s ties", ties) % {"count": ties}
    first = _("%(people)s, %(ties)s. Each line stands for at least one record that you may see.") % {
        "people": counted, "ties": tied,
    }  # fmt: skip
    if what.period is None:
        return (first,)
    since, until = (moments.day(one) for one in what.period)
    return (first, _("Recorded from %(since)s until %(until)s.") % {"since": since, "until": until})


def chart_page(
    what: Drawn, *, form: Any, query: Query, more: Sequence[str], hrefs: Hrefs, asked: Any, may_export: bool
) -> ChartPage:
    """The page of a chart. `asked` is what the address says besides the filters: order and page of each table."""
    whole = urlencode(query)
    at = Address(hrefs.here, query)
    orders = [
        Order.read(asked.get(f"{name}_by", ""), asked.get(f"{name}_page", ""), usual)
        for name, usual in (("people", "step"), ("ties", "-records"))
    ]
    chosen = f"{hrefs.selected}?{whole}&"
    return ChartPage(
        title=title_of(what),
        lead=lead_of(what),
        handling=strip(what.careful),
        form=form,
        hrefs=hrefs,
        data_href=f"{hrefs.data}?{whole}",
        picture_href=f"{hrefs.picture}?{whole}",
        query=whole,
        more=tuple(more),
        keys=what.keys,
        shapes=tuple((points(shape, 7, 7, 5), words) for shape, words in what.shapes),
        colour_by=what.colour_by,
        files=tuple(
            Link(name.upper(), f"{hrefs.export}?{whole}&format={name}") for name in FILES if may_export
        ),
        people=people_table(what, orders[0], at, lambda dot: f"{chosen}one={dot.id}"),
        ties=ties_table(what, orders[1], at, lambda line: f"{chosen}one={line.one}&other={line.other}"),
        empty=None if what.lines else _empty(hrefs),
        expanded=Link(_("Back to the chart as it was"), at.of(more="")) if more else None,
    )


def _empty(hrefs: Hrefs) -> EmptyState:
    return EmptyState(
        _("Nothing ties anybody here"),
        _("No record of these kinds, in this period and of this grade, that you may see. Ask for more."),
        Link(_("The usual view"), hrefs.here),
    )
