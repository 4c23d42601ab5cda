"""Direction: what the service wants to know, and who is to find it out."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import Marked, Rows
from beccaria.core import links
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier
from beccaria.reports.models.columns import known_level, together
from beccaria.reports.models.reporting import Report


class Requirement(Marked):
    """A question the service wants answered, from a moment until another."""

    id = identifier()
    reference = models.TextField(unique=True)
    title = models.TextField()
    text = models.TextField()
    threats = ArrayField(models.TextField(), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    set_by = models.TextField()

    rows = Rows(see=(Act.REQUIREMENT_READ,), add=(Act.REQUIREMENT_SET,), change=(Act.REQUIREMENT_SET,))

    class Meta:
        constraints: ClassVar = [
            known_level(name="requirement_level_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="requirement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(threats__contained_by=[one.value for one in links.Threat]),
                name="requirement_threats_known",
            ),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "reference",
            "site",
            "level",
            "compartments",
            "handling",
            "threats",
            "starts_at",
            "ends_at",
        }
        personal: ClassVar = {"title", "text", "set_by"}
        special: ClassVar[set[str]] = set()


class Task(Marked):
    """Something to be done by a moment, for a requirement or about a report."""

    id = identifier()
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, null=True, related_name="tasks")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="tasks")
    text = models.TextField()
    given_to = models.TextField(blank=True, help_text="a user; empty means the unit")
    due_at = models.DateTimeField()
    set_by = models.TextField()
    set_at = models.DateTimeField()
    done_by = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    rows = Rows(see=(Act.TASK_READ,), add=(Act.TASK_SET,), change=(Act.TASK_SET, Act.TASK_DO))

    class Meta:
        constraints: ClassVar = [
            known_level(name="task_level_known"),
            together("done_by", "done_at", name="task_doer_and_moment_together"),
            models.CheckConstraint(condition=Q(due_at__gt=F("set_at")), name="task_due_after_set"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "due_at"], name="task_open", condition=Q(done_at=None))
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "requirement",
            "report",
            "site",
            "level",
            "compartments",
            "handling",
            "due_at",
            "set_at",
            "done_at",
        }
        personal: ClassVar = {"text", "given_to", "set_by", "done_by", "outcome"}
        special: ClassVar[set[str]] = set()
