"""The page on which many are asked about: this morning's list, a wing closed tonight, a prison set right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, PersonLine
from beccaria.people import api as people
from beccaria.placement.pages.parts import address, strip
from beccaria.placement.queries.morning import Cause, Waiting

_CAUSES: Final[Mapping[Cause, str | Promise]] = {
    Cause.NEW: gettext_lazy("has no wing yet"),
    Cause.ASKED: gettext_lazy("was asked about, nothing is decided"),
    Cause.ORDERED: gettext_lazy("is ordered to move"),
}


@dataclass(frozen=True, slots=True)
class ManyPage:
    """Many people of one prison, to be asked about."""

    title: str
    site: str
    back: Link
    others: tuple[Link, ...]
    unready: tuple[PersonLine, ...]
    empty: EmptyState
    handling: HandlingStrip | None


def many_page(
    site: str, sites: Mapping[str, str], found: Sequence[Waiting], lines: Sequence[PersonLine]
) -> ManyPage:
    """One prison's page; `lines` are those who wait, in the order of `found`."""
    return ManyPage(
        title=_("Ask about many: %(place)s") % {"place": sites[site]},
        site=site,
        back=Link(_("Placing"), address("placements")),
        others=tuple(Link(name, address("many", code)) for code, name in sites.items() if code != site),
        unready=tuple(line for one, line in zip(found, lines, strict=True) if not one.ready),
        empty=EmptyState(
            _("Nobody waits for a place this morning"),
            _("Newcomers without a wing, open proposals and orders that are due stand here."),
        ),
        handling=strip([one.person.marking for one in found]),
    )


def choices(found: Sequence[Waiting], *, at: datetime) -> list[tuple[str, str]]:
    """Those who can be placed, each with his number and why he waits."""
    return [(one.person.id, _words(one, at=at)) for one in found if one.ready]


def chosen_first(found: Sequence[Waiting]) -> list[str]:
    """Who is chosen before anybody chooses: all but those whose move is ordered already."""
    return [one.person.id for one in found if one.ready and one.cause is not Cause.ORDERED]


def _words(one: Waiting, *, at: datetime) -> str:
    cause = str(_CAUSES[one.cause])
    if one.due is not None:
        cause += f", {moments.due_chip(one.due, since=at, now=at).short}"
    born = people.day(one.person.born) if one.person.born else ""
    return f"{', '.join(filter(None, (one.person.name, one.person.number, born)))}: {cause}"
