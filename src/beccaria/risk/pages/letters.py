"""What the pages of letters say: a letter with its steps, its form, those that wait, contests, what was kept back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from beccaria.access.api import names_of, refusal
from beccaria.core import handling as conditions
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.letters import LONGEST_SENTENCE, Grounds
from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.lib.parts import (
    DueChip,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    Notice,
    PersonLine,
    Stage,
    TaskRow,
    Why,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.forms.letters import GROUNDS
from beccaria.risk.pages.letter_paper import Paper
from beccaria.risk.queries.contests import ContestShown
from beccaria.risk.queries.decisions import Decision, Kind
from beccaria.risk.queries.letters import LetterShown
from beccaria.risk.queries.reasons import Offered

_KINDS: Final = {
    "report_item": _later("an intelligence report"),
    "report": _later("an intelligence report"),
    "item": _later("an intelligence report"),
    "observation": _later("an observation"),
    "warning": _later("a warning"),
    "membership": _later("a membership"),
    "event": _later("an event on record"),
    "assessment": _later("an assessment"),
    "dossier": _later("a paper"),
}
"""What a reason rests on, for the writer."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends a form; `why_not` is the reason it is disabled, empty when it may be pressed."""

    text: str
    href: str
    why_not: str = ""

    @property
    def why(self) -> Why:
        """The reason as the disclosure beside the button."""
        return Why(self.why_not, about=self.text)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as the writer and whoever approves see it: what it is, whether it is told, on which ground not."""

    question: str
    told: bool
    text: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """One letter with what is to be done with it next."""

    title: str
    handling: HandlingStrip
    person: PersonLine
    back: Link | None
    stages: tuple[Stage, ...]
    notices: tuple[Notice, ...]
    paper: Paper
    reasons: tuple[ReasonRow, ...]
    facts: tuple[Fact, ...]
    edit: Link | None
    send: Button | None
    approve: Button | None
    give_back: Button | None
    deliver: Button | None
    pdf: Link
    sheet: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage:
    """The form of a letter: what was decided, as the record says it."""

    title: str
    handling: HandlingStrip
    person: PersonLine
    back: Link | None
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]


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
    """Letters and contests that wait for the reader."""

    handling: HandlingStrip | None
    rows: tuple[TaskRow, ...]
    empty: EmptyState


def strip(markings: Iterable[Marking]) -> HandlingStrip | None:
    """The strictest of these; nothing shown, nothing said."""
    several = list(markings)
    if not several:
        return None
    codes = conditions.from_codes({code for one in several for code in one.handling})
    clauses = tuple(_(clause) for clause in conditions.sayings(codes))
    return people.strip(int(max(one.level for one in several)), clauses)


def _strip(*markings: Marking) -> HandlingStrip:
    return strip(markings) or people.strip(0)


def letter_page(
    letter: LetterShown,
    person: PersonShown,
    paper: Paper,
    offered: Sequence[Offered],
    found: Decision | None,
    *,
    marking: Marking,
    by: Actor,
    now: datetime,
) -> LetterPage:
    """One letter, as far as the reader may act on it."""
    questions = {one.key: one.question for one in offered}
    return LetterPage(
        title=_("Letter of reasons"),
        handling=_strip(letter.marking, person.marking),
        person=people.person_lines([person], by=by, at=now)[0],
        back=decision_link(letter.of, letter.decision) if found else None,
        stages=stages(letter),
        notices=_notices(letter, paper, found),
        paper=paper,
        reasons=tuple(
            ReasonRow(
                questions.get(f"{one.kind}:{one.record}") or _("A fact on record"),
                one.told,
                one.text,
                str(GROUNDS[Grounds(one.ground)]) if one.ground else "",
            )
            for one in letter.reasons
        ),
        facts=_facts(letter),
        **_acts(letter, marking, by=by),
        pdf=Link(_("As PDF"), reverse("risk:letter_pdf", args=[letter.id])),
        sheet=Link(_("To print"), reverse("risk:letter_sheet", args=[letter.id])),
    )


def _acts(letter: LetterShown, marking: Marking, *, by: Actor) -> dict[str, Any]:
    """What can be done next, and by whom."""
    writes = refusal(Act.LETTER_WRITE, by, marking) is None
    approval = refusal(Act.LETTER_APPROVE, by, marking)

    def button(text: str, name: str, why_not: str | None = None) -> Button:
        return Button(text, reverse(f"risk:{name}", args=[letter.id]), _(why_not) if why_not else "")

    draft, waits = letter.sent_at is None, letter.sent_at is not None and letter.approved_at is None
    to_deliver = letter.approved_at is not None and letter.delivered_at is None
    edit = reverse("risk:letter_new", args=[letter.of.value, letter.decision])
    return {
        "edit": Link(_("Change it"), edit) if draft and writes else None,
        "send": button(_("Put it before a second person"), "letter_send") if draft and writes else None,
        "approve": button(_("Approve"), "letter_approve", approval) if waits else None,
        "give_back": button(_("Return it"), "letter_return") if waits and approval is None else None,
        "deliver": button(_("Delivered"), "letter_deliver")
        if to_deliver and (writes or approval is None)
        else None,
    }


def stages(letter: LetterShown) -> tuple[Stage, ...]:
    """How far a letter is."""
    reached = (
        (_("Written"), letter.written_at),
        (_("Before a second person"), letter.sent_at),
        (_("Approved"), letter.approved_at),
        (_("Delivered"), letter.delivered_at),
    )
    done = sum(at is not None for _name, at in reached)
    return tuple(
        Stage(
            name,
            "done" if number < done else "now" if number == done else "ahead",
            moments.day(at) if at else "",
        )
        for number, (name, at) in enumerate(reached)
    )


def _notices(letter: LetterShown, paper: Paper, found: Decision | None) -> tuple[Notice, ...]:
    said = []
    if letter.returned_why:
        said.append(Notice(letter.returned_why, "amber", _("Returned to its writer")))
    if found is not None and not found.stands and letter.delivered_at is None:
        said.append(Notice(_("This decision no longer stands. Write of the one that followed it."), "amber"))
    if letter.interpreter and letter.delivered_at is None:
        said.append(Notice(_("An interpreter must read it to him."), "amber", _("Interpreter due")))
    if paper.plain.too_long:
        said.append(
            Notice(
                _("A sentence has more than %(most)s words: %(sentence)s")
                % {"most": LONGEST_SENTENCE, "sentence": paper.plain.too_long[0]},
                title=_("Can it be said more simply?"),
            )
        )
    elif not paper.plain.plain:
        said.append(
            Notice(
                _("Many of its words are long. Shorter ones are easier to read."),
                title=_("Can it be said more simply?"),
            )
        )
    return tuple(said)


def _facts(letter: LetterShown) -> tuple[Fact, ...]:
    names = names_of({letter.written_by, letter.approved_by, letter.delivered_by} - {""})
    said = [
        (_("Written by"), names.get(letter.written_by, "")),
        (_("Approved by"), names.get(letter.approved_by, "")),
    ]
    if letter.delivered_at:
        said += [(_("Delivered by"), names.get(letter.delivered_by, "")), (_("How"), letter.delivered_how)]
    return tuple(Fact(label, value) for label, value in said if value)


def write_page(
    found: Decision, person: PersonShown, *, languages: Sequence[str], by: Actor, now: datetime
) -> WritePage:
    """The form of a letter."""
    said = [
        Fact(_("Looked at"), found.matter),
        Fact(_("Decided"), found.outcome),
        Fact(_("On"), moments.day(found.decided_at)),
    ]
    if found.ground:
        said.append(Fact(_("Ground"), found.ground))
    notices = []
    if languages:
        text = _(
            "He speaks: %(languages)s. Letters are printed in English and Italian; for others an interpreter is due."
        )
        notices.append(Notice(text % {"languages": ", ".join(languages)}))
    return WritePage(
        title=_("Write the reasons"),
        handling=_strip(found.marking, person.marking),
        person=people.person_lines([person], by=by, at=now)[0],
        back=decision_link(found.kind, found.id),
        facts=tuple(said),
        notices=tuple(notices),
    )


def rests_on(one: Offered) -> str:
    """What a reason rests on, for the writer; empty where it is only his own sentence."""
    return ", ".join(dict.fromkeys(str(_KINDS.get(kind, kind)) for kind in one.kinds))


def decision_link(kind: Kind, decision_id: str) -> Link | None:
    """The page of a decision."""
    href = people.address(f"risk:{kind.value}", decision_id)
    return Link(_("The decision"), href) if href else None


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
        handling=_strip(found.marking),
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
    letters: Sequence[LetterShown],
    contests: Sequence[ContestShown],
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
