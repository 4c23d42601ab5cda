"""Find the chart a request is about: whose, with which filters, where everybody stands; and record the look."""

from dataclasses import dataclass
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from beccaria.access.api import Asked, confirm_purpose, show
from beccaria.core.actors import Level
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.lib.parts import Link
from beccaria.networks import queries
from beccaria.networks.forms.charting import ChartForm
from beccaria.networks.pages.chart import Hrefs
from beccaria.networks.pages.chart_table import Query
from beccaria.networks.pages.drawn import Careful, Drawn, drawn, site_of
from beccaria.networks.queries.chart_shapes import Chart
from beccaria.networks.queries.expanding import widened
from beccaria.networks.queries.keeping import is_kept
from beccaria.networks.queries.layout import arranged
from beccaria.people import api as people
from beccaria.places import api as places

_PARTS: Final = {
    "data": "chart_data", "picture": "chart_picture", "selected": "chart_chosen", "without": "chart_without",
    "arrange": "arrange", "export": "export",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """A chart that was asked for: what it is about, the question, what was found, and what is drawn of it."""

    form: ChartForm
    chart: Chart
    what: Drawn
    hrefs: Hrefs
    more: tuple[str, ...]
    placed: bool

    @property
    def query(self) -> Query:
        """The question as parts of an address, the people it was widened at included."""
        return (*self.form.query(), *(("more", one) for one in self.more))


def charted(request: HttpRequest, *, person: str = "", group: str = "", looks: bool = True) -> Charted:
    """The chart of an address. `looks` puts everybody on it into the ledger entry of this request.

    Raises Hidden, Refused, BadInput, NeedsConfirmation.
    """
    asked = cast("Asked", request)
    about, name, hrefs, besides = _about(person, group, asked)
    form = ChartForm(request.GET)
    shown = form.shown()
    chart = queries.chart(about, shown, by=asked.actor, at=asked.at)
    more = tuple(dict.fromkeys(request.GET.getlist("more")))
    chart = widened(chart, more, shown, by=asked.actor, at=asked.at)
    arrangement = arranged(chart, {}) if "fresh" in request.GET else queries.placed(chart, by=asked.actor)
    sites = places.named({site for node in chart.nodes if (site := site_of(node))}, by=asked.actor)
    what = drawn(chart, arrangement, name=name, colour_by=form.colour_by, sites=sites, besides=besides)
    confirm_purpose(request, *_markings(chart))
    if looks:
        show(request, *subjects(what))
    placed = is_kept(chart, by=asked.actor)
    return Charted(form=form, chart=chart, what=what, hrefs=hrefs, more=more, placed=placed)


def subjects(what: Drawn) -> list[str]:
    """Everything a look at this chart shows: what it is about, and every record of everybody on it."""
    records = (f"person:{record}" for dot in what.dots for record in dot.records)
    return list(dict.fromkeys((what.about, *records)))


def _about(person: str, group: str, asked: Asked) -> tuple[str, str, Hrefs, Careful]:
    if person:
        found = people.lines([person], by=asked.actor)
        if not found:
            raise Hidden("There is no such person, or he is not yours to see.")
        back = Link(found[0].name, reverse("people:person", args=[person]))
        return f"person:{person}", found[0].name, _hrefs({"person": person}, "person_chart", back), Careful()
    line = queries.group(group, by=asked.actor, at=asked.at).line
    back = Link(line.name, people.address("networks:group", group))
    careful = Careful(level=line.level, codes=frozenset(line.handling))
    return f"group:{group}", line.name, _hrefs({"group": group}, "group_chart", back), careful


def _hrefs(about: dict[str, str], name: str, back: Link) -> Hrefs:
    parts = {part: reverse(f"networks:{found}", kwargs=about) for part, found in _PARTS.items()}
    return Hrefs(here=reverse(f"networks:{name}", kwargs=about), about=back, **parts)


def _markings(chart: Chart) -> list[Marking]:
    """What decides whether this look has to be justified again: every person and every record on the chart."""
    said = {one.marking for node in chart.nodes for one in (node.person, *node.person.also)}
    said |= {Marking(site=one.site, level=Level(one.level)) for edge in chart.edges for one in edge.evidence}
    return sorted(said, key=repr)
