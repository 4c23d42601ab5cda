"""Write the letter of reasons for a decision, put it before a second person, approve or return it, deliver it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from beccaria.access.api import refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.ledger import api as ledger
from beccaria.risk.actions.letter_checks import (
    Kept,
    NewReason,
    check_reasons,
    check_sentence,
    kept,
    reason_called,
)
from beccaria.risk.models import Letter, LetterReason
from beccaria.risk.queries import letters
from beccaria.risk.queries.decisions import Decision, Kind, decision
from beccaria.risk.queries.reasons import reasons

_SHORT: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """What the writer says; `decided_by` is an office, never a name. `reasons` are by their keys (queries.reasons)."""

    matter: str
    outcome: str
    ground: str
    remedy: str
    decided_by: str
    language: str = "en-gb"
    interpreter: bool = False
    until: date | None = None
    review_on: date | None = None
    reasons: Mapping[str, NewReason] = field(default_factory=dict)


@transaction.atomic
def write_letter(kind: str, decision_id: str, new: NewLetter, *, by: Actor, at: datetime) -> str:
    """Keep the draft of the letter for a decision, in place of an earlier draft, and return its identifier.

    Raises BadInput for what may not be told, Cannot, Hidden, Refused.
    """
    found = decision(kind, decision_id, by=by)
    require(Act.LETTER_WRITE, by, letters.marking_of(found, by=by))
    if why := found.why_no_letter:
        raise Cannot(why)
    if not found.stands:
        raise Cannot("This decision no longer stands: write of the one that followed it.")
    offered = reasons(found, by=by, at=at)
    hold = kept(found.person, by=by, at=at)
    columns = _columns(found, new, hold)
    check_reasons(offered, new.reasons, kept_back=hold)
    row = _draft(found, columns, by=by, at=at)
    LetterReason.objects.filter(letter=row).delete()
    LetterReason.objects.bulk_create(
        LetterReason(
            letter=row,
            kind=one.what.value,
            record=one.record,
            place=place,
            told=(said := new.reasons[one.key]).told,
            known=said.told and said.known and one.papers,
            text=" ".join(said.text.split()) if said.told else "",
            ground=said.ground,
        )
        for place, one in enumerate(offered)
    )
    _record(Act.LETTER_WRITE, row, "written", by=by, at=at)
    return row.id


def _columns(found: Decision, new: NewLetter, hold: Kept) -> dict[str, object]:
    if new.language not in dict(settings.LANGUAGES):
        raise BadInput(
            "There are no letters in “%(language)s”: choose English, and an interpreter reads it.",
            language=new.language[:20],
        )
    if new.review_on and new.review_on < found.decided_on:
        raise BadInput("It cannot be looked at again before it was decided: correct the day.")
    checked = {
        name: check_sentence(text, what=Phrase(what), kept_back=hold)
        for name, text, what in (
            ("matter", new.matter, "What was looked at"),
            ("outcome", new.outcome, "What was decided"),
            ("ground", new.ground, "The law or rule"),
            ("remedy", new.remedy, "Where he can turn to"),
            ("decided_by", new.decided_by, "Who decided"),
        )
    }
    return checked | {
        "language": new.language,
        "interpreter": new.interpreter,
        "decided_on": found.decided_on,
        "until": found.until or new.until,
        "review_on": new.review_on or found.review_on,
    }


def _draft(found: Decision, columns: dict[str, object], *, by: Actor, at: datetime) -> Letter:
    mine = letters.rows(by=by).filter(**letters.key_of(found), approved_at=None)
    row: Letter | None = mine.select_for_update(of=("self",)).first()
    if row is None:
        return Letter.objects.create(
            person_id=found.person,
            **letters.key_of(found),
            **columns,
            written_by=by.user,
            written_at=at,
            site=found.marking.site,
            level=found.marking.level,
            compartments=sorted(found.marking.compartments),
            handling=sorted(found.marking.handling),
        )
    if row.sent_at:
        raise Cannot("The letter waits for approval: have it returned first.")
    for name, value in {**columns, "written_by": by.user, "written_at": at, "returned_why": ""}.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def send_letter(letter_id: str, *, by: Actor, at: datetime) -> None:
    """Put a draft before the second person. Raises Cannot, Hidden, Refused."""
    row = letters.row(letter_id, by=by, lock=True)
    require(Act.LETTER_WRITE, by, letters.marking(row, by=by))
    if row.sent_at:
        raise Cannot("This letter was sent for approval already.")
    row.sent_at = at
    row.save(update_fields=["sent_at"])
    _record(Act.LETTER_WRITE, row, "sent", by=by, at=at)


@transaction.atomic
def approve_letter(letter_id: str, *, by: Actor, at: datetime) -> None:
    """Approve what another wrote: looked through again with the eyes of who approves. Raises BadInput, Cannot, …."""
    row = _waiting(letter_id, by=by)
    _look_again(row, by=by, at=at)
    row.approved_by, row.approved_at = by.user, at
    row.save(update_fields=["approved_by", "approved_at"])
    _record(Act.LETTER_APPROVE, row, "approved", by=by, at=at)


@transaction.atomic
def return_letter(letter_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """Give a letter back to its writer with the reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = _waiting(letter_id, by=by)
    said = why.strip()
    if not said or len(said) > _SHORT:
        raise BadInput(
            "Write why, in at most %(longest)s characters: the writer must know what to change.",
            longest=_SHORT,
        )
    row.sent_at, row.returned_why = None, said
    row.save(update_fields=["sent_at", "returned_why"])
    _record(Act.LETTER_APPROVE, row, "returned", by=by, at=at)


