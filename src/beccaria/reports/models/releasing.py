"""Versions of a report, and to whom they were given."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.handling import Audience
from beccaria.lib.columns import identifier, one_of
from beccaria.reports.models.columns import choice, known_handling, known_level, together
from beccaria.reports.models.reporting import Report

# Whether a version was given to the acting organisation and not taken back.
GIVEN = (
    "EXISTS (SELECT 1 FROM reports_dissemination given WHERE given.version_id = {row}.id"
    " AND given.recalled_at IS NULL AND given.organisation = (SELECT app_text('organisation')))"
)


class Recipient(models.Model):
    """An organisation that an agreement allows us to give something to. Without a row here nothing leaves."""

    id = identifier()
    organisation = models.TextField(unique=True)
    name = models.TextField()
    audience = choice(Audience)
    agreement = models.TextField(help_text="what allows it")
    ends_at = models.DateTimeField(null=True)

    rows = Rows(signed_in=True)

    class Meta:
        constraints: ClassVar = [
            one_of("audience", Audience, name="recipient_audience_known"),
            models.CheckConstraint(condition=~Q(agreement=""), name="recipient_has_an_agreement"),
        ]

    class Labels:
        public: ClassVar = {"id", "organisation", "name", "audience", "agreement", "ends_at"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Version(Marked):
    """What a report said: as it was graded, or sanitised for an audience. Released, it never changes."""

    id = identifier()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    original = models.BooleanField(default=False)
    audience = choice(Audience)
    title = models.TextField()
    items = models.JSONField(help_text="text, grade, handling and nature of each item, without identifiers")
    notes = ArrayField(models.TextField(), default=list, help_text="written handling conditions")
    answers = models.JSONField(default=dict, help_text="for each flag: why the words stay")
    made_by = models.TextField()
    made_at = models.DateTimeField()
    released_by = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True)

    rows = Rows(
        see=(Act.VERSION_READ,),
        add=(Act.REPORT_SANITISE,),
        change=(Act.REPORT_DISSEMINATE,),
        audiences=GIVEN,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("audience", Audience, name="version_audience_known"),
            known_level(name="version_level_known"),
            known_handling(name="version_handling_known"),
            together("released_by", "released_at", name="version_releaser_and_moment_together"),
            models.CheckConstraint(
                condition=Q(original=False) | Q(released_at=None), name="version_original_stays_inside"
            ),
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once"),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "report",
            "number",
            "original",
            "audience",
            "site",
            "level",
            "compartments",
            "handling",
            "made_at",
            "released_at",
        }
        personal: ClassVar = {"title", "items", "notes", "answers", "made_by", "released_by"}
        special: ClassVar[set[str]] = set()


class Dissemination(Marked):
    """A version given to an organisation: on whose authority, under what conditions, if taken back."""

    id = identifier()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="disseminations")
    organisation = models.TextField(db_index=True)
    audience = choice(Audience)
    agreement = models.TextField(help_text="the agreement that allowed it, as it was then")
    conditions = models.TextField(blank=True)
    originator_agreed = models.TextField(blank=True, help_text="who agreed and when, where it was needed")
    authorised_by = models.TextField()
    authorised_at = models.DateTimeField()
    recalled_by = models.TextField(blank=True)
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.TextField(blank=True)

    rows = Rows(
        see=(Act.REPORT_READ, Act.VERSION_READ),
        add=(Act.REPORT_DISSEMINATE,),
        change=(Act.REPORT_RECALL,),
        audiences="{row}.organisation = (SELECT app_text('organisation'))",
    )

    class Meta:
        constraints: ClassVar = [
            one_of("audience", Audience, name="dissemination_audience_known"),
            together("recalled_by", "recalled_at", name="dissemination_recaller_and_moment_together"),
            models.UniqueConstraint(
                fields=["version", "organisation"], condition=Q(recalled_at=None), name="dissemination_once"
            ),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "version",
            "organisation",
            "audience",
            "agreement",
            "site",
            "level",
            "compartments",
            "handling",
            "authorised_at",
            "recalled_at",
        }
        personal: ClassVar = {
            "conditions",
            "originator_agreed",
            "authorised_by",
            "recalled_by",
            "recall_reason",
        }
        special: ClassVar[set[str]] = set()


class RecipientFeedback(models.Model):
    """What the recipient says it was worth."""

    id = identifier()
    dissemination = models.ForeignKey(Dissemination, on_delete=models.PROTECT, related_name="feedback")
    words = models.TextField()
    given_by = models.TextField()
    given_at = models.DateTimeField()

    rows = Rows(within=("dissemination_id", "reports_dissemination"), add=(Act.VERSION_ANSWER,))

    class Labels:
        public: ClassVar = {"id", "dissemination", "given_at"}
        personal: ClassVar = {"words", "given_by"}
        special: ClassVar[set[str]] = set()
