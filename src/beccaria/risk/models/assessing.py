"""The tables of assessments: what is judged of a person, item by item, on which evidence, and what was decided."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, ME, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.assessing import Confidence, Direction, Evidence, Likelihood, State
from beccaria.lib.columns import identifier, one_of
from beccaria.risk.models.columns import OF_ASSESSMENT

_CHANGES = (Act.ASSESSMENT_WRITE, Act.ASSESSMENT_DECIDE, Act.ASSESSMENT_COUNTERSIGN)
_MINE_NOW: Final = f"judging.assessor = {ME} AND judging.ended_at IS NULL"
_THIS: Final = "judging.person = {row}.person_id AND judging.instrument = {row}.instrument"
_JUDGING: Final = f"SELECT EXISTS (SELECT 1 FROM risk_judging judging WHERE {_MINE_NOW}"  # noqa: S608  constants
# A draft is its writer's alone; and while somebody judges a person himself, what others finish meanwhile stays closed
# to him, so that two judgements are two. The first question is asked once a statement, not once a row.
OPEN: Final = (
    f"{{row}}.assessor = {ME} OR {{row}}.finished_at IS NOT NULL"
    f" AND (NOT ({_JUDGING})) OR NOT ({_JUDGING} AND {_THIS} AND judging.since <= {{row}}.finished_at)))"
)
# A citation is read by who may read both the assessment and the record itself.
_RECORDS: Final = {
    Evidence.REPORT_ITEM: ("reports_item",),
    Evidence.EVENT: (
        "events_movement",
        "events_visit",
        "events_payment",
        "events_callrequest",
        "events_incident",
        "events_find",
    ),
    Evidence.MEMBERSHIP: ("networks_membership",),
    Evidence.WARNING: ("warnings_warning",),
}
_SEEN: Final = " OR ".join(
    f"({{row}}.kind = '{kind.value}' AND EXISTS (SELECT 1 FROM {table} cited WHERE cited.id = {{row}}.record))"  # noqa: S608  constants
    for kind, tables in _RECORDS.items()
    for table in tables
)
CITATION_OPEN: Final = f"{OF_ASSESSMENT} AND ({{row}}.kind = '{Evidence.DOSSIER.value}' OR {_SEEN})"


class Assessment(Marked):
    """One person judged by one version of an instrument: a draft, then rated, then decided, then superseded.

    `site` is the prison that assessed; the prison that holds the person sees it too. Level, compartments and handling
    are the strictest of what it cites, fixed when it is finished: until then nobody but its writer can see it, so that
    nobody learns of a stricter piece by an assessment that disappears.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    instrument = models.TextField()
    version = models.PositiveIntegerField()
    digest = models.TextField(help_text="SHA-256 of the instrument's file")
    state = models.TextField(default=State.DRAFT.value)
    assessor = models.TextField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    what = models.TextField(default="", blank=True)
    to_whom = models.TextField(default="", blank=True)
    when = models.TextField(default="", blank=True)
    how_likely = models.TextField(default="", blank=True)
    what_would_change = models.TextField(default="", blank=True)
    likelihood = models.TextField(default="", blank=True, help_text="a word of the PHIA yardstick")
    confidence = models.TextField(default="", blank=True, help_text="how sure the assessor is, apart from it")
    proposed_band = models.TextField(default="", blank=True)
    band_low = models.TextField(default="", blank=True)
    band_high = models.TextField(default="", blank=True)
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unknowns = models.PositiveSmallIntegerField(null=True, help_text="how many items were left unknown")
    second_person = models.TextField(default="", blank=True)
    second_at = models.DateTimeField(null=True)
    second_agrees = models.BooleanField(null=True)
    second_words = models.TextField(default="", blank=True)
    decided_band = models.TextField(default="", blank=True)
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    override = models.TextField(
        default="", blank=True, help_text="up or down, when another band than proposed"
    )
    override_reason = models.TextField(default="", blank=True)
    despite = models.TextField(
        default="",
        db_default="",
        blank=True,
        help_text="why it was decided so, although the second person does not agree",
    )
    review_due = models.DateField(null=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.ASSESSMENT_READ,), add=(Act.ASSESSMENT_WRITE,), change=_CHANGES, reaches=HELD_HERE, open=OPEN
    )

    class Meta:
        constraints: ClassVar = [
            one_of("state", State, name="assessment_state_known"),
            one_of("likelihood", Likelihood, name="assessment_likelihood_known", empty=True),
            one_of("confidence", Confidence, name="assessment_confidence_known", empty=True),
            one_of("override", Direction, name="assessment_override_known", empty=True),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(state__in=[State.DRAFT, State.SUPERSEDED]),
                name="assessment_rated_once_finished",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_band="", decided_by="")
                | (
                    Q(decided_at__isnull=False, finished_at__isnull=False)
                    & ~Q(decided_band="")
                    & ~Q(decided_by="")
                ),
                name="assessment_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED) | Q(decided_at__isnull=False),
                name="assessment_decided_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(override="", override_reason="") | (~Q(override="") & ~Q(override_reason="")),
                name="assessment_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | Q(override="", decided_band=F("proposed_band"))
                | (~Q(override="") & ~Q(decided_band=F("proposed_band"))),
                name="assessment_other_band_is_an_override",
            ),
            models.CheckConstraint(
                condition=Q(second_at=None, second_person="", second_agrees=None, second_words="")
                | (Q(second_at__isnull=False, second_agrees__isnull=False) & ~Q(second_person="")),
                name="assessment_second_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(second_person="") | ~Q(second_person=F("assessor")),
                name="assessment_second_is_another",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_why="")
                | (Q(superseded_at__isnull=False) & ~Q(superseded_why="")),
                name="assessment_superseded_with_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "instrument", "assessor"],
                condition=Q(state=State.DRAFT),
                name="assessment_one_draft",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "instrument", "-started_at"], name="assessment_of_person"),
            models.Index(fields=["assessor", "-started_at"], name="assessment_of_assessor"),
            # The calendar of the whole service is read from this index alone: what its policy asks is included.
            models.Index(
                fields=["review_due", "id"],
                include=[*MARKING, "person", "instrument", "assessor", "finished_at"],
                name="assessment_review",
                condition=Q(state=State.DECIDED),
            ),
            models.Index(
                fields=["instrument", "version"], name="assessment_current", condition=Q(state=State.DECIDED)
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "instrument", "version", "digest", "state", "review_due"),
            *("started_at", "saved_at", "finished_at", "second_at", "decided_at", "superseded_at"),
        }
        personal: ClassVar = {
            *("person", "assessor", "what", "to_whom", "when", "how_likely", "what_would_change"),
            *("likelihood", "confidence", "proposed_band", "band_low", "band_high", "score", "low", "high"),
            *("unknowns", "second_person", "second_agrees", "second_words", "decided_band", "decided_by"),
            *("override", "override_reason", "despite", "superseded_why"),
        }
        special: ClassVar[set[str]] = set()


