"""What he was told of a decision and what he says to it, for its page; and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beccaria.access.api import refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.lib.paging import First
from beccaria.lib.parts import Button, DueChip, EmptyState, HandlingStrip, TaskRow
from beccaria.people.api import PersonShown
from beccaria.risk.pages.letters import strip, strip_of
from beccaria.risk.queries.contests import ContestShown
from beccaria.risk.queries.decisions import Decision
from beccaria.risk.queries.letters import LetterShown


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestCard:
    """One contest, its answer, or until when there must be one."""

    id: str
    title: str
    text: str
    href: str
    due: DueChip | None
    outcome: str
    answer: str
    act: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPiece:
    """What the person was told of a decision, and what he said to it: a piece of the decision's page."""

    handling: HandlingStrip
    letters: tuple[TaskRow, ...]
    write: Button | None
    why_no_letter: str
    contests: tuple[ContestCard, ...]
    contest: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Letters and contests that wait for the reader; `more` when there are more than are shown."""

    handling: HandlingStrip | None
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    more: bool


def told_piece(
    found: Decision,
    letters: Sequence[LetterShown],
    contests: Sequence[ContestShown],
    *,
    marking: Marking,
    by: Actor,
    now: datetime,
) -> ToldPiece:
    """What he was told of a decision and what he said to it."""
    writes = refusal(Act.LETTER_WRITE, by, marking) is None and found.stands
    open_draft = any(one.approved_at is None for one in letters)
    where = [found.kind.value, found.id]
    write = Button(_("Write the reasons"), reverse("risk:letter_new", args=where))
    taken = refusal(Act.ASSESSMENT_CONTEST, by, marking) is None
    return ToldPiece(
        handling=strip_of(found.marking),
        letters=tuple(_row(one, "", now=now) for one in letters),
        write=write if writes and not open_draft and not found.why_no_letter else None,
        why_no_letter=_(found.why_no_letter) if found.why_no_letter else "",
        contests=tuple(contest_card(one, now=now) for one in contests),
        contest=Button(_("Take down that he contests it"), reverse("risk:contest_new", args=where))
        if taken
        else None,
    )


def contest_card(one: ContestShown, *, now: datetime) -> ContestCard:
    """A contest with its answer, or the button to answer it."""
    answer = Button(
        _("Answer him"), reverse("risk:contest_answer", args=[one.id]), _(one.why_not) if one.why_not else ""
    )
    outcome = (
        "" if one.upheld is None else _("He is right: it is looked at again") if one.upheld else _("It stays")
    )
    return ContestCard(
        id=one.id,
        title=_("Contested by %(who)s on %(day)s")
        % {"who": one.raised_for, "day": moments.day(one.received_at)},
        text=one.text,
        href=reverse("risk:contest", args=[one.id]),
        due=None if one.answered_at else due(one, now=now),
        outcome=outcome,
        answer=one.answer,
        act=None if one.answered_at else answer,
    )


def due(one: ContestShown, *, now: datetime) -> DueChip:
    """Until when a contest must be answered."""
    end = timezone.make_aware(datetime.combine(one.due, time.max))
    return moments.due_chip(end, since=one.received_at, now=now)


def list_page(
    letters: First[LetterShown],
    contests: First[ContestShown],
    named: dict[str, PersonShown],
    *,
    now: datetime,
) -> ListPage:
    """Letters and contests that wait for the reader, contests first: they have a clock."""
    rows = [
        TaskRow(
            _("Contest to answer: %(name)s") % {"name": named[one.person].name},
            reverse("risk:contest", args=[one.id]),
            _("Answer"),
            due=due(one, now=now),
            urgent=due(one, now=now).state == "over",
        )
        for one in contests
        if one.person in named
    ]
    rows += [_row(one, named[one.person].name, now=now) for one in letters if one.person in named]
    return ListPage(
        handling=strip([*(one.marking for one in letters), *(one.marking for one in contests)]),
        rows=tuple(rows),
        empty=EmptyState(
            _("Nothing waits"), _("Letters to approve or deliver and contests to answer stand here.")
        ),
        more=letters.more or contests.more,
    )


def _row(one: LetterShown, name: str, *, now: datetime) -> TaskRow:
    if one.delivered_at:
        says, action = _("Delivered"), _("Read")
    elif one.approved_at:
        says, action = _("Approved, to be delivered"), _("Deliver")
    elif one.sent_at:
        says, action = _("Waits for a second person"), _("Look through")
    else:
        says, action = _("Draft"), _("Read")
    title = _("Letter to %(name)s") % {"name": name} if name else _("Letter of reasons")
    since = one.delivered_at or one.approved_at or one.sent_at or one.written_at
    href = reverse("risk:letter", args=[one.id])
    return TaskRow(title, href, action, detail=says, at=moments.time_chip(since, now=now))
