"""What the pages of letters say: a letter with its steps, its form, those that wait, contests, what was kept back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from beccaria.access.api import names_of, refusal
from beccaria.core import handling as conditions
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.letters import LONGEST_SENTENCE, Grounds
from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.lib.papers import Paper
from beccaria.lib.parts import (
    Button,
    Fact,
    HandlingStrip,
    Link,
    Notice,
    PersonLine,
    Stage,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages.letter_words import GROUNDS
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


def strip(markings: Iterable[Marking]) -> HandlingStrip | None:
    """The strictest of these; nothing shown, nothing said."""
    several = list(markings)
    if not several:
        return None
    codes = conditions.from_codes({code for one in several for code in one.handling})
    clauses = tuple(_(clause) for clause in conditions.sayings(codes))
    return people.strip(int(max(one.level for one in several)), clauses)


def strip_of(*markings: Marking) -> HandlingStrip:
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
        handling=strip_of(letter.marking, person.marking),
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
        handling=strip_of(found.marking, person.marking),
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
