"""Take down that somebody contests a decision about him, and answer him; never by who decided."""

from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.letters import ANSWER_WITHIN
from beccaria.core.refusal import Cannot, Refused
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.risk.models import Assessment, Classification, Contest
from beccaria.risk.queries import contests, letters
from beccaria.risk.queries.decisions import Kind, decision

_SHORT: Final = 200


@transaction.atomic
def contest(kind: str, decision_id: str, *, raised_for: str, text: str, by: Actor, at: datetime) -> str:
    """Take down what the person says against a decision; answered within 28 days. Raises BadInput, Hidden, Refused."""
    found = decision(kind, decision_id, by=by)
    require(Act.ASSESSMENT_CONTEST, by, letters.marking_of(found, by=by))
    made = Contest.objects.create(
        person_id=found.person,
        **letters.key_of(found),
        raised_for=words(raised_for, what="Who contests it", longest=_SHORT),
        text=words(text, what="What he says"),
        decided_by=found.decided_by,
        received_by=by.user,
        received_at=at,
        due=moments.day_of(at + ANSWER_WITHIN),
        site=found.marking.site,
        level=found.marking.level,
        compartments=sorted(found.marking.compartments),
        handling=sorted(found.marking.handling),
    )
    _record(Act.ASSESSMENT_CONTEST, made, "contested", by=by, at=at)
    return made.id


@transaction.atomic
def answer_contest(contest_id: str, *, upheld: bool, text: str, by: Actor, at: datetime) -> None:
    """Answer a contest with reasons. What is upheld makes the decision due to be looked at again today.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = contests.row(contest_id, by=by, lock=True)
    require(Act.CONTEST_ANSWER, by, letters.marking(row, by=by))
    if by.user in contests.decided_by(row):
        raise Refused("Somebody other than the people who decided must answer.")
    if row.answered_at:
        raise Cannot("This contest is answered already.")
    row.upheld, row.answer = upheld, words(text, what="The answer")
    row.answered_by, row.answered_at = by.user, at
    row.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    if upheld:
        _due_now(row, by=by, at=at)
    _record(Act.CONTEST_ANSWER, row, "upheld" if upheld else "not upheld", by=by, at=at)


def _due_now(row: Contest, *, by: Actor, at: datetime) -> None:
    """The decision is to be looked at again today; it holds until somebody decides anew."""
    found, today = letters.decision_of(row, by=by), moments.day_of(at)
    if not found.stands or (found.review_on and found.review_on <= today):
        return
    model: type[Assessment | Classification] = Assessment if found.kind is Kind.ASSESSMENT else Classification
    changed = model.objects.filter(pk=found.id).update(review_due=today)
    if changed != 1:
        raise Refused("Your duty does not include having this decision looked at again.")


def _record(act: Act, row: Contest, what: str, *, by: Actor, at: datetime) -> None:
    of = f"assessment:{row.assessment_id}" if row.assessment_id else f"classification:{row.classification_id}"
    subjects = [f"contest:{row.id}", f"person:{row.person_id}", of]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"contest": what})
