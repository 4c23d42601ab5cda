"""Ask where people may live: one of them is answered at once, more by the worker, of the question as it was asked."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app as queue

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import ALTERNATIVES, Instance, Mode, restored, stored
from beccaria.core.markings import columns
from beccaria.core.placement import Stage
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.comparing import compared
from beccaria.engines.allocation.placing import Placed, placed
from beccaria.engines.allocation.verdict import as_things_are, verdicts_of
from beccaria.ledger import api as ledger
from beccaria.placement.models import Proposal
from beccaria.placement.queries.instance import Asked, Built, built

SOLVE: Final = "placement.solve"
SECONDS: Final = 60.0
_AT_ONCE: Final = 2.0
_REFUSED: Final = 60  # places told as refused: those with the fewest obstacles
_LAWFUL: Final = 20


@transaction.atomic
def propose(asked: Asked, *, by: Actor, at: datetime) -> str:
    """Put the question down as the asker may know it, and answer it; nothing moves by it.

    One person is answered before this returns; more are answered by the worker, from the question that is kept and from
    nothing else. Returns the identifier. Raises BadInput, Hidden, Refused.
    """
    _check(asked)
    question = built(asked, by=by, at=at)
    require(Act.PLACEMENT_PROPOSE, by, question.marking)
    row = Proposal(
        mode=asked.mode.value,
        people=list(question.instance.ask.people),
        wing=asked.wing,
        moves=asked.moves,
        on=question.instance.on,
        unknown=list(question.unknown),
        asked_by=by.user,
        asked_at=at,
        **columns(question.marking),
    )
    if asked.mode is Mode.ONE:
        row.stage, row.answer, row.answered_at = Stage.READY.value, _one(question), at
    else:
        row.question = stored(question.instance)
    row.save(force_insert=True)
    if asked.mode is not Mode.ONE:
        queue.configure_task(name=SOLVE).defer(proposal_id=row.id)
    subjects = [f"question:{row.id}", *(f"person:{one}" for one in row.people)]
    ledger.record(Act.PLACEMENT_PROPOSE, by=by, subjects=subjects, at=at, detail={"mode": row.mode})
    return row.id


@transaction.atomic
def solve(proposal_id: str, *, by: Actor, at: datetime, seconds: float = SECONDS) -> None:
    """Answer a question that was kept; the worker does. What cannot be answered says why. Twice is as once."""
    row = Proposal.objects.select_for_update().filter(pk=proposal_id, stage=Stage.COMPUTING).first()
    if row is None:
        return
    require(Act.PLACEMENT_PROPOSE, by, row.marking)
    try:
        instance = restored(row.question or {})
        row.answer, row.stage = _many(instance, seconds), Stage.READY.value
    except BadInput as said:
        row.said, row.stage = str(said), Stage.FAILED.value
    row.answered_at = at
    row.save(update_fields=["answer", "said", "stage", "answered_at"])
    detail = {"mode": row.mode, "stage": row.stage}
    ledger.record(Act.PLACEMENT_PROPOSE, by=by, subjects=[f"question:{row.id}"], at=at, detail=detail)


def _check(asked: Asked) -> None:
    if asked.mode is Mode.ONE and len(asked.people) != 1:
        raise BadInput("Choose one person.")
    if asked.moves is not None and asked.moves < 1:
        raise BadInput("At least one must be allowed to move: give a larger number.")


def _one(question: Built) -> dict[str, Any]:
    """The solver's answer, and the verdict on every place: lawful ones by cost, refused ones by what stands against."""
    answer = placed(question.instance, seconds=_AT_ONCE)
    reasons = as_things_are(answer.problem)
    said = document(answer, reasons)
    found = list(verdicts_of(answer.problem, reasons).values())
    lawful = [one for one in found if one.is_lawful][:_LAWFUL]
    refused = sorted(
        (one for one in found if not one.is_lawful), key=lambda one: (len(one.against), one.place)
    )
    said["places"] = [
        {"place": one.place, "cost": one.cost, "more": one.more, "terms": one.terms} for one in lawful
    ]
    said["refused"] = [{"place": one.place, "against": list(one.against)} for one in refused[:_REFUSED]]
    said["ways"] = _ways(answer, _AT_ONCE)
    return said


def _many(instance: Instance, seconds: float) -> dict[str, Any]:
    answer = placed(instance, seconds=seconds)
    said = document(answer)
    said["ways"] = _ways(answer, seconds / 2)
    return said


def _ways(answer: Placed, seconds: float) -> list[dict[str, Any]]:
    """Dispersal and concentration with figures, isolation with none: the tool never computes it and chooses none."""
    instance = answer.problem.instance
    if not any(one.groups for one in instance.people.values()):
        return [{"way": one.name} for one in ALTERNATIVES]
    return [
        {
            "way": one.way.name,
            "cost": one.cost,
            "unplaced": one.unplaced,
            "moved": one.moved,
            "together": one.together,
            "wings": one.wings,
        }
        for one in compared(instance, seconds=seconds, known=answer)
    ]
