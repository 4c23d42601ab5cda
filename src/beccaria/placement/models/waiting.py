"""The table of waiting lists: who waits for which programme or work, since when, how urgently."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import Rows
from beccaria.core.acts import Act
from beccaria.core.circumstances import FIRST, LAST, Wait
from beccaria.lib.columns import identifier, one_of


class Waiting(models.Model):
    """Somebody waits for a programme or for work. It is marked as he is, and goes with him to another prison."""

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    key = models.TextField()
    kind = models.TextField()
    what = models.TextField(help_text="folded name, by which it is found where it is offered")
    name = models.TextField(help_text="as it was written")
    priority = models.PositiveSmallIntegerField(default=LAST, help_text="1: first, 5: last")
    since = models.DateField()
    over_from = models.DateField(null=True, help_text="the first day on which he no longer waits")
    written_by = models.TextField()
    written_at = models.DateTimeField()

    rows = Rows(
        within=("person_id", "people_person"),
        add=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
        change=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="waiting_once_per_source"),
            one_of("kind", Wait, name="waiting_kind_known"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(name=""), name="waiting_is_for_something"),
            models.CheckConstraint(condition=Q(priority__range=(FIRST, LAST)), name="waiting_priority_known"),
            models.CheckConstraint(
                condition=Q(over_from=None) | Q(over_from__gte=F("since")), name="waiting_ends_after_start"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "source", "written_at"}
        personal: ClassVar = {
            *("person", "key", "kind", "what", "name", "priority", "since", "over_from", "written_by")
        }
        special: ClassVar[set[str]] = set()
