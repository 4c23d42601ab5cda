"""The groups in one prison now: how many members, who may lead them there, and who feuds with whom."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.actors import Actor
from beccaria.core.groups import RelationKind, Support
from beccaria.lib.parts import EmptyState, HandlingStrip, LabelChip, Link, PersonLine, Tag
from beccaria.networks.pages.scorecards import group_href
from beccaria.networks.pages.words import KINDS, LABELS, RELATIONS, ROLES, said, until
from beccaria.networks.queries.here import Here, Leading
from beccaria.people import api as people
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class LeadingShown:
    """Somebody who may lead: his line, the role as a hypothesis, and both sides of it."""

    person: PersonLine
    role: str
    because: str
    against: str


@dataclass(frozen=True, slots=True)
class GroupHereShown:
    """One group on the page."""

    title: Link
    kind: str
    count: str
    tags: tuple[Tag, ...]
    against: tuple[tuple[str, Link, bool], ...]
    leading: tuple[LeadingShown, ...]
    members: tuple[PersonLine, ...]
    labels: tuple[LabelChip, ...]


@dataclass(frozen=True, slots=True)
class HerePage:
    """The groups of one prison."""

    handling: HandlingStrip | None
    title: str
    lead: str
    site: str
    choices: tuple[tuple[str, str], ...]
    groups: tuple[GroupHereShown, ...]
    empty: EmptyState
    compare: str
    tension: str


def here_page(
    found: tuple[Here, ...], site: str, sites: tuple[str, ...], *, by: Actor, at: datetime
) -> HerePage:
    """The page about one prison; `sites` are those the reader may choose from."""
    names = places.named({site, *sites}, by=by)
    shown = {one.person.id: one.person for each in found for one in each.members}
    lines = dict(zip(shown, people.person_lines(list(shown.values()), by=by, at=at), strict=True))
    levels = [each.group.level for each in found] + [one.level for each in found for one in each.members]
    codes = {code for each in found for code in each.group.handling} | {
        code for each in found for one in each.members for code in one.handling
    }
    feuds = sum(each.in_feud_here for each in found)
    return HerePage(
        handling=people.strip(max(levels), sorted(codes)) if levels else None,
        title=_("Groups in %(prison)s") % {"prison": names[site]},
        lead=_("%(groups)s with members here, %(feuds)s of them in a feud with another that is here")
        % {
            "groups": ngettext("%(count)s group", "%(count)s groups", len(found)) % {"count": len(found)},
            "feuds": feuds,
        },
        site=site,
        choices=tuple(sorted(((one, names[one]) for one in sites), key=lambda each: each[1])),
        groups=tuple(_group(one, lines) for one in found),
        empty=EmptyState(
            _("No group has a member here"),
            _("Only memberships somebody wrote down with evidence are shown."),
        ),
        compare=_compare(found),
        tension=people.address("networks:tension", site),
    )


def _compare(found: tuple[Here, ...]) -> str:
    query = urlencode([("group", one.group.id) for one in found])
    return f"{reverse('networks:compare')}?{query}" if len(found) > 1 else ""


def _group(one: Here, lines: dict[str, PersonLine]) -> GroupHereShown:
    tags = [Tag(_("feud here"), "red")] if one.in_feud_here else []
    return GroupHereShown(
        title=Link(one.group.name, group_href(one.group.id)),
        kind=said(KINDS, one.group.kind),
        count=_("%(supported)s supported, %(suspected)s suspected, %(lapsed)s lapsed")
        % {
            "supported": one.count(Support.SUPPORTED),
            "suspected": one.count(Support.SUSPECTED),
            "lapsed": one.count(Support.LAPSED),
        },
        tags=tuple(tags),
        against=tuple(
            (
                _("%(relation)s, also here") % {"relation": said(RELATIONS, each.kind)}
                if each.here
                else said(RELATIONS, each.kind),
                Link(each.other.name, group_href(each.other.id)),
                each.here and each.kind is RelationKind.FEUD,
            )
            for each in one.against
        ),
        leading=tuple(_leading(each, lines) for each in one.leading),
        members=tuple(lines[each.person.id] for each in one.members),
        labels=tuple(
            LabelChip(said(LABELS, each.standing.support), each.standing.bases, until(each.standing.until))
            for each in one.members
        ),
    )


def _leading(one: Leading, lines: dict[str, PersonLine]) -> LeadingShown:
    return LeadingShown(lines[one.member.person.id], said(ROLES, one.role), one.because, one.against)
