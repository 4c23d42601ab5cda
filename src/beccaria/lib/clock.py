"""The only place that reads the time."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the place


def today() -> date:
    """The day it is, in UTC."""
    return now().date()
