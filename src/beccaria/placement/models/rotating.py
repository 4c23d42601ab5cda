"""The tables of changing cells: who changes his cell how often by whose decision, and the next changes as planned."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.rotation import LONGEST, SHORTEST
from beccaria.lib.columns import done, identifier


class RotationRule(Marked):
    """A standing decision of one prison: people of these categories, or this one person, change cells so often."""

    id = identifier()
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    categories = ArrayField(models.TextField(), default=list)
    every_days = models.PositiveSmallIntegerField(help_text="at the latest; the day itself is drawn")
    why = models.TextField()
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.PLACEMENT_SEE,), add=(Act.ROTATION_RULE,), change=(Act.ROTATION_RULE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, categories__len__gte=1) | Q(person__isnull=False, categories=[]),
                name="rotationrule_names_one_or_some",
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=SHORTEST, every_days__lte=LONGEST), name="rotationrule_days"
            ),
            models.CheckConstraint(
                condition=~Q(why="") & Q(site__isnull=False), name="rotationrule_of_a_prison"
            ),
            done("ended", name="rotationrule_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "categories", "every_days", "decided_at", "ended_at"}
        personal: ClassVar = {"person", "why", "decided_by", "ended_by", "ended_why"}
        special: ClassVar[set[str]] = set()


class Rotation(Marked):
    """The next cell of one person as it was drawn. Nothing moves by it: a person decides it, or puts it aside."""

    id = identifier()
    rule = models.ForeignKey(RotationRule, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    from_wing = models.TextField(default="", blank=True)
    from_cell = models.TextField(default="", blank=True)
    to_wing = models.TextField()
    to_cell = models.TextField()
    since = models.DateField(help_text="since when he has had the cell he leaves")
    due = models.DateField()
    choices = models.PositiveSmallIntegerField(help_text="from how many cells it was drawn")
    planned_by = models.TextField()
    planned_at = models.DateTimeField()
    order = models.OneToOneField(
        "placement.MovementOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    aside_by = models.TextField(default="", blank=True)
    aside_at = models.DateTimeField(null=True)
    aside_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.PLACEMENT_SEE,),
        add=(Act.ROTATION_PLAN,),
        change=(Act.ROTATION_PLAN, Act.PLACEMENT_DECIDE),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(to_wing="") & ~Q(to_cell=""), name="rotation_goes_to_a_cell"),
            models.CheckConstraint(
                condition=Q(order=None) | Q(aside_at=None), name="rotation_decided_or_put_aside"
            ),
            # With site and level, so that a plan he is not told of at his next prison stops no plan there.
            models.UniqueConstraint(
                fields=["person", "site", "level"],
                condition=Q(order=None, aside_at=None),
                name="rotation_one_open_for_a_person",
            ),
            done("aside", name="rotation_put_aside_with_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "since"], name="rotation_of_stay")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "rule", "choices", "planned_at", "order", "aside_at"}
        personal: ClassVar = {
            *("person", "from_wing", "from_cell", "to_wing", "to_cell", "since", "due", "planned_by"),
            *("aside_by", "aside_why"),
        }
        special: ClassVar[set[str]] = set()
