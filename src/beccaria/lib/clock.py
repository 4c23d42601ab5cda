"""The only place that reads the time."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the place


def today() -> date:
    """This day, in UTC."""
    return now().date()
