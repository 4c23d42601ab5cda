"""What other pages show of categories and statuses: on somebody's page, of a past day, on Today, and proposing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Kind, State
from beccaria.lib.paging import First
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, PersonLine, Tag, TaskRow
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages import classified_words as words
from beccaria.risk.pages.classifications import address, law_facts, profile_link, strip
from beccaria.risk.queries.classifications import Line
from beccaria.risk.queries.law import Law


@dataclass(frozen=True, slots=True)
class AboutRow:
    """A category or status of somebody, on his page."""

    text: str
    href: str
    tag: Tag
    detail: str
    due: str


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """What is decided of somebody, what waits for a decision, and the way to propose."""

    rows: tuple[AboutRow, ...]
    waiting: tuple[AboutRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    propose: Link | None
    history: Link
    profile: Link | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything decided of somebody, and what stood on a day that was asked for."""

    person: PersonLine
    back: Link
    handling: HandlingStrip | None
    asked: str
    then: tuple[AboutRow, ...]
    then_empty: EmptyState
    rows: tuple[AboutRow, ...]
    empty: EmptyState


@dataclass(frozen=True, slots=True)
class LawOfKind:
    """Who decides categories, or statuses, and when they are looked at again."""

    label: str
    value: str
    clock: str


@dataclass(frozen=True, slots=True)
class ProposePage:
    """Proposing: whom, and what the law of the prison says of each kind before anything is typed."""

    person: PersonLine
    back: Link
    handling: HandlingStrip
    law: tuple[LawOfKind, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class LawPiece:
    """Who decides, when it is looked at again, and the limits on isolation where somebody is held."""

    law: tuple[Fact, ...]
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """Proposals that wait for the reader; `more` when there are more than are shown."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None
    more: bool


def row(line: Line) -> AboutRow:
    """One of them in a list."""
    by_whom = (
        _("decided by %(who)s") % {"who": line.designated_by.rstrip(".")}
        if line.designated_by
        else line.article
    )
    return AboutRow(
        text=f"{words.said(words.KINDS, line.kind)}: {words.value(line.kind, line.value)}",
        href=address("classification", line.id),
        tag=words.state(line.state, holds=line.holds),
        detail=f"{words.days(line.starts, line.until)}; {by_whom}",
        due=_("look again by %(day)s") % {"day": people.day(line.review_due)} if line.holds else "",
    )


def about_piece(person: str, found: Sequence[Line], *, by: Actor) -> AboutPiece:
    """What stands of somebody now, and what waits."""
    stands = [one for one in found if one.holds]
    waits = [one for one in found if one.state in (State.PROPOSED, State.FIRST)]
    proposing = may_ever(Act.CLASSIFICATION_PROPOSE, by)
    propose = f"{address('new_classification')}?{urlencode({'person': person})}"
    return AboutPiece(
        rows=tuple(row(one) for one in stands),
        waiting=tuple(row(one) for one in waits),
        empty=EmptyState(
            _("No category or status is decided here"),
            _(
                "What a register says stands above. That nothing is decided does not mean that the risk is low."
            ),
        ),
        handling=strip([one.marking for one in (*stands, *waits)]),
        propose=Link(_("Propose a category or status"), propose) if proposing else None,
        history=Link(_("What was decided before"), address("classified", person)),
        profile=profile_link(person, by=by),
    )


def history_page(
    person: PersonShown,
    found: Sequence[Line],
    then: Sequence[Line],
    *,
    on: date | None,
    by: Actor,
    at: datetime,
) -> HistoryPage:
    """Everything of somebody, the newest first; and what stood on a day, as it was known then."""
    return HistoryPage(
        person=people.person_lines([person], by=by, at=at)[0],
        back=Link(person.name, reverse("people:person", args=[person.id])),
        handling=strip([person.marking, *(one.marking for one in (*found, *then))]),
        asked=people.day(on) if on else "",
        then=tuple(row(one) for one in then),
        then_empty=EmptyState(_("Nothing stood on that day"), _("As far as was known at the end of it.")),
        rows=tuple(row(one) for one in found),
        empty=EmptyState(_("Nothing was ever proposed or decided here")),
    )


def propose_page(
    person: PersonShown, laws: Mapping[Kind, Law], *, facts: int, by: Actor, at: datetime
) -> ProposePage:
    """The form's page: who decides each kind, and when it is looked at again."""
    return ProposePage(
        person=people.person_lines([person], by=by, at=at)[0],
        back=Link(person.name, reverse("people:person", args=[person.id])),
        handling=strip([person.marking]) or people.strip(person.level),
        law=tuple(
            LawOfKind(words.said(words.KINDS, kind), words.route(law.route, law.pack), words.clock(law.clock))
            for kind, law in laws.items()
        ),
        facts=facts,
    )


def law_piece(person: PersonShown, law: Law) -> LawPiece:
    """What the pack of his prison says, for the page of an assessment."""
    return LawPiece(tuple(law_facts(law)), strip([person.marking]))


def today_piece(found: First[tuple[Line, PersonShown]]) -> TodayPiece:
    """Proposals that wait for the reader, the oldest first."""
    rows = tuple(
        TaskRow(
            _("%(what)s proposed for %(person)s")
            % {"what": words.value(line.kind, line.value), "person": person.name},
            address("classification", line.id),
            _("Decide"),
            words.said(words.STATES, line.state),
        )
        for line, person in found
    )
    return TodayPiece(rows, strip([line.marking for line, _person in found]), found.more)
