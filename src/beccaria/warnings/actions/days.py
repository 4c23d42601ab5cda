"""Turn a last day into the local midnight that ends it, also where the clock is changed that night."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def end_of(day: date) -> datetime:
    """The moment at which a day is over where the service is."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())
