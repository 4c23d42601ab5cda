"""The tables of rosters: who of staff works where when, and for how long anybody should be near people of high risk."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import done, identifier


class StaffShift(Marked):
    """One shift of one member of staff, as the roster of the prison says. It belongs to nobody's record."""

    id = identifier()
    source = models.TextField()
    key = models.TextField()
    staff = models.TextField(help_text="the staff number")
    wing = models.TextField(default="", blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    needs = ArrayField(models.TextField(), default=list, help_text="skills that the wing asks for")
    skills = ArrayField(models.TextField(), default=list, help_text="skills that this member of staff has")
    written_by = models.TextField()
    written_at = models.DateTimeField()
    withdrawn_by = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.ROSTER_READ,),
        add=(Act.ROSTER_WRITE, Act.ROSTER_LOAD),
        change=(Act.ROSTER_WRITE, Act.ROSTER_LOAD),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="staffshift_once_per_source"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="staffshift_takes_time"),
            models.CheckConstraint(
                condition=~Q(staff="") & Q(site__isnull=False), name="staffshift_of_somebody"
            ),
            done("withdrawn", name="staffshift_withdrawn_with_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "starts"], name="staffshift_of_prison")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "source", "wing", "needs", "written_at", "withdrawn_at"}
        personal: ClassVar = {
            *("key", "staff", "starts", "ends", "skills", "written_by", "withdrawn_by", "withdrawn_why")
        }
        special: ClassVar[set[str]] = set()


class NearLimit(Marked):
    """How many hours in how many days nobody should be near people of these categories: this prison's own decision."""

    id = identifier()
    hours = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    categories = ArrayField(models.TextField())
    why = models.TextField()
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.ROSTER_READ,), add=(Act.ROSTER_WRITE,), change=(Act.ROSTER_WRITE,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(ended_at=None), name="nearlimit_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1, days__range=(8, 92), categories__len__gte=1) & ~Q(why=""),
                name="nearlimit_says_something",
            ),
            models.CheckConstraint(condition=Q(site__isnull=False), name="nearlimit_of_a_prison"),
            done("ended", name="nearlimit_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "hours", "days", "categories", "why", "decided_at", "ended_at", "ended_why")
        }
        personal: ClassVar = {"decided_by", "ended_by"}
        special: ClassVar[set[str]] = set()
