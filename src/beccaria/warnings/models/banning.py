"""The tables of bans: what is forbidden to whom, on what ground, until which day."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.warning import BanOn
from beccaria.lib.columns import identifier, one_of
from beccaria.warnings.models.columns import DESCRIBED, DescribedRow, record

EVERY_PRISON = "*"
_REACHES = (
    f"'{EVERY_PRISON}' = ANY ({{row}}.reaches) OR {{row}}.reaches && (SELECT app_list('sites'))::text[]"
)


class Ban(Marked, DescribedRow):
    """Somebody, a number, an account or one relationship is banned until a moment; then the ban lapses by itself."""

    id = identifier()
    reference = models.TextField(unique=True)
    on = models.TextField()
    prisoner_name = models.TextField(
        default="", blank=True, help_text="for a relationship: whom he may not see"
    )
    prisoner_number = models.TextField(default="", blank=True)
    ground = models.TextField(help_text="the rule it rests on")
    reason = models.TextField()
    authority = models.TextField(help_text="who decided, by office")
    notice = models.TextField(help_text="how and when the person was told")
    contest = models.TextField(help_text="how it can be contested")
    reaches = ArrayField(models.TextField(), default=list, help_text="other prisons it holds at; * for every")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="midnight after the last day")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.BAN_READ,), add=(Act.BAN_SET,), change=(Act.BAN_END,), reaches=_REACHES)

    class Meta:
        constraints: ClassVar = [
            one_of("on", BanOn, name="ban_on_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="ban_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="ban_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(on=BanOn.RELATIONSHIP) | ~Q(prisoner_number=""), name="ban_relationship_has_two"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "ends_at"], name="ban_active", condition=Q(ended_at=None)),
            models.Index(fields=["-starts_at", "-id"], name="ban_by_moment"),
        ]

    class Labels:
        public: ClassVar = {"id", "reference", *MARKING, "reaches", "starts_at", "ends_at", "ended_at"}
        personal: ClassVar = {
            *(*DESCRIBED, "on", "prisoner_name", "prisoner_number", "ground", "reason"),
            *("authority", "notice", "contest", "ended_why"),
        }
        special: ClassVar[set[str]] = set()


class BanOrigin(Marked):
    """The records a ban is about and who set it: for the prison that set it only."""

    id = identifier()
    ban = models.OneToOneField(Ban, on_delete=models.PROTECT, related_name="origin")
    person = record()
    set_by = models.TextField()

    rows = Rows(see=(Act.BAN_READ,), add=(Act.BAN_SET,))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="ban_about_person")]

    class Labels:
        public: ClassVar = {"id", "ban", *MARKING}
        personal: ClassVar = {"person", "set_by"}
        special: ClassVar[set[str]] = set()