class Rating(models.Model):
    """One answer to one item, dated; never overwritten: another answer ends it. `level` may be "unknown".

    `seal` is made of the identifiers of everything cited (core.assessing.sealed): whoever cannot read all of that sees
    that the seals differ, and learns neither how many pieces are missing nor which.
    """

    id = identifier()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="ratings")
    item = models.TextField()
    level = models.TextField()
    because = models.TextField(default="", blank=True)
    against = models.TextField(default="", blank=True, help_text="what speaks against it")
    looked_against = models.BooleanField(
        default=False, help_text="somebody looked and found nothing against it"
    )
    weak = models.BooleanField(default=False, help_text="it rests only on intelligence of grade E, 4 or X")
    seal = models.TextField(default="", blank=True)
    rated_by = models.TextField()
    rated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    rows = Rows(
        within=("assessment_id", "risk_assessment"),
        add=(Act.ASSESSMENT_WRITE,),
        change=(Act.ASSESSMENT_WRITE,),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(item="") & ~Q(level=""), name="rating_says_something"),
            models.UniqueConstraint(
                fields=["assessment", "item"], condition=Q(ended_at=None), name="rating_one_at_a_time"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "assessment", "item", "rated_at", "ended_at", "seal"}
        personal: ClassVar = {"level", "because", "against", "looked_against", "weak", "rated_by"}
        special: ClassVar[set[str]] = set()


class Cited(Marked):
    """One record that a rating rests on, with the grade it had then. Marked as the record is, at the assessment's site.

    Seen by whoever may see the assessment and the record.
    """

    id = identifier()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="cited")
    kind = models.TextField()
    record = models.TextField(help_text="the record's identifier; of a dossier, what document and where")
    scheme = models.TextField(default="", blank=True)
    source_grade = models.TextField(default="", blank=True)
    information_grade = models.TextField(default="", blank=True)
    cited_at = models.DateTimeField()

    rows = Rows(
        see=(Act.ASSESSMENT_READ,), add=(Act.ASSESSMENT_WRITE,), reaches=OF_ASSESSMENT, open=CITATION_OPEN
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Evidence, name="cited_kind_known"),
            models.CheckConstraint(condition=~Q(record=""), name="cited_names_a_record"),
            models.UniqueConstraint(fields=["rating", "kind", "record"], name="cited_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "record"], name="cited_by_record")]

    class Labels:
        public: ClassVar = {"id", "assessment", "rating", *MARKING, "cited_at"}
        personal: ClassVar = {"kind", "record", "scheme", "source_grade", "information_grade"}
        special: ClassVar[set[str]] = set()


class Judging(models.Model):
    """Somebody is judging a person by an instrument now: what others finish meanwhile stays closed to him."""

    id = identifier()
    assessor = models.TextField()
    person = models.TextField()
    instrument = models.TextField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    rows = Rows(personal="assessor", personal_verbs=("select", "insert", "update"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessor", "person", "instrument"], condition=Q(ended_at=None), name="judging_once"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "since", "ended_at"}
        personal: ClassVar = {"assessor", "person", "instrument"}
        special: ClassVar[set[str]] = set()
