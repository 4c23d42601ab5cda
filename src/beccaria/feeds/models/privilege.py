"""The tables of privilege: who must never be stored, and which near misses a person has still to judge."""

from typing import ClassVar

from django.db import models

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed, Near, Protected, Verdict
from beccaria.feeds.models.importing import Import
from beccaria.lib.columns import identifier, one_of


class Privileged(models.Model):
    """One lawyer, court, ombudsman, inspector, doctor or consulate.

    Name, number and account lie sealed under the service's key: a copy of the database names nobody.
    """

    id = identifier()
    key = models.TextField(unique=True, help_text="the register's own identifier, as a keyed digest")
    kind = models.TextField()
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    rows = Rows(see=(Act.PRIVILEGED_CHECK,), add=(Act.PRIVILEGED_WRITE,), change=(Act.PRIVILEGED_WRITE,))

    class Meta:
        constraints: ClassVar = [one_of("kind", Protected, name="privileged_kind_known")]
        indexes: ClassVar = [models.Index(fields=["-changed_at"], name="privileged_by_change")]

    class Labels:
        public: ClassVar = {"id", "kind", "changed_at", "ended_at"}
        personal: ClassVar = {"key", "sealed"}
        special: ClassVar[set[str]] = set()


class Cleared(models.Model):
    """A value that looked like one of the register's and that a person has judged: as a keyed digest only."""

    id = identifier()
    digest = models.TextField(unique=True)
    verdict = models.TextField()
    said_by = models.TextField()
    said_at = models.DateTimeField()

    rows = Rows(see=(Act.PRIVILEGED_CHECK,), add=(Act.PRIVILEGED_WRITE,), change=(Act.PRIVILEGED_WRITE,))

    class Meta:
        constraints: ClassVar = [one_of("verdict", Verdict, name="cleared_verdict_known")]

    class Labels:
        public: ClassVar = {"id", "verdict", "said_at"}
        personal: ClassVar = {"digest", "said_by"}
        special: ClassVar[set[str]] = set()


class Held(Marked):
    """A value that is nearly one of the register's. Neither value nor row is kept: only where it stands."""

    id = identifier()
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    entry = models.ForeignKey(Privileged, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.TextField()
    near = models.TextField()
    column = models.TextField()
    count = models.BigIntegerField(help_text="rows with this value")
    first_row = models.BigIntegerField(help_text="the first of them, as a spreadsheet numbers it")
    held_at = models.DateTimeField()
    verdict = models.TextField(default=Verdict.WAITING.value)
    said_by = models.TextField(default="", blank=True)
    said_at = models.DateTimeField(null=True)

    rows = Rows(see=(Act.FEED_READ, Act.FEED_JUDGE), add=(Act.FEED_LOAD,), change=(Act.FEED_JUDGE,))

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Feed, name="held_kind_known"),
            one_of("near", Near, name="held_near_known"),
            one_of("verdict", Verdict, name="held_verdict_known"),
            models.UniqueConstraint(fields=["brought", "digest"], name="held_once_per_import"),
        ]
        indexes: ClassVar = [models.Index(fields=["verdict", "-held_at", "-id"], name="held_waiting")]

    class Labels:
        public: ClassVar = {
            *("id", "brought", "kind", "entry", *MARKING, "near", "column", "count", "first_row", "held_at"),
            *("verdict", "said_at"),
        }
        personal: ClassVar = {"digest", "said_by"}
        special: ClassVar[set[str]] = set()
