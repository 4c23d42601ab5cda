"""The tables of the ledger: entries as they happen, and the links that chain them. No foreign keys: what was done
outlives what it was done to, and nothing that is deleted elsewhere can reach in here.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Entry(models.Model):
    """One act, or one refusal. It names records by identifier and never holds what they say."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.TextField()
    outcome = models.TextField(choices=[("done", "done"), ("refused", "refused")])
    actor = models.TextField(help_text="user identifier, or a reporter's pseudonym for acts done as reporter")
    duty = models.TextField()
    purpose = models.TextField()
    session = models.TextField(help_text="which sign-in or token, as a short digest")
    subjects = ArrayField(models.TextField(), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["subjects"], name="ledger_entry_subjects"),
            models.Index(fields=["actor", "-at"], name="ledger_entry_actor"),
            models.Index(fields=["-at", "-id"], name="ledger_entry_at"),
        ]

    class Labels:
        public: ClassVar = {"id", "at", "act", "outcome", "duty", "purpose", "session", "detail"}
        personal: ClassVar = {"actor", "subjects"}
        special: ClassVar[set[str]] = set()


class Link(models.Model):
    """The place of one entry in the chain: written by the sealer, in order, once."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    day = models.DateField()
    overall = models.BinaryField(help_text="SHA-256 over the overall chain so far and this entry")
    daily = models.BinaryField(help_text="SHA-256 over this day's chain so far and this entry")

    class Labels:
        public: ClassVar = {"position", "entry", "day", "overall", "daily"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Unsealed(models.Model):
    """Entries that wait for the sealer; a trigger adds them in the transaction that wrote the entry."""

    entry = models.BigIntegerField(primary_key=True)

    class Labels:
        public: ClassVar = {"entry"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
