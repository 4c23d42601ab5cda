"""What people on the wings write down, kept apart from who wrote it."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.ids import new_pseudonym
from beccaria.core.reporting import Kind, Paper, Stage, stages
from beccaria.lib.columns import identifier, one_of
from beccaria.reports.models.columns import choice, known_handling, known_level, together

SKEW = timedelta(minutes=5)

# Whether the acting user wrote the observation. Authorship shows everybody only his own rows.
WROTE = (
    "EXISTS (SELECT 1 FROM reports_authorship wrote WHERE wrote.observation_id = {row}.id"
    " AND wrote.reporter = (SELECT app_text('actor')))"
)


class Draft(models.Model):
    """Something half written, kept on the server so that nothing lies on a telephone; its owner's alone."""

    id = identifier()
    owner = models.TextField(db_index=True)
    text = models.TextField()
    occurred = models.TextField(blank=True, help_text="as typed")
    place = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    people = ArrayField(models.TextField(), default=list)
    saved_at = models.DateTimeField()

    rows = Rows(personal="owner")

    class Labels:
        public: ClassVar = {"id", "kind", "saved_at"}
        personal: ClassVar = {"owner", "text", "occurred", "place", "people"}
        special: ClassVar[set[str]] = set()


class Observation(Marked):
    """One remark: what was seen or heard, when and where. This table never holds who wrote it (rule 12)."""

    id = identifier()
    reference = models.TextField(unique=True)
    pseudonym = models.TextField(unique=True, default=new_pseudonym)
    text = models.TextField()
    kind = choice(Kind, default=Kind.OTHER)
    place = models.TextField(blank=True)
    people = ArrayField(
        models.TextField(), default=list, help_text="persons the reporter named, by identifier"
    )
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    stage = choice(Stage, default=Stage.SUBMITTED)
    report = models.ForeignKey(
        "reports.Report", on_delete=models.PROTECT, null=True, related_name="observations"
    )
    folded = models.TextField(help_text="the words it is searched by")

    rows = Rows(
        see=(Act.OBSERVATION_READ, Act.OBSERVATION_READ_OWN),
        add=(Act.OBSERVATION_SUBMIT, Act.OBSERVATION_LOAD),
        change=(
            Act.OBSERVATION_RETURN,
            Act.OBSERVATION_ANSWER,
            Act.OBSERVATION_CLOSE,
            Act.REPORT_OPEN,
            Act.REPORT_GRADE,
            Act.REPORT_CLOSE,
        ),
        author=WROTE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("stage", stages(Paper.OBSERVATION), name="observation_stage_known"),
            one_of("kind", Kind, name="observation_kind_known"),
            known_level(name="observation_level_known"),
            known_handling(name="observation_handling_known"),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("received_at") + SKEW), name="observation_not_in_the_future"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="observation_says_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "-received_at", "-id"], name="observation_by_site"),
            models.Index(
                fields=["site", "-received_at", "-id"],
                name="observation_open",
                condition=Q(stage=Stage.SUBMITTED),
            ),
            models.Index(
                fields=["-received_at", "-id"],
                name="observation_open_national",
                condition=Q(stage=Stage.SUBMITTED),
            ),
            models.Index(fields=["-received_at", "-id"], name="observation_by_moment"),
            GinIndex(fields=["people"], name="observation_people"),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "reference",
            "site",
            "level",
            "compartments",
            "handling",
            "kind",
            "occurred_at",
            "received_at",
            "stage",
            "report",
        }
        personal: ClassVar = {"pseudonym", "text", "place", "people", "folded"}
        special: ClassVar[set[str]] = set()


class Authorship(models.Model):
    """Who wrote an observation. Everybody sees only his own rows; a reveal goes through a function."""

    id = identifier()
    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="authorship")
    reporter = models.TextField(db_index=True)

    rows = Rows(personal="reporter", personal_verbs=("select", "insert"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reporter", "observation"], name="authorship_mine")]

    class Labels:
        public: ClassVar = {"id", "observation"}
        personal: ClassVar = {"reporter"}
        special: ClassVar[set[str]] = set()


class ObservationStage(models.Model):
    """One move of an observation, never changed: from, to, when, who, and the words that went with it."""

    id = identifier()
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="stages")
    before = models.TextField(blank=True)
    after = choice(Stage)
    at = models.DateTimeField()
    who = models.TextField(help_text="user identifier, or the reporter's pseudonym")
    words = models.TextField(blank=True, help_text="the question, the answer or the reason")

    rows = Rows(
        within=("observation_id", "reports_observation"),
        add=(Act.OBSERVATION_SUBMIT, Act.OBSERVATION_RETURN, Act.OBSERVATION_ANSWER, Act.OBSERVATION_CLOSE),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("after", stages(Paper.OBSERVATION), name="observation_moved_to_known")
        ]
        indexes: ClassVar = [models.Index(fields=["observation", "at"], name="observation_stage_order")]

    class Labels:
        public: ClassVar = {"id", "observation", "before", "after", "at"}
        personal: ClassVar = {"who", "words"}
        special: ClassVar[set[str]] = set()


class Attachment(models.Model):
    """A file that came with an observation. Its bytes lie outside the web root under a random name."""

    id = identifier()
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="attachments")
    name = models.TextField(help_text="as the reporter called it")
    media_type = models.TextField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.TextField(unique=True)
    added_at = models.DateTimeField()

    rows = Rows(within=("observation_id", "reports_observation"), add=(Act.OBSERVATION_SUBMIT,))

    class Labels:
        public: ClassVar = {"id", "observation", "media_type", "size", "sha256", "stored_as", "added_at"}
        personal: ClassVar = {"name"}
        special: ClassVar[set[str]] = set()


class ReporterFeedback(models.Model):
    """What became of it, told to whoever wrote it, without saying how it was used."""

    id = identifier()
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="feedback")
    words = models.TextField()
    given_by = models.TextField()
    given_at = models.DateTimeField()

    rows = Rows(within=("observation_id", "reports_observation"), add=(Act.FEEDBACK_GIVE,))

    class Labels:
        public: ClassVar = {"id", "observation", "given_at"}
        personal: ClassVar = {"words", "given_by"}
        special: ClassVar[set[str]] = set()


class Reveal(models.Model):
    """A custodian's request to learn who wrote an observation: a reason, a second person, a use."""

    id = identifier()
    reference = models.TextField(help_text="reference number of the observation, as typed")
    reason = models.TextField()
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    approved_by = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    rows = Rows(
        personal="requested_by",
        personal_verbs=("select", "insert"),
        see=(Act.REVEAL_REQUEST, Act.REVEAL_APPROVE),
        change=(Act.REVEAL_APPROVE, Act.REVEAL),
    )

    class Meta:
        constraints: ClassVar = [
            together("approved_by", "approved_at", name="reveal_approver_and_moment_together"),
            models.CheckConstraint(
                condition=~Q(approved_by=F("requested_by")), name="reveal_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(approved_at__isnull=False), name="reveal_used_after_approval"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reveal_has_a_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", "reference", "requested_at", "approved_at", "used_at"}
        personal: ClassVar = {"reason", "requested_by", "approved_by"}
        special: ClassVar[set[str]] = set()
