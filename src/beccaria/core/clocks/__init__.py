"""The clock of isolation: from doors that open and close to days without meaningful contact, in a row."""

from beccaria.core.clocks.doors import COUNTS, Company, Door, Span, Way, hours_by_day, spans
from beccaria.core.clocks.isolation import (
    ALARM_DAY,
    BREAK_DAYS,
    Day,
    Run,
    Shown,
    break_over,
    counts,
    days,
    days_of,
    last_moment,
    runs,
    standing_run,
)

__all__ = [
    "ALARM_DAY",
    "BREAK_DAYS",
    "COUNTS",
    "Company",
    "Day",
    "Door",
    "Run",
    "Shown",
    "Span",
    "Way",
    "break_over",
    "counts",
    "days",
    "days_of",
    "hours_by_day",
    "last_moment",
    "runs",
    "spans",
    "standing_run",
]
