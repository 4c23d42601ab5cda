"""The tables of rescoring: a proposal to score current assessments by a newer version, and what it makes of each."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.rescoring import Moved
from beccaria.lib.columns import identifier, one_of
from beccaria.risk.models.assessing import Assessment


class Stage(StrEnum):
    """How far a proposal is."""

    COMPUTING = "computing"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


class Rescoring(Marked):
    """A proposal: every current assessment by one instrument, of one prison (`site`; NULL: all), by a newer version.

    Nothing changes by it until somebody else approves; and then only what the system proposes, never what was decided.
    """

    id = identifier()
    instrument = models.TextField()
    version = models.PositiveIntegerField()
    why = models.TextField()
    stage = models.TextField(default=Stage.COMPUTING.value)
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0, help_text="how many there were to score when it began")
    done = models.PositiveIntegerField(default=0)
    last = models.TextField(default="", blank=True, help_text="the assessment scored last, in their order")
    computed_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.RESCORING_SEE,),
        add=(Act.RESCORING_ASK,),
        change=(Act.INSTRUMENT_APPROVE, Act.RESCORING_COMPUTE),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("stage", Stage, name="rescoring_stage_known"),
            models.CheckConstraint(condition=~Q(why=""), name="rescoring_has_a_reason"),
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at=None, answer="")
                | (~Q(answered_by="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="rescoring_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.APPROVED, Stage.REJECTED]) | Q(answered_at__isnull=False),
                name="rescoring_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("asked_by")),
                name="rescoring_answered_by_another",
            ),
            models.UniqueConstraint(
                fields=["instrument", "version", "site"],
                condition=Q(stage__in=[Stage.COMPUTING, Stage.PROPOSED]),
                nulls_distinct=False,
                name="rescoring_one_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-asked_at", "-id"], name="rescoring_by_moment")]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "instrument", "version", "why", "stage", "asked_at", "computed_at"),
            *("total", "done", "last", "answered_at", "answer"),
        }
        personal: ClassVar = {"asked_by", "answered_by"}
        special: ClassVar[set[str]] = set()


class Restated(models.Model):
    """What a newer version makes of one assessment, beside what stood before; it holds from the approval on.

    What a person decided is not here: it stays as it was.
    """

    id = identifier()
    rescoring = models.ForeignKey(Rescoring, on_delete=models.PROTECT, related_name="rows_restated")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="restated")
    version = models.PositiveIntegerField()
    low = models.FloatField()
    high = models.FloatField()
    band_low = models.TextField()
    band = models.TextField()
    band_high = models.TextField()
    before = models.TextField(help_text="the band proposed until then")
    moved = models.TextField()
    lost = models.PositiveSmallIntegerField(default=0, help_text="answers the new version has no place for")
    computed_at = models.DateTimeField()

    rows = Rows(within=("assessment_id", "risk_assessment"), add=(Act.RESCORING_COMPUTE,))

    class Meta:
        constraints: ClassVar = [
            one_of("moved", Moved, name="restated_moved_known"),
            models.UniqueConstraint(fields=["rescoring", "assessment"], name="restated_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["rescoring", "moved", "id"], name="restated_by_move"),
            models.Index(fields=["assessment"], name="restated_of_assessment"),
        ]

    class Labels:
        public: ClassVar = {"id", "rescoring", "assessment", "version", "computed_at"}
        personal: ClassVar = {"low", "high", "band_low", "band", "band_high", "before", "moved", "lost"}
        special: ClassVar[set[str]] = set()
