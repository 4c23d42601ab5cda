"""The table of hearings: when somebody must appear before which court."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier


class Hearing(models.Model):
    """Somebody must appear before a court. It is marked as he is: whoever holds him must bring him there."""

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    key = models.TextField()
    at = models.DateTimeField()
    court = models.TextField()
    town = models.TextField(default="", blank=True)
    called_off = models.BooleanField(default=False)
    written_by = models.TextField()
    written_at = models.DateTimeField()

    rows = Rows(
        within=("person_id", "people_person"),
        add=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
        change=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="hearing_once_per_source"),
            models.CheckConstraint(condition=~Q(court=""), name="hearing_is_before_a_court"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="hearing_of_person")]

    class Labels:
        public: ClassVar = {"id", "source", "written_at"}
        personal: ClassVar = {"person", "key", "at", "court", "town", "called_off", "written_by"}
        special: ClassVar[set[str]] = set()
