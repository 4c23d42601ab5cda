"""The table of contacts somebody asked for: who was vetted, and what was decided until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.happenings import Decision
from beccaria.lib.columns import identifier, one_of
from beccaria.measures.models.columns import person


class ContactAsked(Marked):
    """A prisoner asks to be visited by somebody, or to write to him; vetted, then approved or refused until a day.

    A ban of the visitor himself is a ban (warnings); here stands what is decided for this prisoner.
    """

    id = identifier()
    person = person()
    name = models.TextField()
    relationship = models.TextField()
    vetted = models.TextField(default="", blank=True, help_text="what was looked at, and what was found")
    decision = models.TextField(default=Decision.REQUESTED.value)
    reason = models.TextField(default="", blank=True)
    until = models.DateField(null=True, help_text="the last day on which the decision holds")
    asked_by = models.TextField(help_text="who wrote it down")
    asked_at = models.DateTimeField()
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    rows = Rows(
        see=(Act.CONTACT_READ,), add=(Act.CONTACT_ASK,), change=(Act.CONTACT_DECIDE,), reaches=HELD_HERE
    )

    class Meta:
        constraints: ClassVar = [
            one_of("decision", Decision, name="contactasked_decision_known"),
            models.CheckConstraint(condition=~Q(name=""), name="contactasked_has_a_name"),
            models.CheckConstraint(
                condition=(Q(decision=Decision.REQUESTED, decided_at=None, decided_by="", until=None))
                | (
                    Q(decided_at__isnull=False, until__isnull=False)
                    & ~Q(decision=Decision.REQUESTED)
                    & ~Q(decided_by="")
                    & ~Q(reason="")
                    & ~Q(vetted="")
                ),
                name="contactasked_decided_with_reason_and_end",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-asked_at"], name="contactasked_of_person")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "asked_at", "decided_at", "until"}
        personal: ClassVar = {
            *("person", "name", "relationship", "vetted", "decision", "reason", "asked_by", "decided_by")
        }
        special: ClassVar[set[str]] = set()
