"""The table of scorecards: one judge's answers on one group, with one version of an instrument. Never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier
from beccaria.networks.models.columns import OF_GROUP
from beccaria.networks.models.grouping import Group


class Scorecard(Marked):
    """Answers to every item, unknown included; the instrument's version works out what they come to."""

    id = identifier()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="scorecards")
    instrument = models.TextField()
    version = models.PositiveIntegerField()
    answers = models.JSONField(help_text='item: {"level": name or "unknown", "because": text}')
    note = models.TextField(default="", blank=True)
    period_ends = models.DateField(help_text="the last day of the quarter it speaks of")
    next_due = models.DateField(help_text="when it is to be scored again")
    judged_by = models.TextField()
    judged_at = models.DateTimeField()

    rows = Rows(see=(Act.SCORECARD_READ,), add=(Act.SCORECARD_SCORE, Act.GROUP_LOAD), reaches=OF_GROUP)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(instrument=""), name="scorecard_names_its_instrument"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["group", "instrument", "-judged_at"], name="scorecard_of_group")
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "instrument", "version", "period_ends", "next_due", "judged_at"),
        }
        personal: ClassVar = {"group", "answers", "note", "judged_by"}
        special: ClassVar[set[str]] = set()
