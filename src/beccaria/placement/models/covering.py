"""The tables of covers: what a compartment knows, and the rules for all who look alike made of it (ADR 0018)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.placement import Covered
from beccaria.lib.columns import done, identifier, one_of


class ClassRule(models.Model):
    """Nobody of these where that one is. Read by the service alone; readers get it through `placement_must_not_share`.

    It names no cover and no cover's moment. It only grows: if it shrank, what is left would point at somebody.
    """

    id = identifier()
    away_from = models.CharField(max_length=36, help_text="the person they are kept from")
    members = ArrayField(models.CharField(max_length=36))
    apart = models.TextField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    rows = Rows(see=(Act.COVER_WIDEN,), add=(Act.COVER_WIDEN,), change=(Act.COVER_WIDEN,))

    class Meta:
        constraints: ClassVar = [
            one_of("apart", Level, name="classrule_level_known"),
            models.CheckConstraint(condition=Q(members__len__gte=1), name="classrule_binds_somebody"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["members"], name="classrule_members"),
            models.Index(fields=["away_from"], name="classrule_of", condition=Q(ended_at=None)),
        ]

    class Labels:
        public: ClassVar = {"id", "made_at", "ended_at", "apart"}
        personal: ClassVar = {"away_from", "members"}
        special: ClassVar[set[str]] = set()


class Cover(Marked):
    """What a compartment knows: this person must not meet that one, as a witness, a source, leaving a group.

    Readable in its compartment alone. It constrains placements through a rule for all who look alike, never as itself.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    away_from = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    apart = models.TextField()
    kind = models.TextField()
    why = models.TextField()
    rule = models.ForeignKey(ClassRule, null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.COVER_READ, Act.COVER_WIDEN),
        add=(Act.COVER_WRITE,),
        change=(Act.COVER_WRITE, Act.COVER_WIDEN),
    )

    class Meta:
        constraints: ClassVar = [
            one_of("apart", Level, name="cover_level_known"),
            one_of("kind", Covered, name="cover_kind_known"),
            models.CheckConstraint(condition=Q(compartments__len__gte=1), name="cover_in_a_compartment"),
            models.CheckConstraint(condition=~Q(person=F("away_from")), name="cover_of_two"),
            models.CheckConstraint(condition=~Q(why=""), name="cover_says_why"),
            done("ended", name="cover_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING}
        personal: ClassVar = {
            *("person", "away_from", "apart", "kind", "why", "rule", "opened_by", "opened_at"),
            *("ended_by", "ended_at", "ended_why"),
        }
        special: ClassVar[set[str]] = set()
