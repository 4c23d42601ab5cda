"""The tables of warnings: the warning, what it said in each version, where it came from, and to whom it went."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.warning import Certainty, Scope, WarningKind
from beccaria.lib.columns import identifier, one_of
from beccaria.warnings.models.columns import DESCRIBED, DescribedRow, record

_MINE = "sent.site = ANY ((SELECT app_list('sites'))::text[])"
# Judged at the row: the tables below are named here by hand because policies are text.
SENT_HERE = f"EXISTS (SELECT 1 FROM warnings_delivery sent WHERE sent.warning_id = {{row}}.id AND {_MINE})"  # noqa: S608  constants
VERSION_SENT_HERE = SENT_HERE.replace("{row}.id AND", "{row}.warning_id AND sent.version = {row}.number AND")
_TOLD_BY = "{row}.told_by = ANY ((SELECT app_list('sites'))::text[])"


class WarningRecord(Marked):
    """Something other prisons must know. `site` wrote it, NULL is the national service; it ends by itself.

    This row is seen by every prison it was sent to. It says nothing of the record behind it, of who wrote it, or of
    which other prisons have it: that stands in Origin and Delivery, which recipients do not see.
    """

    id = identifier()
    reference = models.TextField(unique=True)
    kind = models.TextField()
    current = models.PositiveIntegerField(default=1, help_text="number of the version that holds now")
    written_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    rows = Rows(
        see=(Act.WARNING_READ,), add=(Act.WARNING_WRITE,), change=(Act.WARNING_CHANGE,), reaches=SENT_HERE
    )

    class Meta:
        db_table = "warnings_warning"
        constraints: ClassVar = [
            one_of("kind", WarningKind, name="warning_kind_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("written_at")), name="warning_ends_after_start"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-written_at", "-id"], name="warning_by_moment"),
            models.Index(fields=["expires_at"], name="warning_active", condition=Q(withdrawn_at=None)),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "reference",
            *MARKING,
            "current",
            "written_at",
            "expires_at",
            "withdrawn_at",
        }
        personal: ClassVar = {"kind"}
        special: ClassVar[set[str]] = set()


class Version(Marked, DescribedRow):
    """What a warning said from a moment on; never changed. A prison sees the versions that were sent to it."""

    id = identifier()
    warning = models.ForeignKey(WarningRecord, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="what to do")
    reason = models.TextField(help_text="what it rests on, sanitised")
    certainty = models.TextField()
    why_changed = models.TextField(default="", blank=True)
    withdraws = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    rows = Rows(
        see=(Act.WARNING_READ,), add=(Act.WARNING_WRITE, Act.WARNING_CHANGE), reaches=VERSION_SENT_HERE
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["warning", "number"], name="warning_version_once"),
            one_of("certainty", Certainty, name="warning_certainty_known"),
            models.CheckConstraint(condition=~Q(text=""), name="warning_says_something"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why_changed=""), name="warning_change_has_reason"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "warning", *MARKING, "number", "withdraws", "written_at"}
        personal: ClassVar = {*DESCRIBED, "text", "reason", "certainty", "why_changed"}
        special: ClassVar[set[str]] = set()


class Origin(Marked):
    """Where a version came from: the record it is about, who wrote it, whereto. For its writer's prison only.

    `site` equals the warning's; without a way to reach others, no recipient sees this row.
    """

    id = identifier()
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="origin")
    warning = models.ForeignKey(WarningRecord, on_delete=models.PROTECT, related_name="origins")
    person = record()
    visit = models.TextField(default="", blank=True, help_text="the visit at which it began")
    scope = models.TextField()
    to = ArrayField(models.TextField(), default=list, help_text="regions or establishments, by the scope")
    within = models.DurationField(help_text="how soon it is to be acknowledged")
    answers = models.JSONField(default=dict, help_text="why flagged words stay")
    written_by = models.TextField()

    rows = Rows(see=(Act.WARNING_READ,), add=(Act.WARNING_WRITE, Act.WARNING_CHANGE))

    class Meta:
        constraints: ClassVar = [one_of("scope", Scope, name="warning_scope_known")]
        indexes: ClassVar = [models.Index(fields=["person"], name="warning_about_person")]

    class Labels:
        public: ClassVar = {"id", "version", "warning", *MARKING, "scope", "to", "within"}
        personal: ClassVar = {"person", "visit", "answers", "written_by"}
        special: ClassVar[set[str]] = set()


class Delivery(Marked):
    """One version of a warning at one prison: sent, acknowledged by a named duty, or passed on when nobody did.

    `site` is the prison it went to. `told_by` is the prison that wrote it and may watch; it is empty where even which
    prisons have it would tell the writer what he may not know (scope: where the person is booked or known).
    Web users add no rows: the function `warnings_send` does, for every prison at once.
    """

    id = identifier()
    warning = models.ForeignKey(WarningRecord, on_delete=models.PROTECT, related_name="deliveries")
    version = models.PositiveIntegerField()
    told_by = models.TextField(default="", blank=True)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(default="", blank=True)
    acknowledged_as = models.TextField(default="", blank=True, help_text="the duty")
    escalated_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True, help_text="a later version took its place unread")

    rows = Rows(
        see=(Act.WARNING_READ,),
        add=(Act.WARNING_ESCALATE,),
        change=(Act.WARNING_ACKNOWLEDGE, Act.WARNING_ESCALATE),
        reaches=_TOLD_BY,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["warning", "site", "version"], name="delivery_once"),
            models.CheckConstraint(condition=Q(site__isnull=False), name="delivery_goes_somewhere"),
            models.CheckConstraint(condition=Q(due_at__gt=F("sent_at")), name="delivery_due_after_sent"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by="")
                | (Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by="")),
                name="delivery_acknowledged_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["site", "due_at"],
                name="delivery_waiting",
                condition=Q(acknowledged_at=None, superseded_at=None),
            ),
            models.Index(
                fields=["due_at"],
                name="delivery_to_escalate",
                condition=Q(acknowledged_at=None, superseded_at=None, escalated_at=None),
            ),
            models.Index(
                fields=["told_by", "due_at"],
                name="delivery_watched",
                condition=Q(acknowledged_at=None, superseded_at=None),
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", "warning", *MARKING, "version", "told_by", "sent_at", "due_at"),
            *("acknowledged_at", "acknowledged_as", "escalated_at", "superseded_at"),
        }
        personal: ClassVar = {"acknowledged_by"}
        special: ClassVar[set[str]] = set()
