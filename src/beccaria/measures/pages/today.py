"""What waits on Today for whoever decides measures: what is nearest to a limit first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from beccaria.lib import moments
from beccaria.lib.paging import First
from beccaria.lib.parts import HandlingStrip, TaskRow
from beccaria.measures.pages import words
from beccaria.measures.pages.parts import address, strip_or_none
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import ContestShown, Line
from beccaria.people import api as people
from beccaria.people.api import PersonShown

Pairs = First[tuple[Line, PersonShown]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits: whose isolation is near its limit, what the health service speaks against, what is to be decided,
    looked at again or ends, and who is to be answered.
    """

    clocks: Sequence[tuple[Clock, PersonShown]] = ()
    unfit: Pairs = field(default_factory=First)
    proposed: Pairs = field(default_factory=First)
    again: Pairs = field(default_factory=First)
    ends: Pairs = field(default_factory=First)
    contests: First[ContestShown] = field(default_factory=First)

    @property
    def measures(self) -> tuple[tuple[Line, PersonShown], ...]:
        """Every measure of which something is said."""
        return (*self.unfit, *self.proposed, *self.again, *self.ends)

    @property
    def more(self) -> bool:
        """Whether more waits than is said."""
        each = (self.unfit, self.proposed, self.again, self.ends, self.contests)
        return any(one.more for one in each)


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """The rows, how they must be handled, and whether more waits."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None
    more: bool


def today_piece(waits: Waits, *, at: datetime) -> TodayPiece:
    """What is nearest to a limit first."""
    markings = [line.marking for line, _person in waits.measures]
    markings += [person.marking for _clock, person in waits.clocks]
    rows = (*_urgent(waits), *_proposed(waits.proposed), *_timed(waits, at), *_contested(waits.contests))
    return TodayPiece(rows, strip_or_none(markings), waits.more)


def _urgent(waits: Waits) -> Iterator[TaskRow]:
    for clock, person in waits.clocks:
        yield TaskRow(
            _("%(person)s: isolation") % {"person": person.name},
            address("of_person", person.id),
            _("Look at his days"),
            words.left(clock),
            urgent=True,
        )
    for line, person in waits.unfit:
        yield TaskRow(
            _said(_("%(what)s of %(person)s must not go on"), line, person),
            address("measure", line.id),
            _("Look at it"),
            _("The health service says so."),
            urgent=True,
        )


def _proposed(found: Pairs) -> Iterator[TaskRow]:
    for line, person in found:
        yield TaskRow(
            _said(_("%(what)s proposed for %(person)s"), line, person),
            address("measure", line.id),
            _("Decide"),
            words.alike(line.alike) if line.alike is not None else words.said(words.STANDINGS, line.standing),
        )


def _timed(waits: Waits, at: datetime) -> Iterator[TaskRow]:
    for line, person in waits.again:
        yield TaskRow(
            _said(_("%(what)s of %(person)s is to be looked at again"), line, person),
            address("measure", line.id),
            _("Look at it"),
            line.article,
            due=moments.due_chip(line.review_due, since=line.starts_at, now=at),
        )
    for line, person in waits.ends:
        yield TaskRow(
            _said(_("%(what)s of %(person)s ends by itself"), line, person),
            address("measure", line.id),
            _("Look at it"),
            line.article,
            due=moments.due_chip(line.ends_at, since=line.starts_at, now=at),
        )


def _contested(found: Sequence[ContestShown]) -> Iterator[TaskRow]:
    for one in found:
        yield TaskRow(
            _("A measure is contested"),
            address("measure", one.measure),
            _("Answer him"),
            _("to be answered by %(due)s") % {"due": people.day(one.due)},
        )


def _said(sentence: str, line: Line, person: PersonShown) -> str:
    return sentence % {"what": words.said(words.KINDS, line.kind), "person": person.name}
