"""What stands on a measure's page of the whole it belongs to: the measures of a regime, or the regime of a measure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.countries import sure
from beccaria.core.measures import Kind, Standing, regimes
from beccaria.lib import moments
from beccaria.lib.parts import Button, Link, Tag
from beccaria.measures.pages import words
from beccaria.measures.pages.measure import Law
from beccaria.measures.pages.parts import address
from beccaria.measures.queries.shapes import Line, Read

_OPEN = (Standing.PROPOSED, Standing.FIRST, Standing.AHEAD, Standing.IN_FORCE)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One measure of a regime."""

    kind: str
    href: str
    what: str
    until: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class SetPart:
    """A regime as the set of its measures, or the regime to which a measure belongs."""

    title: str
    regime: Link | None
    parts: tuple[PartRow, ...]
    none: str
    law: tuple[str, ...]
    propose: Button | None


def set_part(read: Read, law: Law, parts: Iterable[Line], *, by: Actor) -> SetPart | None:
    """None for a measure that belongs to no regime."""
    line = read.line
    if line.part_of:
        link = Link(_("The regime of which this is a part"), address("measure", line.part_of))
        return SetPart(_("Part of a regime"), link, (), "", (), None)
    if line.kind is not Kind.REGIME:
        return None
    proposes = line.standing in _OPEN and may_ever(Act.MEASURE_PROPOSE, by) and read.reasons is not None
    return SetPart(
        title=_("What the regime consists of"),
        regime=None,
        parts=tuple(_row(one) for one in parts),
        none=_(
            "No measure is proposed as a part of it yet: by itself it says only how long he is among others."
        ),
        law=_restrictions(line.regime, law),
        propose=Button(_("Propose what it consists of"), address("set", line.id)) if proposes else None,
    )


def _row(one: Line) -> PartRow:
    return PartRow(
        kind=words.said(words.KINDS, one.kind),
        href=address("measure", one.id),
        what=one.what,
        until=_("until %(end)s") % {"end": moments.exact(one.over_at)},
        tag=words.standing(one.standing),
    )


def _restrictions(regime: str, law: Law) -> tuple[str, ...]:
    """What the country's sources say that it restricts; whether anybody looked it up."""
    found = next((one for one in regimes(law.pack) if one.id == regime), None)
    if found is None:
        return ()
    return tuple(
        one.words if sure(one) else _("%(words)s (no source confirms it)") % {"words": one.words}
        for one in found.restrictions
    )
