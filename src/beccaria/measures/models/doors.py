"""The table of doors: when somebody left his cell and came back, with whom, and who says so."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.clocks import Company, Way
from beccaria.lib.columns import identifier, one_of
from beccaria.measures.models.columns import person

STATED: Final = "stated"
"""The source of what somebody states in his own name; anything else is a register of doors."""


class DoorEvent(Marked):
    """A door opened for him or closed behind him: recorded by the doors, or stated by somebody in his own name.

    What was stated is never changed; what a register corrects is corrected.
    """

    id = identifier()
    source = models.TextField()
    key = models.TextField()
    person = person()
    at = models.DateTimeField()
    way = models.TextField()
    company = models.TextField(default=Company.OTHER.value)
    wing = models.TextField(default="", blank=True)
    cell = models.TextField(default="", blank=True)
    stated_by = models.TextField(
        default="", blank=True, help_text="who states it; empty for what doors recorded"
    )
    recorded_at = models.DateTimeField()

    rows = Rows(
        see=(Act.DOOR_READ,),
        add=(Act.DOOR_STATE, Act.DOOR_LOAD),
        change=(Act.DOOR_LOAD,),
        reaches=HELD_HERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("way", Way, name="doorevent_way_known"),
            one_of("company", Company, name="doorevent_company_known"),
            models.UniqueConstraint(fields=["source", "key"], name="doorevent_once_per_source"),
            models.CheckConstraint(
                condition=~Q(source=STATED) | ~Q(stated_by=""), name="doorevent_stated_by_somebody"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="doorevent_of_person")]

    @property
    def told_by(self) -> str:
        """The record that its ways out and back are paired in: a register of doors, or one statement."""
        stated = self.key.partition(":")[0] if self.source == STATED else ""
        return f"{self.person_id}:{self.source}:{stated}"

    class Labels:
        public: ClassVar = {"id", *MARKING, "source", "recorded_at"}
        personal: ClassVar = {"key", "person", "at", "way", "company", "wing", "cell", "stated_by"}
        special: ClassVar[set[str]] = set()
