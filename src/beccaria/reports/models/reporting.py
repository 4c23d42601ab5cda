"""Intelligence reports and the graded items they are made of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import Marked, Rows
from beccaria.core import links
from beccaria.core.acts import Act
from beccaria.core.reporting import Paper, Stage, stages
from beccaria.lib.columns import identifier, one_of
from beccaria.reports.models.columns import choice, graded, known_handling, known_level, together
from beccaria.reports.models.observing import Observation

# Whether the acting user wrote one of the observations a report is made from.
WROTE_ONE = (
    "EXISTS (SELECT 1 FROM reports_observation told"
    " JOIN reports_authorship wrote ON wrote.observation_id = told.id"
    " WHERE told.report_id = {row}.id AND wrote.reporter = (SELECT app_text('actor')))"
)
_CHANGES = (Act.REPORT_OPEN, Act.REPORT_GRADE, Act.REPORT_LINK)


class Report(Marked):
    """An intelligence report: items with their own grades, and a provenance line that is graded too."""

    id = identifier()
    reference = models.TextField(unique=True)
    title = models.TextField()
    provenance = models.TextField(blank=True, help_text="how it was learned, without a name")
    provenance_scheme = models.TextField(blank=True)
    provenance_source = models.TextField(blank=True)
    provenance_information = models.TextField(blank=True)
    happened_at = models.DateTimeField(help_text="the date of the intelligence, not of the report")
    opened_at = models.DateTimeField()
    opened_by = models.TextField()
    graded_at = models.DateTimeField(null=True, help_text="when any grade was last set")
    stage = choice(Stage, default=Stage.SUBMITTED)
    revision = models.PositiveIntegerField(
        default=1, help_text="raised by every change: two graders cannot overwrite"
    )
    folded = models.TextField(help_text="the words it is searched by")

    rows = Rows(
        see=(Act.REPORT_READ,),
        add=(Act.REPORT_OPEN,),
        change=(
            *_CHANGES,
            Act.REPORT_SANITISE,
            Act.REPORT_DISSEMINATE,
            Act.REPORT_CLOSE,
            Act.REPORT_ARCHIVE,
        ),
        author=WROTE_ONE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("stage", stages(Paper.REPORT), name="report_stage_known"),
            graded("provenance_", name="report_provenance_grade_has_scheme"),
            known_level(name="report_level_known"),
            known_handling(name="report_handling_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "-opened_at", "-id"], name="report_by_site"),
            models.Index(fields=["-opened_at", "-id"], name="report_by_moment"),
            models.Index(
                fields=["site", "opened_at", "id"],
                name="report_to_do",
                condition=Q(stage__in=[Stage.SUBMITTED, Stage.GRADED, Stage.SANITISED]),
            ),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "reference",
            "site",
            "level",
            "compartments",
            "handling",
            "provenance_scheme",
            "provenance_source",
            "provenance_information",
            "happened_at",
            "opened_at",
            "graded_at",
            "stage",
            "revision",
        }
        personal: ClassVar = {"title", "provenance", "opened_by", "folded"}
        special: ClassVar[set[str]] = set()


class ReportStage(models.Model):
    """One move of a report, never changed."""

    id = identifier()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="stages")
    before = models.TextField(blank=True)
    after = choice(Stage)
    at = models.DateTimeField()
    who = models.TextField()
    words = models.TextField(blank=True)

    rows = Rows(
        within=("report_id", "reports_report"),
        add=(
            *_CHANGES,
            Act.REPORT_SANITISE,
            Act.REPORT_DISSEMINATE,
            Act.REPORT_CLOSE,
            Act.REPORT_ARCHIVE,
        ),
    )

    class Meta:
        constraints: ClassVar = [one_of("after", stages(Paper.REPORT), name="report_moved_to_known")]
        indexes: ClassVar = [models.Index(fields=["report", "at"], name="report_stage_order")]

    class Labels:
        public: ClassVar = {"id", "report", "before", "after", "at"}
        personal: ClassVar = {"who", "words"}
        special: ClassVar[set[str]] = set()


class Item(models.Model):
    """One thing that is told, with its own grade, provenance, handling and links."""

    id = identifier()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, null=True, related_name="items")
    nature = choice(links.Nature, default=links.Nature.FACT)
    underlying = models.TextField(blank=True, help_text="for an assessment: who keeps what it rests on")
    subject = choice(links.Subject, blank=True, default="")
    threats = ArrayField(models.TextField(), default=list)
    currency = choice(links.Currency, default=links.Currency.UNKNOWN)
    reliability = choice(links.Firmness, default=links.Firmness.UNKNOWN)
    concreteness = choice(links.Firmness, default=links.Firmness.UNKNOWN)
    scheme = models.TextField(blank=True)
    source = models.TextField(blank=True)
    information = models.TextField(blank=True)
    handling = ArrayField(models.TextField(), default=list)
    handling_note = models.TextField(blank=True)
    graded_by = models.TextField(blank=True)
    graded_at = models.DateTimeField(null=True)

    rows = Rows(within=("report_id", "reports_report"), add=_CHANGES, change=_CHANGES)

    class Meta:
        constraints: ClassVar = [
            graded("", name="item_grade_has_scheme"),
            models.CheckConstraint(
                condition=(Q(scheme="") & Q(graded_by="") & Q(graded_at=None) & Q(handling=[]))
                | (~Q(scheme="") & ~Q(graded_by="") & Q(graded_at__isnull=False) & ~Q(handling=[])),
                name="item_graded_wholly_or_not",
            ),
            known_handling(name="item_handling_known"),
            one_of("nature", links.Nature, name="item_nature_known"),
            one_of("subject", links.Subject, name="item_subject_known", empty=True),
            one_of("currency", links.Currency, name="item_currency_known"),
            one_of("reliability", links.Firmness, name="item_reliability_known"),
            one_of("concreteness", links.Firmness, name="item_concreteness_known"),
            models.CheckConstraint(
                condition=Q(threats__contained_by=[one.value for one in links.Threat]),
                name="item_threats_known",
            ),
            models.UniqueConstraint(fields=["report", "position"], name="item_position_once"),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "report",
            "position",
            "observation",
            "nature",
            "subject",
            "threats",
            "currency",
            "reliability",
            "concreteness",
            "scheme",
            "source",
            "information",
            "handling",
            "graded_at",
        }
        personal: ClassVar = {"text", "underlying", "handling_note", "graded_by"}
        special: ClassVar[set[str]] = set()


class ItemGrade(models.Model):
    """Every grade an item ever had, in order; grading again never overwrites what was judged before."""

    id = identifier()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="grades")
    scheme = models.TextField()
    source = models.TextField()
    information = models.TextField()
    handling = ArrayField(models.TextField())
    graded_by = models.TextField()
    graded_at = models.DateTimeField()

    rows = Rows(within=("item_id", "reports_item"), add=(Act.REPORT_GRADE,))

    class Meta:
        constraints: ClassVar = [
            graded("", name="kept_grade_has_scheme"),
            models.CheckConstraint(condition=~Q(scheme=""), name="kept_grade_is_a_grade"),
        ]

    class Labels:
        public: ClassVar = {"id", "item", "scheme", "source", "information", "handling", "graded_at"}
        personal: ClassVar = {"graded_by"}
        special: ClassVar[set[str]] = set()


class ItemLink(models.Model):
    """A connection of an item with a record; two relations to the same record are two links."""

    id = identifier()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="links")
    reference = models.TextField(help_text="such as person:ID")
    relation = choice(links.Relation)
    linked_by = models.TextField()
    linked_at = models.DateTimeField()
    ended_by = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    rows = Rows(within=("item_id", "reports_item"), add=(Act.REPORT_LINK,), change=(Act.REPORT_LINK,))

    class Meta:
        constraints: ClassVar = [
            one_of("relation", links.Relation, name="link_relation_known"),
            together("ended_by", "ended_at", name="link_ender_and_moment_together"),
            models.UniqueConstraint(
                fields=["item", "reference", "relation"], condition=Q(ended_at=None), name="link_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["reference", "-linked_at"], name="link_by_record", condition=Q(ended_at=None)
            )
        ]

    class Labels:
        public: ClassVar = {"id", "item", "relation", "linked_at", "ended_at"}
        personal: ClassVar = {"reference", "linked_by", "ended_by"}
        special: ClassVar[set[str]] = set()


class ItemRelation(models.Model):
    """Somebody's judgement of how one item stands to another, and why."""

    id = identifier()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="related_from")
    relation = choice(links.ItemRelation)
    why = models.TextField()
    related_by = models.TextField()
    related_at = models.DateTimeField()

    rows = Rows(within=("item_id", "reports_item"), add=(Act.REPORT_RELATE,))

    class Meta:
        constraints: ClassVar = [
            one_of("relation", links.ItemRelation, name="item_relation_known"),
            models.CheckConstraint(condition=~Q(item=F("other")), name="item_relation_between_two"),
            models.CheckConstraint(condition=~Q(why=""), name="item_relation_has_a_reason"),
            models.UniqueConstraint(fields=["item", "other", "relation"], name="item_relation_once"),
        ]

    class Labels:
        public: ClassVar = {"id", "item", "other", "relation", "related_at"}
        personal: ClassVar = {"why", "related_by"}
        special: ClassVar[set[str]] = set()
