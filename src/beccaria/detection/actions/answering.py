"""Answer an alert, or put it aside, with a reason; nothing else changes by it."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import LONGEST_SNOOZE, RIGHT, Answer
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import BadInput
from beccaria.core.wording import words
from beccaria.detection.actions import queue
from beccaria.detection.models import Alert, Snooze, Triage
from beccaria.detection.queries.alerts import one_alert
from beccaria.detection.queries.standing import desk
from beccaria.ledger import api as ledger

_LONGEST: Final = 500


@transaction.atomic
def answer(alert_id: str, said: Answer, *, reason: str = "", by: Actor, at: datetime) -> str:
    """Say what an alert is, and return the answer's identifier. Answering again replaces nothing: the last counts.

    An answer other than "worth work" needs a reason, for the rule is judged by it. Raises BadInput, Hidden, Refused.
    """
    row = one_alert(alert_id, by=by)
    why = said_why(reason)
    if said is not Answer.WORTH_WORK and not why:
        raise BadInput("Write why: the rule is judged by what you say.")
    made = Triage.objects.create(
        alert=row, answer=said.value, reason=why, by=by.user, at=at, **at_desk(row, by=by)
    )
    ledger.record(Act.ALERT_TRIAGE, by=by, subjects=[f"alert:{row.id}"], at=at, detail={"answer": said.value})
    if said not in RIGHT:
        queue.measure_soon()
    return made.id


@transaction.atomic
def put_aside(alert_id: str, *, until: datetime, reason: str, by: Actor, at: datetime) -> str:
    """Put an alert aside until a moment, 30 days ahead at most, and return its identifier. Something new wakes it.

    Raises BadInput, Hidden, Refused.
    """
    row = one_alert(alert_id, by=by)
    why = said_why(reason)
    if not why:
        raise BadInput("Write why it can wait.")
    if not at < until <= at + LONGEST_SNOOZE:
        raise BadInput(
            "An alert waits %(days)s days at most: choose a nearer day after today.", days=LONGEST_SNOOZE.days
        )
    made = Snooze.objects.create(alert=row, until=until, reason=why, by=by.user, at=at, **at_desk(row, by=by))
    ledger.record(Act.ALERT_TRIAGE, by=by, subjects=[f"alert:{row.id}"], at=at, detail={"aside": True})
    return made.id


def said_why(reason: str) -> str:
    """A reason, which may be empty. Raises BadInput for one longer than a few sentences."""
    return words(reason, what="The reason", longest=_LONGEST, empty=True)


def at_desk(row: Alert, *, by: Actor) -> dict[str, Any]:
    """The marking of what is said of an alert: as the alert's, at the desk that says it. Raises Refused."""
    marking = Marking(
        site=desk(row, by=by),
        level=row.marking.level,
        compartments=row.marking.compartments,
        handling=row.marking.handling,
    )
    require(Act.ALERT_TRIAGE, by, marking)
    return columns(marking)
