"""Say at which moment a day begins and is over where the service is, also where the clock is changed that night."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

_LAST: Final = date.max - timedelta(days=1)


def begins(day: date) -> datetime:
    """Its first moment."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def ends(day: date) -> datetime:
    """The moment at which it is over; of the last day that can be written its first, for no moment lies behind it."""
    return begins(min(day, _LAST) + timedelta(days=1))
