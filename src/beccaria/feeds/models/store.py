"""The tables of the store: which Parquet files hold what now, and how much came from each prison on each day."""

from typing import ClassVar

from django.db import models

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed
from beccaria.feeds.models.importing import Import
from beccaria.lib.columns import identifier, one_of


class Part(Marked):
    """One Parquet file of one kind, month and prison (`site`). It never changes: what is corrected is written anew.

    A file that was replaced stays for readers who began before, until the store is tidied.
    """

    id = identifier()
    kind = models.TextField()
    month = models.DateField(help_text="its first day")
    count = models.BigIntegerField()
    size = models.BigIntegerField(help_text="bytes")
    first_key = models.TextField()
    last_key = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    made_at = models.DateTimeField()
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    rows = Rows(
        see=(Act.FEED_READ,),
        add=(Act.FEED_LOAD, Act.FEED_TIDY),
        change=(Act.FEED_LOAD, Act.FEED_TIDY),
        remove=(Act.FEED_TIDY,),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Feed, name="part_kind_known"),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="part_holds_rows"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["kind", "month", "site"],
                name="part_now",
                condition=models.Q(replaced_at=None),
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", "kind", "month", *MARKING, "count", "size", "first_at", "last_at", "made_at"),
            *("brought", "replaced_at"),
        }
        personal: ClassVar = {"first_key", "last_key"}
        special: ClassVar[set[str]] = set()


class Day(Marked):
    """What came of one kind from one prison (`site`) on one day, in figures only."""

    id = identifier()
    kind = models.TextField()
    day = models.DateField()
    count = models.BigIntegerField(default=0, help_text="rows kept now")
    doubled = models.BigIntegerField(default=0, help_text="rows that said what was known already")
    corrected = models.BigIntegerField(default=0)
    late = models.BigIntegerField(default=0, help_text="rows that came more than a week after")
    rejected = models.BigIntegerField(default=0)
    privileged = models.BigIntegerField(default=0, help_text="rows that were dropped and only counted")
    loads = models.PositiveIntegerField(default=0, help_text="how many files or batches had rows of this day")
    changed_at = models.DateTimeField()

    rows = Rows(
        see=(Act.FEED_READ, Act.FEED_HEALTH),
        add=(Act.FEED_LOAD, Act.FEED_TIDY),
        change=(Act.FEED_LOAD, Act.FEED_TIDY),
        remove=(Act.FEED_TIDY,),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Feed, name="day_kind_known"),
            models.UniqueConstraint(
                fields=["kind", "site", "day"], nulls_distinct=False, name="day_once_per_prison"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "changed_at"], name="day_by_change")]

    class Labels:
        public: ClassVar = {
            *("id", "kind", "day", *MARKING, "count", "doubled", "corrected", "late", "rejected"),
            *("privileged", "loads", "changed_at"),
        }
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
