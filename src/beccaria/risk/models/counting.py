"""The table of how many reviews fall due: counts by prison, marking and week, kept by the database with each write."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier

DAYS: Final = 7


class WeekDue(Marked):
    """How many judgements of one prison and one marking fall due on each day of a week.

    Marked as strictly as the judgements and as the people they are of, so that whoever is not cleared for either does
    not count them. Several rows of one prison, marking and week add up: who writes while another does adds a row of
    his own instead of waiting. Kept and read by the database's own functions alone (risk.protection_weeks).
    """

    id = identifier()
    monday = models.DateField()
    until = models.DateField(
        null=True, help_text="the last day on which what is counted is in force; null: no end"
    )
    days = ArrayField(models.IntegerField(), size=DAYS, help_text="how many fall due on Monday, Tuesday …")

    # Nobody but the service reads the rows themselves: what somebody may count is answered by a function.
    rows = Rows(see=(Act.REVIEW_ESCALATE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(days__len=DAYS), name="weekdue_has_seven_days"),
            models.CheckConstraint(
                condition=models.Q(monday__iso_week_day=1), name="weekdue_begins_on_monday"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["monday", "site"], name="weekdue_of_prison")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "monday", "until", "days"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
