"""Answer a recognition: say what was done when somebody appeared where the owner of his record may not look."""

from datetime import datetime

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import Answer
from beccaria.core.refusal import Cannot
from beccaria.ledger.api import record
from beccaria.people.models import Recognition


def answer_recognition(recognition_id: str, answer: Answer, *, by: Actor, at: datetime) -> None:
    """Answer a recognition, once. Raises Refused, Recognition.DoesNotExist, and Cannot when it was answered."""
    row = Recognition.objects.get(pk=recognition_id)
    require(Act.RECOGNITION_ANSWER, by, row.marking)
    said = {"answer": answer.value, "answered_by": by.user, "answered_at": at}
    if not Recognition.objects.filter(pk=row.pk, answered_at=None).update(**said):
        raise Cannot("Somebody has answered this already.")
    record(
        Act.RECOGNITION_ANSWER,
        by=by,
        subjects=[f"recognition:{row.pk}", f"person:{row.person_id}"],
        at=at,
        detail={"answer": answer.value},
    )
