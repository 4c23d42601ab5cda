"""The table of what was decided at the gate, and on what that rested."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.warning import Decision
from beccaria.lib.columns import identifier, one_of


class GateDecision(Marked):
    """Go, stop and call, or refuse: by whom, when, why, and which warnings and bans were shown. Never changed."""

    id = identifier()
    visit = models.ForeignKey("events.Visit", on_delete=models.PROTECT, related_name="+")
    decision = models.TextField()
    reason = models.TextField(default="", blank=True)
    matched = models.JSONField(default=list, help_text="references shown, how sure, and what differed")
    decided_by = models.TextField()
    decided_as = models.TextField(help_text="the duty")
    decided_at = models.DateTimeField()

    rows = Rows(see=(Act.GATE_SEE,), add=(Act.GATE_DECIDE,))

    class Meta:
        constraints: ClassVar = [
            one_of("decision", Decision, name="gate_decision_known"),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REFUSE) | ~Q(reason=""), name="gate_refusal_has_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["visit", "decided_at"], name="gate_of_visit")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "decided_at"}
        personal: ClassVar = {"visit", "decision", "reason", "matched", "decided_by", "decided_as"}
        special: ClassVar[set[str]] = set()
