"""The tables of groups and of how they stand to each other."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.groups import Definition, Determiner, GroupKind, RelationKind
from beccaria.lib.columns import identifier, one_of
from beccaria.networks.models.columns import (
    EVIDENCE_OF_RELATION,
    SENT_HERE,
    SENT_HERE_AND_MAY_GO,
    ended,
    graded,
)


class Group(Marked):
    """A group, by whose definition it is one, and who determined that. `site` wrote it; `reaches` who else knows it.

    The row names the group only: who belongs to it stands in memberships, each with its own marking.
    """

    id = identifier()
    source = models.TextField(
        default="", blank=True, help_text="the list it was loaded from; empty: written here"
    )
    key = models.TextField(default="", blank=True, help_text="its number there")
    name = models.TextField()
    folded = models.TextField(help_text="the name and other names, folded for searching")
    other_names = ArrayField(models.TextField(), default=list)
    kind = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    definition = models.TextField()
    definition_note = models.TextField(default="", blank=True, help_text="the law or the wording used")
    determined_by = models.TextField()
    determined_on = models.DateField(null=True)
    determined_note = models.TextField(default="", blank=True, help_text="decision, number, court")
    summary = models.TextField(default="", blank=True)
    not_to_subject = models.BooleanField(
        default=True, help_text="members must not be made aware of the listing"
    )
    reaches = ArrayField(
        models.TextField(), default=list, help_text="other prisons that know it; * for every"
    )
    written_by = models.TextField()
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.GROUP_READ,),
        add=(Act.GROUP_WRITE, Act.GROUP_LOAD),
        change=(Act.GROUP_WRITE, Act.GROUP_LOAD),
        reaches=SENT_HERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", GroupKind, name="group_kind_known"),
            one_of("definition", Definition, name="group_definition_known"),
            one_of("determined_by", Determiner, name="group_determiner_known"),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="group_not_its_own_part"
            ),
            models.UniqueConstraint(
                fields=["source", "key"], condition=~Q(source=""), name="group_once_per_source"
            ),
            ended(name="group_ended_with_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["folded", "id"], name="group_by_name")]

    class Labels:
        public: ClassVar = {
            "id",
            *MARKING,
            "source",
            "reaches",
            "written_at",
            "ended_at",
            "kind",
            "definition",
        }
        personal: ClassVar = {
            *("key", "name", "folded", "other_names", "parent", "definition_note", "determined_by"),
            *("determined_on", "determined_note", "summary", "not_to_subject", "written_by", "ended_why"),
        }
        special: ClassVar[set[str]] = set()


class GroupRelation(Marked):
    """How one group stands to another, from a day, until a day when it is over."""

    id = identifier()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="related_from")
    kind = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    reaches = ArrayField(models.TextField(), default=list)
    written_by = models.TextField()
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.GROUP_READ,), add=(Act.GROUP_WRITE,), change=(Act.GROUP_WRITE,), reaches=SENT_HERE_AND_MAY_GO
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", RelationKind, name="group_relation_known"),
            models.CheckConstraint(condition=~Q(group=F("other")), name="group_relation_between_two"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="group_relation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["group", "other", "kind", "site", "level"],
                condition=Q(ended_at=None),
                name="group_relation_once",
            ),
            ended(name="group_relation_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "reaches", "written_at", "ended_at"}
        personal: ClassVar = {"group", "other", "kind", "since", "until", "written_by", "ended_why"}
        special: ClassVar[set[str]] = set()


class RelationEvidence(Marked):
    """One thing that shows how two groups stand to each other."""

    id = identifier()
    relation = models.ForeignKey(GroupRelation, on_delete=models.PROTECT, related_name="evidence")
    reference = models.TextField(default="", blank=True, help_text="such as report:ID or event:ID")
    text = models.TextField()
    observed = models.DateField()
    scheme = models.TextField()
    source_grade = models.TextField()
    information_grade = models.TextField()
    added_by = models.TextField()
    added_at = models.DateTimeField()

    rows = Rows(see=(Act.GROUP_READ,), add=(Act.GROUP_WRITE,), reaches=EVIDENCE_OF_RELATION)

    class Meta:
        constraints: ClassVar = [
            graded(name="group_relation_evidence_graded"),
            models.CheckConstraint(condition=~Q(text=""), name="group_relation_evidence_says_something"),
        ]

    class Labels:
        public: ClassVar = {"id", "relation", *MARKING, "added_at"}
        personal: ClassVar = {
            *("reference", "text", "observed", "added_by", "scheme", "source_grade", "information_grade"),
        }
        special: ClassVar[set[str]] = set()
