"""The tables of what people do with alerts: an answer, a time aside, and what an alert became. None is ever changed.

Each belongs to the desk that gave it: the prison's own, or for national duties the service's. What another prison
answered and why stays there.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer, Becomes
from beccaria.detection.models.alerts import Alert
from beccaria.detection.models.columns import OF_ALERT
from beccaria.lib.columns import identifier, one_of

_ANSWERED = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_TRIAGE,), open=OF_ALERT)


class Triage(Marked):
    """What somebody says of an alert, and why."""

    id = identifier()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="answers")
    answer = models.TextField()
    reason = models.TextField(default="", blank=True)
    by = models.TextField()
    at = models.DateTimeField()

    rows = _ANSWERED

    class Meta:
        constraints: ClassVar = [
            one_of("answer", Answer, name="triage_answer_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.WORTH_WORK) | ~Q(reason=""), name="triage_has_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["alert", "-at"], name="triage_of_alert")]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING, "at"}
        personal: ClassVar = {"answer", "reason", "by"}
        special: ClassVar[set[str]] = set()


class Snooze(Marked):
    """An alert is put aside until a moment, with a reason; something new wakes it."""

    id = identifier()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="snoozes")
    until = models.DateTimeField()
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    rows = _ANSWERED

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="snooze_has_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="snooze_ends_after_start"),
        ]
        indexes: ClassVar = [models.Index(fields=["alert", "-at"], name="snooze_of_alert")]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING, "until", "at"}
        personal: ClassVar = {"reason", "by"}
        special: ClassVar[set[str]] = set()


class Outcome(Marked):
    """What somebody made of an alert: a report, a warning, a task, a review of somebody's risk."""

    id = identifier()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="outcomes")
    became = models.TextField()
    reference = models.TextField(help_text="kind:ID of what was made")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", help_text="whose risk"
    )
    by = models.TextField()
    at = models.DateTimeField()

    rows = _ANSWERED

    class Meta:
        constraints: ClassVar = [
            one_of("became", Becomes, name="outcome_known"),
            models.CheckConstraint(
                condition=Q(became=Becomes.REVIEW, person__isnull=False)
                | (~Q(became=Becomes.REVIEW) & Q(person=None)),
                name="outcome_review_is_of_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["alert", "-at"], name="outcome_of_alert")]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING, "became", "at"}
        personal: ClassVar = {"reference", "person", "by"}
        special: ClassVar[set[str]] = set()


class ReviewAsked(Marked):
    """Somebody who looked at an alert asks that a person's risk be judged again: all that who judges risk is told.

    It names no alert, and reaches the prison that holds the person now.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()

    rows = Rows(see=(Act.ALERT_READ, Act.REVIEW_SEE), add=(Act.ALERT_TRIAGE,), reaches=HELD_HERE)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="review_asked_of_person")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "at"}
        personal: ClassVar = {"person", "by"}
        special: ClassVar[set[str]] = set()
