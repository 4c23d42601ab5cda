"""How long bulk records are kept: to the month, by kind."""

from datetime import UTC, date, datetime

from beccaria.core.feeds import MONTHS_KEPT, Feed

_YEAR = 12


def first_kept(kind: Feed, *, at: datetime) -> date:
    """The first day of the oldest month that is still kept."""
    months = at.year * _YEAR + at.month - 1 - MONTHS_KEPT[kind]
    return date(months // _YEAR, months % _YEAR + 1, 1)


def oldest(kind: Feed, *, at: datetime) -> datetime:
    """The first moment that is still kept."""
    day = first_kept(kind, at=at)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
