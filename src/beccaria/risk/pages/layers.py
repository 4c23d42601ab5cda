"""What the page of layers says: psychological, behavioural and intelligence side by side, never added up."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from beccaria.core.layers import Layer, Seen
from beccaria.lib.parts import HandlingStrip, Link, RangeBar
from beccaria.lib.ranges import range_of
from beccaria.people.api import PersonShown
from beccaria.risk.pages import parts
from beccaria.risk.pages.letters import strip
from beccaria.risk.queries.layers import Layered

_NAMES: Final = {
    Layer.PSYCHOLOGICAL: (
        _later("Papers and interviews (psychological)"),
        _later(
            "What those wrote who talked with him or examined him, and the files of courts and earlier sentences."
        ),
    ),
    Layer.BEHAVIOURAL: (
        _later("What happened (behavioural)"),
        _later("What is on record: incidents, finds, moves, visits, payments."),
    ),
    Layer.INTELLIGENCE: (
        _later("What is reported (intelligence)"),
        _later("What somebody observed, told or mapped: reports, memberships, warnings."),
    ),
}


@dataclass(frozen=True, slots=True)
class LayerShown:
    """One layer: what it alone would say, and the answers that rest on it; `also` where they rest on another too."""

    title: str
    says: str
    bar: RangeBar | None
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LayersPage:
    """An assessment by where its evidence comes from."""

    handling: HandlingStrip | None
    title: str
    person: str
    back: Link
    layers: tuple[LayerShown, ...]
    withheld: str


def layers_page(found: Layered, person: PersonShown) -> LayersPage:
    """The layers beside each other."""
    read = found.read
    return LayersPage(
        handling=strip([read.marking, person.marking]),
        title=read.title,
        person=person.name,
        back=Link(read.title, parts.assessment_href(read.id)),
        layers=tuple(_layer(one, found) for one in found.layers),
        withheld=_("Some answers also rest on evidence that is not yours to see. It stands in no layer here.")
        if found.withheld
        else "",
    )


def _layer(one: Seen, found: Layered) -> LayerShown:
    title, says = (str(words) for words in _NAMES[one.layer])
    by = found.read.by
    if by is None:
        return LayerShown(title, says, None, ())
    others = {item for other in found.layers if other.layer is not one.layer for item in other.items}
    answers = tuple(
        (
            by.item(item).question,
            by.item(item).level(found.read.ratings[item].level).anchor,
            _("also in another layer") if item in others else "",
        )
        for item in one.items
    )
    return LayerShown(title, says, range_of(by, one.alone, title) if one.items else None, answers)
