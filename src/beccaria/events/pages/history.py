"""What a timeline says: one sentence for each thing that happened, in its lane."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from beccaria.core.actors import Actor
from beccaria.core.happenings import Direction
from beccaria.events.queries import Happening, Lane, Told
from beccaria.events.words import (
    DECISIONS,
    FAMILIES,
    HOWS,
    ITEMS,
    LANE_OF_ONE,
    LANES,
    MOVES,
    OUTCOMES,
    PARTS,
    SEVERITIES,
    said,
)
from beccaria.lib import moments
from beccaria.lib import parts as shown
from beccaria.people import api as people
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What happened to a person, or in a place. `line` and `tabs` are empty for a place."""

    title: str
    lead: str
    line: shown.PersonLine | None
    tabs: tuple[shown.Link, ...]
    here: str
    back: shown.Link
    handling: shown.HandlingStrip
    timeline: shown.Timeline
    form: Any
    lanes: tuple[str, ...]
    add: tuple[shown.Link, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The words that happenings need: names of establishments by code, persons by identifier, and the moment."""

    places: Mapping[str, str]
    persons: Mapping[str, people.PersonShown]
    at: datetime

    def place(self, code: str) -> str:
        """The name of an establishment; an unknown code stands for itself."""
        return self.places.get(code, code)

    def person(self, person: str | None) -> str:
        """The name of a person the reader may see; nothing for others."""
        known = self.persons.get(person or "")
        return known.name if known else ""

    def record(self, record: str | None, about: str | None) -> str:
        """On which of a person's other records it hangs; nothing when it is the one asked about."""
        known = self.persons.get(record or "")
        if known is None or record == about:
            return ""
        mark = ", ".join(part for part in (known.name, known.number) if part)
        return _("on his record “%(record)s”") % {"record": mark}


def names_for(happenings: Iterable[Happening], *, by: Actor, at: datetime) -> Names:
    """Look up every name that these happenings need, together."""
    seen = list(happenings)
    codes = {code for one in seen for code in (one.site or "", one.from_place, one.to_place) if code}
    ids = {person for one in seen for person in (one.person, one.visitor, one.record) if person}
    return Names(places.named(codes, by=by), people.named(ids, by=by), at)


def timeline(
    told: Told,
    *,
    names: Names,
    about: str | None,
    chosen: frozenset[Lane],
    base: str,
    query: Mapping[str, str],
    title: str,
) -> shown.Timeline:
    """The lanes with their counts and the entries. `about` is the person it is about, None for a place."""
    return shown.Timeline(
        title=title,
        lanes=tuple(_lane(lane, told.counts[lane], chosen, base, query) for lane in Lane),
        entries=tuple(_entry(one, names, about) for one in told.happenings),
        empty=shown.EmptyState(
            _("Nothing is recorded here"),
            _("No move, visit, payment, incident or find, as far as your duty shows."),
        ),
        more_href=_href(base, query, chosen, told.earlier) if told.earlier else "",
    )


def _lane(lane: Lane, count: int, chosen: frozenset[Lane], base: str, query: Mapping[str, str]) -> shown.Lane:
    # Choosing a lane adds it or takes it away; without the last one everything is shown again.
    other = chosen ^ {lane} or frozenset(Lane)
    return shown.Lane(lane, said(LANES, lane), count, _href(base, query, other, None), lane in chosen)


def _href(base: str, query: Mapping[str, str], lanes: frozenset[Lane], cursor: str | None) -> str:
    asked = [(name, value) for name, value in query.items() if value]
    asked += [("lane", lane) for lane in Lane if lane in lanes and lanes != frozenset(Lane)]
    asked += [("cursor", cursor)] if cursor else []
    return f"{base}?{urlencode(asked)}" if asked else base


def _entry(one: Happening, names: Names, about: str | None) -> shown.Entry:
    title, detail, href = {
        Lane.MOVES: _move,
        Lane.VISITS: _visit,
        Lane.PAYMENTS: _payment,
        Lane.CALLS: _call_request,
        Lane.INCIDENTS: _incident,
        Lane.FINDS: _find,
    }[one.lane](one, names, about)
    return shown.Entry(
        lane=said(LANE_OF_ONE, one.lane),
        at=moments.time_chip(one.at, now=names.at),
        title=title,
        href=href,
        detail=_joined(detail, names.record(one.record, about)),
    )


Sentence = tuple[str, str, str]


def _move(one: Happening, names: Names, about: str | None) -> Sentence:
    name = "" if about else names.person(one.person)
    title = f"{name}: {said(MOVES, one.code)}" if name else said(MOVES, one.code)
    where = [
        _("from %(place)s") % {"place": names.place(one.from_place)} if one.from_place else "",
        _("to %(place)s") % {"place": names.place(one.to_place)} if one.to_place else "",
        _inside(one),
    ]
    return title, _joined(" ".join(part for part in where[:2] if part), where[2], one.text), _link(one, about)


def _visit(one: Happening, names: Names, about: str | None) -> Sentence:
    prisoner, visitor = names.person(one.person), one.visitor_name
    if about and about == one.visitor:
        title = _("Visited %(prisoner)s: %(outcome)s")
    elif about:
        title = _("Visit of %(visitor)s: %(outcome)s")
    else:
        title = _("Visit of %(visitor)s to %(prisoner)s: %(outcome)s")
    said_ = title % {"prisoner": prisoner, "visitor": visitor, "outcome": said(OUTCOMES, one.code)}
    href = _other(one, names, about)
    return said_, _joined(one.relationship, one.text, names.place(one.site or "")), href


def _payment(one: Happening, names: Names, about: str | None) -> Sentence:
    amount = f"{number_format(one.quantity or 0, 2)} {one.unit}".strip()
    who = {"payer": one.visitor_name, "prisoner": names.person(one.person), "amount": amount}
    if one.code == Direction.OUT:
        title = _("%(amount)s paid out")
    elif about and about == one.visitor:
        title = _("Paid %(amount)s for %(prisoner)s")
    elif about:
        title = _("%(payer)s paid %(amount)s for him")
    else:
        title = _("%(payer)s paid %(amount)s for %(prisoner)s")
    return title % who, _joined(one.how, names.place(one.site or "")), _other(one, names, about)


def _call_request(one: Happening, names: Names, about: str | None) -> Sentence:
    who = {
        "contact": one.visitor_name,
        "prisoner": names.person(one.person),
        "decision": said(DECISIONS, one.code),
    }
    if about and about == one.visitor:
        title = _("%(prisoner)s asked to have this number on his list: %(decision)s")
    elif about:
        title = _("Asked to have the number of %(contact)s on his list: %(decision)s")
    else:
        title = _("%(prisoner)s asked to have the number of %(contact)s on his list: %(decision)s")
    said_ = title % who
    return (
        said_,
        _joined(one.how, one.relationship, one.text, names.place(one.site or "")),
        _other(one, names, about),
    )


def _other(one: Happening, names: Names, about: str | None) -> str:
    """The address of the other of the two: of the prisoner on the payer's page, of the payer on the prisoner's."""
    return _link(one, about) if about == one.visitor or not one.visitor else _to(one.visitor, names)


def _incident(one: Happening, names: Names, _about: str | None) -> Sentence:
    parts = ", ".join(said(PARTS, part) for part in sorted(one.parts))
    title = (
        f"{said(FAMILIES, one.code)}, {said(SEVERITIES, one.severity)}"
        if one.severity
        else said(FAMILIES, one.code)
    )
    as_part = _("as %(part)s") % {"part": parts} if parts else ""
    href = reverse("events:incident", args=[one.id])
    return title, _joined(as_part, names.place(one.site or ""), _inside(one), one.text), href


def _find(one: Happening, names: Names, about: str | None) -> Sentence:
    amount = (
        f"{number_format(one.quantity.normalize())} {one.unit}".strip() if one.quantity is not None else ""
    )
    title = f"{said(ITEMS, one.code)}, {amount}" if amount else said(ITEMS, one.code)
    whose = "" if about else names.person(one.person)
    return (
        title,
        _joined(said(HOWS, one.how), whose, names.place(one.site or ""), _inside(one), one.text),
        _link(one, about),
    )


def _inside(one: Happening) -> str:
    known = (
        (_("wing %(wing)s"), "wing", one.wing),
        (_("cell %(cell)s"), "cell", one.cell),
    )
    inside = f"{one.to_place or one.site}-"
    return ", ".join(words % {name: code.removeprefix(inside)} for words, name, code in known if code)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _link(one: Happening, about: str | None) -> str:
    """In a place's history the person leads on; in his own there is nothing further to open."""
    return reverse("people:person", args=[one.person]) if one.person and one.person != about else ""


def _to(person: str | None, names: Names) -> str:
    return reverse("people:person", args=[person]) if person in names.persons else ""
