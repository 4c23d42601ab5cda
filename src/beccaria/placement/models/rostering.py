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
    instead_of = models.TextField(
        default="", blank=True, help_text="whom the register names, where a person decided otherwise"
    )
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
            *("key", "staff", "instead_of", "starts", "ends", "skills", "written_by"),
            *("withdrawn_by", "withdrawn_why"),
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


class RosterPlan(Marked):
    """A roster as the service proposed it: who would take which shift from whom. A person accepts it or puts it aside.

    Nothing changes by it alone. Accepted, its changes are the roster; kept as they were proposed, never changed.
    """

    id = identifier()
    limit = models.ForeignKey(NearLimit, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(help_text="shift, from whom, to whom")
    against = models.JSONField(default=list, help_text="what is illegal in the roster as it stood")
    shifts = models.PositiveIntegerField()
    over_now = models.PositiveIntegerField(help_text="minutes over the limit, all together")
    over_then = models.PositiveIntegerField()
    longest_now = models.PositiveIntegerField(help_text="minutes of whoever is near them the longest")
    longest_then = models.PositiveIntegerField()
    proven = models.BooleanField(help_text="no legal roster protects better")
    proposed_by = models.TextField(help_text="who asked for it")
    proposed_at = models.DateTimeField()
    accepted_by = models.TextField(default="", blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_why = models.TextField(default="", blank=True)
    aside_by = models.TextField(default="", blank=True)
    aside_at = models.DateTimeField(null=True)
    aside_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.ROSTER_READ,), add=(Act.ROSTER_WRITE,), change=(Act.ROSTER_WRITE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(aside_at=None), name="rosterplan_accepted_or_put_aside"
            ),
            models.CheckConstraint(condition=Q(site__isnull=False), name="rosterplan_of_a_prison"),
            models.UniqueConstraint(
                fields=["site", "level"],
                condition=Q(accepted_at=None, aside_at=None),
                name="rosterplan_one_open",
            ),
            done("accepted", name="rosterplan_accepted_with_reason"),
            done("aside", name="rosterplan_put_aside_with_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "-proposed_at"], name="rosterplan_of_prison")]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "limit", "shifts", "over_now", "over_then", "longest_now", "longest_then"),
            *("proven", "proposed_at", "accepted_at", "aside_at"),
        }
        personal: ClassVar = {
            *("changes", "against", "proposed_by", "accepted_by", "accepted_why", "aside_by", "aside_why")
        }
        special: ClassVar[set[str]] = set()


class StaffLanguage(Marked):
    """A language that one member of staff speaks, so that somebody on the wing can speak with whoever lives there."""

    id = identifier()
    source = models.TextField()
    key = models.TextField()
    staff = models.TextField(help_text="the staff number")
    language = models.TextField(help_text="as it is compared: its code, or its letters")
    name = models.TextField(help_text="as it was written")
    over_from = models.DateField(null=True, help_text="the first day on which it no longer holds")
    written_by = models.TextField()
    written_at = models.DateTimeField()

    rows = Rows(
        see=(Act.ROSTER_READ,),
        add=(Act.ROSTER_WRITE, Act.ROSTER_LOAD),
        change=(Act.ROSTER_WRITE, Act.ROSTER_LOAD),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="stafflanguage_once_per_source"),
            models.CheckConstraint(
                condition=~Q(staff="") & ~Q(language="") & ~Q(name="") & Q(site__isnull=False),
                name="stafflanguage_of_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "staff"], name="stafflanguage_of_staff")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "source", "written_at"}
        personal: ClassVar = {"key", "staff", "language", "name", "over_from", "written_by"}
        special: ClassVar[set[str]] = set()
