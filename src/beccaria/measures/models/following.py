"""The tables of what follows a measure: looks at health, contests, alarms of the clock of isolation."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, Contested, Marked, Rows, contest_rules
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier, one_of
from beccaria.measures.models.columns import OF_MEASURE, person
from beccaria.measures.models.measure import Measure


class Fit(StrEnum):
    """What somebody of the health service says: whether it may go on. Nothing of an illness is written down here."""

    YES = "yes"
    CHANGED = "changed"
    NO = "no"


class AlarmKind(StrEnum):
    """What the clock of isolation tells: that the limit comes near, or that it is reached."""

    NEAR = "near"
    STOP = "stop"


class HealthCheck(models.Model):
    """Somebody of the health service saw him under the measure, and said whether it may go on. Never changed."""

    id = identifier()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="checks")
    seen_at = models.DateTimeField()
    fit = models.TextField()
    by_whom = models.TextField(help_text="the profession: doctor, nurse, psychologist")
    change = models.TextField(default="", blank=True, help_text="what must change, in terms of the measure")
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()

    rows = Rows(within=("measure_id", "measures_measure"), add=(Act.MEASURE_CHECK,))

    class Meta:
        constraints: ClassVar = [
            one_of("fit", Fit, name="healthcheck_answer_known"),
            models.CheckConstraint(condition=~Q(by_whom=""), name="healthcheck_by_a_profession"),
            models.CheckConstraint(
                condition=~Q(fit=Fit.CHANGED) | ~Q(change=""), name="healthcheck_says_what"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["measure", "-seen_at"], name="healthcheck_of_measure")]

    class Labels:
        public: ClassVar = {"id", "measure", "seen_at", "recorded_at"}
        personal: ClassVar = {"by_whom", "recorded_by"}
        special: ClassVar = {"fit", "change"}


class LookedAgain(models.Model):
    """Somebody looked at a measure again and said in fresh words why it is still needed. Its end does not move."""

    id = identifier()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reviews")
    words = models.TextField(help_text="why it is still needed")
    looked_at = models.TextField(help_text="what was looked at")
    next_due = models.DateTimeField()
    by = models.TextField()
    at = models.DateTimeField()

    rows = Rows(within=("measure_id", "measures_measure"), add=(Act.MEASURE_DECIDE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(looked_at=""), name="lookedagain_says_something"
            ),
            models.CheckConstraint(condition=Q(next_due__gt=F("at")), name="lookedagain_looks_ahead"),
        ]
        indexes: ClassVar = [models.Index(fields=["measure", "-at"], name="lookedagain_of_measure")]

    class Labels:
        public: ClassVar = {"id", "measure", "next_due", "at"}
        personal: ClassVar = {"words", "looked_at", "by"}
        special: ClassVar[set[str]] = set()


class MeasureContest(Contested, Marked):
    """The person contests a measure, himself or through counsel; what he said, and what another answered him."""

    id = identifier()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="contests")
    decided_by = models.TextField(help_text="who decided what is contested: he does not answer")

    rows = Rows(
        see=(Act.MEASURE_CONTEST,),
        add=(Act.MEASURE_CONTEST,),
        change=(Act.MEASURE_ANSWER,),
        reaches=OF_MEASURE,
    )

    class Meta:
        constraints: ClassVar = contest_rules("measurecontest")
        indexes: ClassVar = [
            models.Index(fields=["site", "due"], name="measurecontest_open", condition=Q(answered_at=None)),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "measure", "received_at", "due", "answered_at"}
        personal: ClassVar = {
            "raised_for",
            "text",
            "decided_by",
            "received_by",
            "upheld",
            "answer",
            "answered_by",
        }
        special: ClassVar[set[str]] = set()


class IsolationAlarm(Marked):
    """The service told the governor and the head that somebody is alone for long; once for each run and kind."""

    id = identifier()
    person = person()
    kind = models.TextField()
    first = models.DateField(help_text="the first day of the run")
    day = models.PositiveSmallIntegerField(help_text="how many days counted when it was told")
    unknown = models.PositiveSmallIntegerField(help_text="how many of them were unknown")
    told = models.TextField(help_text="the offices that were told")
    told_at = models.DateTimeField()

    rows = Rows(see=(Act.DOOR_READ,), add=(Act.MEASURE_LAPSE,), reaches=HELD_HERE)

    class Meta:
        constraints: ClassVar = [
            one_of("kind", AlarmKind, name="isolationalarm_kind_known"),
            models.UniqueConstraint(fields=["person", "first", "kind"], name="isolationalarm_once_a_run"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "-told_at"], name="isolationalarm_told")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "told_at"}
        personal: ClassVar = {"person", "kind", "first", "day", "unknown", "told"}
        special: ClassVar[set[str]] = set()
