"""Lists: one's own assessments and those that wait, those of a person as ranges, instruments to choose, training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever, names_of
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.lib import moments
from beccaria.lib.instruments import Kept
from beccaria.lib.parts import (
    Column,
    DueChip,
    EmptyState,
    HandlingStrip,
    Link,
    RangeBar,
    Row,
    Table,
    Tag,
    TaskRow,
)
from beccaria.lib.ranges import unknown_words
from beccaria.people.api import PersonShown, day
from beccaria.risk.pages import parts
from beccaria.risk.pages.assessments import bar, due, state_tag
from beccaria.risk.queries import instruments
from beccaria.risk.queries.shapes import Line
from beccaria.risk.queries.training import TrainedShown


@dataclass(frozen=True, slots=True)
class Dimension:
    """One instrument on a person: the range as it stands, when to look again, what is unknown."""

    title: str
    href: str
    bar: RangeBar | str
    tag: Tag
    due: DueChip | None
    unknown: str


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """The piece on a person's page."""

    handling: HandlingStrip | None
    dimensions: tuple[Dimension, ...]
    waiting: tuple[Link, ...]
    start: str
    empty: EmptyState


@dataclass(frozen=True, slots=True)
class MinePage:
    """What one is assessing, and what waits for one."""

    handling: HandlingStrip | None
    waiting: Table
    mine: Table
    training: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One instrument to begin with: what for, who may use it, and why not if not."""

    id: str
    title: str
    purpose: str
    users: str
    validity: str
    items: int
    why_not: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Choosing the instrument."""

    handling: HandlingStrip | None
    person: Link
    person_id: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What waits for one, on Today."""

    handling: HandlingStrip | None
    rows: tuple[TaskRow, ...]


def about_piece(person: str, found: Sequence[Line], *, by: Actor, now: datetime) -> AboutPiece:
    """The assessments of a person: of each instrument what holds, or what waits for a decision."""
    holding: dict[str, Line] = {}
    for line in found:
        if line.state is State.DECIDED:
            holding.setdefault(line.instrument, line)
    waiting = [line for line in found if line.state in {State.RATED, State.DRAFT}]
    may_start = may_ever(Act.ASSESSMENT_WRITE, by)
    return AboutPiece(
        handling=parts.strip(found),
        dimensions=tuple(_dimension(line, now=now) for line in holding.values()),
        waiting=tuple(
            Link(f"{line.title}: {state_tag(line).text}", parts.assessment_href(line.id)) for line in waiting
        ),
        start=f"{reverse('risk:start')}?person={person}" if may_start else "",
        empty=EmptyState(
            _("Nobody has assessed his risk"), _("That does not mean that it is low: it is unknown.")
        ),
    )


def _dimension(line: Line, *, now: datetime) -> Dimension:
    scored = line.scored
    return Dimension(
        title=f"{line.title}: {line.band}",
        href=parts.assessment_href(line.id),
        bar=bar(line, line.title),
        tag=state_tag(line),
        due=due(line, now=now),
        unknown=unknown_words(len(scored.unknown), len(scored.reasons)) if scored else "",
    )


def mine_page(
    mine: Sequence[Line],
    waiting: Sequence[Line],
    people: Mapping[str, PersonShown],
    *,
    by: Actor,
    now: datetime,
) -> MinePage:
    """One's own assessments, and those that wait for one's decision or second look."""
    shown = [*mine, *waiting]
    others = [line for line in waiting if line.assessor != by.user]
    return MinePage(
        handling=parts.strip(shown),
        waiting=_table(
            others,
            people,
            _("Waiting for a decision or a second person"),
            _("Nothing waits for you."),
            now=now,
        ),
        mine=_table(
            mine, people, _("Mine"), _("You are assessing nobody. Begin on the page of a person."), now=now
        ),
        training=reverse("risk:training"),
    )


def today_piece(
    waiting: Sequence[Line], drafts: Sequence[Line], people: Mapping[str, PersonShown], *, now: datetime
) -> TodayPiece:
    """Assessments to decide on or to look at as second person, then one's own that are not finished."""
    rows = [*((line, _("Look and decide")) for line in waiting), *((line, _("Go on")) for line in drafts)]
    return TodayPiece(
        handling=parts.strip([line for line, _action in rows]),
        rows=tuple(
            TaskRow(
                _("%(title)s: %(person)s") % {"title": line.title, "person": people[line.person].name},
                parts.assessment_href(line.id),
                action,
                state_tag(line).text,
                at=moments.time_chip(line.saved_at, now=now),
            )
            for line, action in rows
            if line.person in people
        ),
    )


def _table(
    lines: Sequence[Line], people: Mapping[str, PersonShown], caption: str, empty: str, *, now: datetime
) -> Table:
    names = names_of({line.assessor for line in lines})
    rows = tuple(
        Row(
            (
                Link(people[line.person].name, parts.assessment_href(line.id)),
                line.title,
                state_tag(line),
                line.band,
                names.get(line.assessor, ""),
                due(line, now=now) or moments.time_chip(line.saved_at, now=now),
            )
        )
        for line in lines
        if line.person in people
    )
    columns = (
        *(Column(_("Person")), Column(_("Instrument")), Column(_("State")), Column(_("Band"))),
        *(Column(_("Assessor")), Column(_("When"))),
    )
    return Table(caption, columns, rows, EmptyState(empty))


def start_page(person: PersonShown, strip: HandlingStrip, *, trained: set[str], by: Actor) -> StartPage:
    """Every instrument for people, those the reader may use first."""
    choices = [_choice(kept, trained, by=by) for kept in instruments.for_people()]
    return StartPage(
        handling=strip,
        person=Link(person.name, reverse("people:person", args=[person.id])),
        person_id=person.id,
        choices=tuple(sorted(choices, key=lambda one: bool(one.why_not))),
    )


def _choice(kept: Kept, trained: set[str], *, by: Actor) -> Choice:
    one = kept.instrument
    why_not = ""
    if not instruments.may_use(one, by):
        why_not = _("Not for your duty.")
    elif one.id not in trained:
        why_not = _("No training of yours in it is recorded.")
    return Choice(one.id, one.title, one.purpose, ", ".join(one.users), one.validity, len(one.items), why_not)


def training_table(found: Sequence[TrainedShown]) -> Table:
    """Who is trained in what, until when."""
    titles = {kept.instrument.id: kept.instrument.title for kept in instruments.for_people()}
    rows = tuple(
        Row(
            (
                one.name,
                titles.get(one.instrument, one.instrument),
                day(one.until),
                Tag(_("holds"), "good") if one.holds else Tag(_("lapsed"), "amber"),
            )
        )
        for one in found
    )
    columns = (Column(_("Who")), Column(_("Instrument")), Column(_("Until")), Column(_("State")))
    empty = EmptyState(
        _("Nobody is recorded as trained"), _("Nobody can begin an assessment until somebody is.")
    )
    return Table(_("Trained"), columns, rows, empty)
