"""What is in force for a person and why: the piece of his page, and the page with calendar, days and contacts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.measures import Standing
from beccaria.lib import moments
from beccaria.lib.parts import Button, EmptyState, HandlingStrip, Link, PersonLine, Table, Tag
from beccaria.measures.pages import calendar as drawn
from beccaria.measures.pages import words
from beccaria.measures.pages.calendar import Calendar, Days
from beccaria.measures.pages.parts import address, back, line_of, strip, strip_or_none
from beccaria.measures.queries.contacts import ContactShown
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import Line
from beccaria.people import api as people
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of him, with its end."""

    text: str
    href: str
    tag: Tag
    detail: str
    until: str


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """What is in force for him, what waits, and how long he is alone."""

    rows: tuple[MeasureRow, ...]
    waiting: tuple[MeasureRow, ...]
    isolation: str
    isolation_red: bool
    empty: EmptyState
    handling: HandlingStrip | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact he asked for."""

    text: str
    tag: Tag
    detail: str
    act: Button | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything that restricts one person."""

    person: PersonLine
    back: Link
    handling: HandlingStrip
    calendar: Calendar | None
    table: Table
    days: Days | None
    limit: str
    state: Button | None
    contacts: tuple[ContactRow, ...]
    contacts_empty: EmptyState
    ask: Button | None
    propose: Link | None
    bans: Link | None


def about_piece(
    person: str, found: Sequence[Line], clock: Clock, regimes: Mapping[str, str], *, by: Actor
) -> AboutPiece:
    """For his page: in force first, each with its end and its ground."""
    holds = [one for one in found if one.standing in (Standing.IN_FORCE, Standing.AHEAD)]
    waits = [one for one in found if one.standing in (Standing.PROPOSED, Standing.FIRST)]
    links = [Link(_("Calendar of measures, days and contacts"), address("of_person", person))]
    if may_ever(Act.MEASURE_PROPOSE, by):
        links.append(Link(_("Propose a measure"), f"{address('new')}?{urlencode({'person': person})}"))
    return AboutPiece(
        rows=tuple(row(one, regimes) for one in holds),
        waiting=tuple(row(one, regimes) for one in waits),
        isolation=words.left(clock) if clock.run else "",
        isolation_red=clock.near,
        empty=EmptyState(
            _("No measure is in force"), _("That nothing is written down does not mean that nothing is done.")
        ),
        handling=strip_or_none(one.marking for one in (*holds, *waits)),
        links=tuple(links),
    )


def row(one: Line, regimes: Mapping[str, str]) -> MeasureRow:
    """One measure in a list."""
    return MeasureRow(
        text=words.titled(one.kind, one.regime, regimes),
        href=address("measure", one.id),
        tag=words.standing(one.standing),
        detail=f"{one.what} ({one.article})",
        until=_("until %(end)s") % {"end": moments.exact(one.over_at)},
    )


def person_page(
    person: PersonShown,
    found: Sequence[Line],
    clock: Clock,
    contacts: Sequence[ContactShown],
    regimes: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> PersonPage:
    """His calendar, the row of his days, whom he may meet."""
    hrefs = {one.id: address("measure", one.id) for one in found}
    markings = [person.marking, *(one.marking for one in found), *(one.marking for one in contacts)]
    states, asks = may_ever(Act.DOOR_STATE, by), may_ever(Act.CONTACT_ASK, by)
    return PersonPage(
        person=line_of(person, by=by, at=at),
        back=back(person),
        handling=strip(*markings),
        calendar=drawn.calendar(found, regimes, at=at),
        table=drawn.measures_table(found, regimes, hrefs),
        days=drawn.days(clock),
        limit=words.limit(clock),
        state=Button(_("State that he was among others"), address("state", person.id)) if states else None,
        contacts=tuple(_contact(one, by=by) for one in contacts),
        contacts_empty=EmptyState(
            _("He asked to meet nobody"),
            _("Lawyers, courts and the like need nobody's leave and do not stand here."),
        ),
        ask=Button(_("Write down whom he asks to meet"), address("ask", person.id)) if asks else None,
        propose=Link(_("Propose a measure"), f"{address('new')}?{urlencode({'person': person.id})}")
        if may_ever(Act.MEASURE_PROPOSE, by)
        else None,
        bans=Link(_("Bans from visiting"), people.address("warnings:bans"))
        if may_ever(Act.BAN_READ, by)
        else None,
    )


def _contact(one: ContactShown, *, by: Actor) -> ContactRow:
    text = f"{one.name}, {one.relationship}"
    if one.until is None:
        detail = ""
    elif one.holds:
        detail = _("until %(day)s: %(reason)s") % {"day": people.day(one.until), "reason": one.reason}
    else:
        detail = _("over since %(day)s: to be asked for anew") % {"day": people.day(one.until)}
    act = None
    if one.why_not != "" and may_ever(Act.CONTACT_DECIDE, by):
        act = Button(_("Decide"), address("decide_contact", one.id), one.why_not or "")
    return ContactRow(text, Tag(words.said(words.DECISIONS, one.decision), "quiet"), detail, act)
