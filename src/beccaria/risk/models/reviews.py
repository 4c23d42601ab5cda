"""The tables of reviews: what changed since somebody was judged, and what somebody said who looked at it again."""

from enum import StrEnum
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.reviews import Change as Kind
from beccaria.lib.columns import identifier, one_of

# Asked of a function (risk.protection_seen), which asks with the reader's own rights: written out in each policy,
# the policies of a dozen tables inside it would be planned anew by every statement that looks at a change.
OF_JUDGED: Final = "risk_sees_judged({row}.of, {row}.judged)"
CHANGE_OPEN: Final = "risk_sees_change({row}.of, {row}.judged, {row}.kind, {row}.record, {row}.via)"


class Of(StrEnum):
    """What is reviewed."""

    ASSESSMENT = "assessment"
    CLASSIFICATION = "classification"


class OfJudged(Marked):
    """What hangs on an assessment or a classification, by its identifier; both are found by it alone."""

    of = models.TextField()
    judged = models.CharField(max_length=36)

    class Meta:
        abstract = True


class Change(OfJudged):
    """Something that a judgement may rest on changed since; a pointer to the record, at that record's marking.

    Written by the database in the transaction that wrote the record (risk.protection_changes), seen only by whoever
    may see the judgement and the record. Nothing else repeats it: whoever may not see it sees no earlier day, no count.
    """

    id = identifier()
    kind = models.TextField()
    code = models.TextField(
        default="", blank=True, help_text="the kind of incident, item or move; the number of a report"
    )
    record = models.TextField()
    via = models.TextField(
        default="", blank=True, help_text="what leads to the record: its report, warning or membership"
    )
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="when somebody who saw it had looked again")
    seen_in = models.TextField(
        default="", blank=True, help_text="the later assessment whose assessor had it before him"
    )
    head_told_at = models.DateTimeField(null=True, help_text="when nobody had for too long")

    rows = Rows(
        see=(Act.REVIEW_SEE,),
        add=(Act.REVIEW_ESCALATE, Act.RESCORING_COMPUTE),
        change=(Act.REVIEW_DO, Act.CLASSIFICATION_DECIDE, Act.ASSESSMENT_WRITE, Act.REVIEW_ESCALATE),
        reaches="true",
        open=CHANGE_OPEN,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Kind, name="change_kind_known"),
            one_of("of", Of, name="change_of_known"),
            models.CheckConstraint(condition=~Q(record=""), name="change_names_a_record"),
            models.UniqueConstraint(fields=["judged", "kind", "record"], name="change_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["judged", "told_at"], name="change_open", condition=Q(settled_at=None)),
            models.Index(fields=["told_at"], name="change_waiting", condition=Q(settled_at=None)),
            models.Index(fields=["seen_in"], name="change_before", condition=Q(settled_at=None)),
        ]

    class Labels:
        public: ClassVar = {"id", "of", "judged", *MARKING, "told_at", "settled_at", "head_told_at"}
        personal: ClassVar = {"kind", "code", "record", "via", "seen_in"}
        special: ClassVar[set[str]] = set()


class Review(OfJudged):
    """Somebody looked at a judgement again and said in fresh words, and with what he looked at, that it still holds.

    Marked as strictly as what is reviewed and every change it settles. Never changed.
    """

    id = identifier()
    words = models.TextField(help_text="why it still holds")
    looked_at = models.TextField(help_text="what was looked at")
    next_due = models.DateField(help_text="the day until which it now holds")
    reviewed_by = models.TextField()
    reviewed_at = models.DateTimeField()

    rows = Rows(
        see=(Act.REVIEW_SEE,),
        add=(Act.REVIEW_DO, Act.CLASSIFICATION_DECIDE),
        reaches=OF_JUDGED,
        open=OF_JUDGED,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(looked_at=""), name="review_says_something")
        ]
        indexes: ClassVar = [models.Index(fields=["judged", "-reviewed_at"], name="review_of_assessment")]

    class Labels:
        public: ClassVar = {"id", "of", "judged", *MARKING, "next_due", "reviewed_at"}
        personal: ClassVar = {"words", "looked_at", "reviewed_by"}
        special: ClassVar[set[str]] = set()


class Escalation(OfJudged):
    """The head of intelligence of a prison was told of a review that is overdue by the clock, once for that day."""

    id = identifier()
    due = models.DateField(help_text="the day it was due")
    told_at = models.DateTimeField()

    rows = Rows(see=(Act.REVIEW_SEE,), add=(Act.REVIEW_ESCALATE,), reaches="true", open=OF_JUDGED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["judged", "due"], name="escalation_once_a_day")
        ]

    class Labels:
        public: ClassVar = {"id", "of", "judged", *MARKING, "due", "told_at"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
