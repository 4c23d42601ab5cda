"""The tables about instruments: which versions were used with which words, and who was trained in them until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier


class UsedVersion(models.Model):
    """A version of an instrument that somebody was assessed with: its file as it was then. Never changed."""

    id = identifier()
    instrument = models.TextField()
    version = models.PositiveIntegerField()
    digest = models.TextField(help_text="SHA-256 of the file")
    first_used_by = models.TextField()
    first_used_at = models.DateTimeField()

    rows = Rows(personal="first_used_by", personal_verbs=("insert",), see=(Act.REFERENCE_READ,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "version"], name="used_version_once"),
        ]

    class Labels:
        public: ClassVar = {"id", "instrument", "version", "digest", "first_used_at"}
        personal: ClassVar = {"first_used_by"}
        special: ClassVar[set[str]] = set()


class Trained(Marked):
    """A member of staff was trained in an instrument and may use it until a day. `site` is where that was said."""

    id = identifier()
    user = models.TextField()
    instrument = models.TextField()
    until = models.DateField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    rows = Rows(
        personal="user",
        personal_verbs=("select",),
        see=(Act.TRAINING_RECORD,),
        add=(Act.TRAINING_RECORD,),
        change=(Act.TRAINING_RECORD,),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(user="") & ~Q(instrument=""), name="trained_says_who_and_in_what"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "instrument"], name="trained_of_user")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "instrument", "until", "recorded_at", "ended_at"}
        personal: ClassVar = {"user", "recorded_by"}
        special: ClassVar[set[str]] = set()
