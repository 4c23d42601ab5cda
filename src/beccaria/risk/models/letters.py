"""The tables of letters: what somebody is told of a decision, what is kept from him and why, and his contest."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, ME, Contested, Marked, Rows, contest_rules
from beccaria.core.actors import Duty
from beccaria.core.acts import Act
from beccaria.core.letters import Grounds
from beccaria.lib.columns import identifier, one_of
from beccaria.risk.models.assessing import Assessment
from beccaria.risk.models.classifying import Classification

# A letter tells what was decided: whoever may not see the decision does not see it. Who oversees sees letters only.
_DECISION_OPEN: Final = (
    f"((SELECT app_text('duty')) = '{Duty.DPO.value}'"  # noqa: S608  constants
    " OR EXISTS (SELECT 1 FROM risk_assessment decided WHERE decided.id = {row}.assessment_id)"
    " OR EXISTS (SELECT 1 FROM risk_classification decided WHERE decided.id = {row}.classification_id))"
)
_OF_ONE: Final = Q(assessment__isnull=False, classification=None) | Q(
    assessment=None, classification__isnull=False
)


class Letter(Marked):
    """The reasons for one decision, worded for the person: a draft, then sent for approval, approved, delivered.

    Marked as the decision is. What is printed is fixed by the approval.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="letters")
    classification = models.ForeignKey(
        Classification, null=True, on_delete=models.PROTECT, related_name="letters"
    )
    language = models.TextField(help_text="the language it is printed in")
    interpreter = models.BooleanField(default=False, help_text="it must be read to him in his own language")
    matter = models.TextField(help_text="what was looked at, in plain words")
    outcome = models.TextField(help_text="what was decided, in plain words")
    ground = models.TextField(help_text="the law or rule it rests on")
    remedy = models.TextField(help_text="where he can turn to, besides the service")
    decided_by = models.TextField(help_text="the office that decided, never a name")
    decided_on = models.DateField()
    until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    written_by = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="when it was put before the second person")
    returned_why = models.TextField(default="", blank=True)
    approved_by = models.TextField(default="", blank=True)
    approved_at = models.DateTimeField(null=True)
    delivered_by = models.TextField(default="", blank=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_how = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.LETTER_READ,),
        add=(Act.LETTER_WRITE,),
        change=(Act.LETTER_WRITE, Act.LETTER_APPROVE),
        author=f"{{row}}.written_by = {ME}",
        reaches=HELD_HERE,
        open=_DECISION_OPEN,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_OF_ONE, name="letter_of_one_decision"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by="")
                | (Q(approved_at__isnull=False, sent_at__isnull=False) & ~Q(approved_by="")),
                name="letter_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("written_by")),
                name="letter_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None, delivered_by="", delivered_how="")
                | (Q(delivered_at__isnull=False, approved_at__isnull=False) & ~Q(delivered_by="")),
                name="letter_delivered_once_approved",
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(approved_at=None), name="letter_one_draft_of_assessment"
            ),
            models.UniqueConstraint(
                fields=["classification"],
                condition=Q(approved_at=None),
                name="letter_one_draft_of_classification",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-written_at"], name="letter_of_person"),
            models.Index(fields=["site", "sent_at"], name="letter_waiting", condition=Q(approved_at=None)),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "assessment", "classification", "language"),
            *("decided_on", "until", "review_on", "written_at", "sent_at", "approved_at", "delivered_at"),
        }
        personal: ClassVar = {
            *("person", "interpreter", "matter", "outcome", "ground", "remedy", "decided_by", "written_by"),
            *("returned_why", "approved_by", "delivered_by", "delivered_how"),
        }
        special: ClassVar[set[str]] = set()


class LetterReason(models.Model):
    """One reason of the decision in a letter: told in these words, or kept back on a ground of the closed list."""

    id = identifier()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="reasons")
    kind = models.TextField(help_text="rating or fact")
    record = models.TextField(help_text="the item, or the record that is cited")
    place = models.PositiveSmallIntegerField(help_text="where it stands among the reasons")
    told = models.BooleanField()
    known = models.BooleanField(default=False, help_text="he knows the papers it rests on")
    text = models.TextField(default="", blank=True)
    ground = models.TextField(default="", blank=True)

    rows = Rows(
        within=("letter_id", "risk_letter"),
        add=(Act.LETTER_WRITE,),
        remove=(Act.LETTER_WRITE,),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("ground", Grounds, name="letterreason_ground_known", empty=True),
            models.CheckConstraint(
                condition=(Q(told=True, ground="") & ~Q(text=""))
                | (Q(told=False, text="", known=False) & ~Q(ground="")),
                name="letterreason_told_or_on_a_ground",
            ),
            models.UniqueConstraint(fields=["letter", "kind", "record"], name="letterreason_once"),
        ]

    class Labels:
        public: ClassVar = {"id", "letter", "kind", "place", "told", "known", "ground"}
        personal: ClassVar = {"record", "text"}
        special: ClassVar[set[str]] = set()


class Contest(Contested, Marked):
    """The person contests a decision, himself or through counsel; what he said, and what another answered him."""

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="contests")
    classification = models.ForeignKey(
        Classification, null=True, on_delete=models.PROTECT, related_name="contests"
    )
    decided_by = models.TextField(help_text="who decided what is contested: he does not answer")

    rows = Rows(
        see=(Act.ASSESSMENT_CONTEST,),
        add=(Act.ASSESSMENT_CONTEST,),
        change=(Act.CONTEST_ANSWER,),
        reaches=HELD_HERE,
        open=_DECISION_OPEN,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_OF_ONE, name="contest_of_one_decision"),
            *contest_rules("contest"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-received_at"], name="contest_of_person"),
            models.Index(fields=["site", "due"], name="contest_open", condition=Q(answered_at=None)),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "assessment", "classification", "received_at", "due", "answered_at"),
        }
        personal: ClassVar = {
            *("person", "raised_for", "text", "decided_by", "received_by", "upheld", "answer", "answered_by"),
        }
        special: ClassVar[set[str]] = set()
