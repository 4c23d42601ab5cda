"""The tables of keeping apart: person from person, group from group, a group's own people from each other."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.placement import Cause, Part
from beccaria.lib.columns import done, identifier, one_of
from beccaria.placement.models.columns import HOLDS_EITHER

_MOST: Final = Q(most__gte=1)


class KeepApart(Marked):
    """Two people must not come together: how far apart, what each is in it, why, until when.

    Never changed: closed with a reason, and opened anew. `one` sorts before `other`, so that a pair is one pair.
    """

    id = identifier()
    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    one_part = models.TextField(help_text="what the first is in it")
    other_part = models.TextField(help_text="what the other is in it")
    apart = models.TextField(help_text="what they may not share: a cell, a wing, a yard …")
    cause = models.TextField()
    why = models.TextField(help_text="the reasons, in words")
    reference = models.TextField(default="", blank=True, help_text="such as report:ID or event:ID")
    review_due = models.DateField(help_text="somebody looks again on this day at the latest")
    until = models.DateField(null=True, help_text="it ends by itself after this day")
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    closed_by = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.KEEP_APART_READ,),
        add=(Act.KEEP_APART_OPEN,),
        change=(Act.KEEP_APART_CLOSE,),
        reaches=HOLDS_EITHER,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("apart", Level, name="keepapart_level_known"),
            one_of("cause", Cause, name="keepapart_cause_known"),
            one_of("one_part", Part, name="keepapart_one_part_known"),
            one_of("other_part", Part, name="keepapart_other_part_known"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="keepapart_two_people_in_order"),
            models.CheckConstraint(condition=~Q(why=""), name="keepapart_says_why"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("review_due")), name="keepapart_reviewed_before_end"
            ),
            done("closed", name="keepapart_closed_with_reason"),
            # With site and level, so that nobody learns by being refused of one he may not see.
            models.UniqueConstraint(
                fields=["one", "other", "apart", "site", "level"],
                condition=Q(closed_at=None),
                name="keepapart_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["one"], name="keepapart_of_one", condition=Q(closed_at=None)),
            models.Index(fields=["other"], name="keepapart_of_other", condition=Q(closed_at=None)),
            models.Index(fields=["review_due"], name="keepapart_review", condition=Q(closed_at=None)),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "apart", "review_due", "until", "opened_at", "closed_at"}
        personal: ClassVar = {
            *("one", "other", "one_part", "other_part", "cause", "why", "reference"),
            *("opened_by", "closed_by", "closed_why"),
        }
        special: ClassVar[set[str]] = set()


class GroupRule(Marked):
    """A standing decision about groups, for one prison (`site`; NULL: the whole service), until somebody ends it."""

    id = identifier()
    apart = models.TextField(default=Level.WING.value, help_text="what they may not share")
    why = models.TextField()
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.APART_RULES_READ,),
        add=(Act.APART_RULES_SET,),
        change=(Act.APART_RULES_SET,),
    )

    class Meta:
        abstract = True


class GroupApart(GroupRule):
    """Nobody of one group where somebody of the other is. Feuds and rivals of networks bind without one."""

    group = models.ForeignKey("networks.Group", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("networks.Group", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            one_of("apart", Level, name="groupapart_level_known"),
            models.CheckConstraint(condition=Q(group__lt=F("other")), name="groupapart_two_in_order"),
            models.CheckConstraint(condition=~Q(why=""), name="groupapart_says_why"),
            done("ended", name="groupapart_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "apart", "decided_at", "ended_at"}
        personal: ClassVar = {"group", "other", "why", "decided_by", "ended_by", "ended_why"}
        special: ClassVar[set[str]] = set()


class Dispersal(GroupRule):
    """How many of a group, and of its leaders, may share a unit; `group` NULL holds for each group alike."""

    group = models.ForeignKey("networks.Group", null=True, on_delete=models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField()
    leaders = models.PositiveSmallIntegerField(null=True, help_text="NULL: leaders are not counted apart")

    class Meta:
        constraints: ClassVar = [
            one_of("apart", Level, name="dispersal_level_known"),
            models.CheckConstraint(condition=_MOST, name="dispersal_at_least_one"),
            models.CheckConstraint(
                condition=Q(leaders=None) | Q(leaders__gte=1, leaders__lte=F("most")),
                name="dispersal_leaders_within",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="dispersal_says_why"),
            done("ended", name="dispersal_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "apart", "most", "leaders", "decided_at", "ended_at"}
        personal: ClassVar = {"group", "why", "decided_by", "ended_by", "ended_why"}
        special: ClassVar[set[str]] = set()
