"""The tables of what was taken in: each file, batch or upload once, and how a source names its columns."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, State, Way
from beccaria.lib.columns import identifier, one_of


class Import(Marked):
    """One file or batch. `site` is the prison it is of, or nothing when it is of several.

    `seal` opens the upload that waits on disk; it is destroyed with the upload, and what is left cannot be read.
    """

    id = identifier()
    kind = models.TextField()
    way = models.TextField()
    state = models.TextField()
    name = models.TextField(help_text="what the file was called")
    sha256 = models.TextField(help_text="the file's digest")
    mapping = models.JSONField(default=dict, help_text="column -> heading, where they differ")
    allowed = ArrayField(models.TextField(), default=list, help_text="prisons its rows may be of; none: any")
    day = models.DateField(null=True, help_text="the day all rows should be of")
    total = models.BigIntegerField(default=0, help_text="rows of the file")
    new = models.BigIntegerField(default=0)
    corrected = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    privileged = models.BigIntegerField(default=0, help_text="rows that were dropped and only counted")
    held = models.BigIntegerField(default=0, help_text="rows that wait for a person to judge")
    reasons = models.JSONField(default=dict, help_text="sentence -> rows set aside with it")
    notes = models.JSONField(default=list)
    why = models.TextField(
        default="",
        blank=True,
        help_text="why it was refused or did not end",
    )
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    made_by = models.TextField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    seal = models.BinaryField(null=True)

    rows = Rows(see=(Act.FEED_READ,), add=(Act.FEED_LOAD,), change=(Act.FEED_LOAD,))

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Feed, name="import_kind_known"),
            one_of("way", Way, name="import_way_known"),
            one_of("state", State, name="import_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-made_at", "-id"], name="import_by_moment"),
            models.Index(fields=["kind", "sha256"], name="import_by_digest"),
        ]

    class Labels:
        public: ClassVar = {
            *("id", "kind", "way", "state", *MARKING, "mapping", "reasons", "notes", "why", "first_at"),
            *(
                "total",
                "new",
                "corrected",
                "unchanged",
                "rejected",
                "privileged",
                "held",
                "last_at",
                "made_at",
            ),
            *("finished_at", "seal", "allowed", "day"),
        }
        personal: ClassVar = {"name", "sha256", "made_by"}
        special: ClassVar[set[str]] = set()


class MappingProfile(Marked):
    """How one source names its columns, so that nobody has to say it twice."""

    id = identifier()
    kind = models.TextField()
    name = models.TextField()
    mapping = models.JSONField(help_text="column -> heading")
    made_by = models.TextField()
    made_at = models.DateTimeField()

    rows = Rows(see=(Act.FEED_READ,), add=(Act.FEED_LOAD,), change=(Act.FEED_LOAD,))

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Feed, name="mapping_kind_known"),
            models.UniqueConstraint(
                fields=["kind", "name", "site"], nulls_distinct=False, name="mapping_named_once"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "kind", "name", *MARKING, "mapping", "made_at"}
        personal: ClassVar = {"made_by"}
        special: ClassVar[set[str]] = set()