@transaction.atomic
def deliver_letter(letter_id: str, *, how: str, by: Actor, at: datetime) -> None:
    """Write down that he was given the letter, and how. Raises BadInput, Cannot, Hidden, Refused."""
    row = letters.row(letter_id, by=by, lock=True)
    marking = letters.marking(row, by=by)
    require(Act.LETTER_APPROVE if refusal(Act.LETTER_WRITE, by, marking) else Act.LETTER_WRITE, by, marking)
    if not row.approved_at:
        raise Cannot("This letter is not approved yet: nothing is delivered before.")
    if row.delivered_at:
        raise Cannot("This letter was delivered already.")
    said = how.strip()
    if not said or len(said) > _SHORT:
        raise BadInput("Write how it was given to him, in at most %(longest)s characters.", longest=_SHORT)
    if row.interpreter and "interpret" not in said.casefold():
        raise BadInput("An interpreter is due: write who interpreted, or how the interpreter was there.")
    row.delivered_by, row.delivered_at, row.delivered_how = by.user, at, said
    row.save(update_fields=["delivered_by", "delivered_at", "delivered_how"])
    _record(Act.LETTER_WRITE, row, "delivered", by=by, at=at)


def _waiting(letter_id: str, *, by: Actor) -> Letter:
    row = letters.row(letter_id, by=by, lock=True)
    require(Act.LETTER_APPROVE, by, letters.marking(row, by=by))
    if row.approved_at:
        raise Cannot("This letter is approved already.")
    if not row.sent_at:
        raise Cannot("This letter was not sent for approval yet.")
    return row


def _look_again(row: Letter, *, by: Actor, at: datetime) -> None:
    """The same checks, as far as who approves may see: he may know what the writer did not. Raises BadInput, Cannot."""
    found = letters.decision_of(row, by=by)
    if not found.stands:
        raise Cannot("This decision no longer stands: return the letter.")
    hold = kept(found.person, by=by, at=at)
    seen = {one.key: one for one in reasons(found, by=by, at=at, whole=False)}
    for number, one in enumerate(row.reasons.filter(told=True).order_by("place"), start=1):
        offered = seen.get(f"{one.kind}:{one.record}")
        if offered and offered.why_not and offered.kinds:
            raise BadInput(
                "%(what)s may not be told: return the letter. %(why)s",
                what=reason_called(number),
                why=Phrase(offered.why_not),
            )
        check_sentence(one.text, what=reason_called(number), kept_back=hold)
    for text, what in (
        (row.matter, "What was looked at"),
        (row.outcome, "What was decided"),
        (row.ground, "The law"),
    ):
        check_sentence(text, what=Phrase(what), kept_back=hold)


def _record(act: Act, row: Letter, what: str, *, by: Actor, at: datetime) -> None:
    found = Kind.ASSESSMENT if row.assessment_id else Kind.CLASSIFICATION
    of = row.assessment_id or row.classification_id
    detail: dict[str, str | int] = {"letter": what}
    if what == "written":
        grounds = list(row.reasons.exclude(ground="").values_list("ground", flat=True))
        detail |= {f"kept_back_{ground}": grounds.count(ground) for ground in sorted(set(grounds))}
    ledger.record(
        act,
        by=by,
        subjects=[f"letter:{row.id}", f"person:{row.person_id}", f"{found.value}:{of}"],
        at=at,
        detail=detail,
    )
