"""What the pages about people together say: with whom somebody shared events, and who had which part in an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core.actors import Actor
from beccaria.events.queries import IncidentRead, Lane, Shared
from beccaria.events.words import FAMILIES, OUTCOMES, PARTS, SEVERITIES, said
from beccaria.lib import moments
from beccaria.lib import parts as shown
from beccaria.people import api as people
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """With whom somebody shared events, as a table."""

    line: shown.PersonLine
    tabs: tuple[shown.Link, ...]
    here: str
    handling: shown.HandlingStrip
    table: shown.Table


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident."""

    title: str
    facts: tuple[shown.Fact, ...]
    text: str
    parts: shown.Table
    handling: shown.HandlingStrip
    back: shown.Link


def company_page(
    one: people.PersonShown, shared: Sequence[Shared], *, by: Actor, at: datetime
) -> CompanyPage:
    """Every kind of link on its own row: two roles between the same two persons are two links."""
    rows = tuple(
        shown.Row(
            (
                _named(each.other),
                _what(each),
                said(PARTS, each.mine),
                said(PARTS, each.theirs),
                str(each.times),
                moments.time_chip(each.last, now=at),
            )
        )
        for each in shared
    )
    heads = (_("Person"), _("What they shared"), _("His part"), _("The other's part"))
    return CompanyPage(
        line=people.person_lines([one], by=by, at=at)[0],
        tabs=people.person_tabs(one.id, by=by),
        here=reverse("events:with_whom", args=[one.id]),
        handling=people.strip(one.level, one.handling),
        table=shown.Table(
            caption=_(
                "People he shared incidents and visits with. Being in one place is no proof of anything."
            ),
            columns=(
                *(shown.Column(head) for head in heads),
                shown.Column(_("Times"), numeric=True),
                shown.Column(_("Last")),
            ),
            rows=rows,
            empty=shown.EmptyState(
                _("No shared events are recorded"),
                _("Neither incidents nor visits, as far as your duty shows."),
            ),
        ),
    )


def _named(other: people.PersonShown) -> shown.Link:
    """Name and number; the birth date where there is no number, so that namesakes are not taken for each other."""
    born = _("born %(day)s") % {"day": people.day(other.born)} if other.born else ""
    mark = other.number or born
    return shown.Link(
        f"{other.name}, {mark}" if mark else other.name, reverse("people:person", args=[other.id])
    )


def _what(each: Shared) -> str:
    if each.lane is Lane.VISITS:
        return _("Visit: %(outcome)s") % {"outcome": said(OUTCOMES, each.code)}
    return said(FAMILIES, each.code)


def incident_page(one: IncidentRead, *, by: Actor, at: datetime) -> IncidentPage:
    """What happened, when and where, and who had which part."""
    told = one.happening
    site = told.site or ""
    place = places.named({site}, by=by)[site] if site else ""
    lines = people.person_lines([person for person, _part in one.parts], by=by, at=at)
    facts = (
        (_("When"), moments.exact(told.at)),
        (_("Where"), ", ".join(part for part in (place, told.wing.removeprefix(f"{site}-")) if part)),
        (_("How grave"), said(SEVERITIES, told.severity)),
        (_("Recorded"), moments.exact(one.recorded_at)),
        (
            _("According to"),
            _("what was written down in this service") if one.source == "service" else one.source,
        ),
    )
    return IncidentPage(
        title=said(FAMILIES, told.code),
        facts=tuple(shown.Fact(name, value) for name, value in facts if value),
        text=told.text,
        parts=shown.Table(
            caption=_("Who had which part"),
            columns=(shown.Column(_("Person")), shown.Column(_("Part"))),
            rows=tuple(
                shown.Row((line, said(PARTS, part)))
                for line, (_person, part) in zip(lines, one.parts, strict=True)
            ),
            empty=shown.EmptyState(_("Nobody is named in it")),
        ),
        handling=people.strip(told.level, told.handling),
        back=shown.Link(place, reverse("events:at_place", args=[site]))
        if site
        else shown.Link(_("People"), reverse("people:search")),
    )
