"""Say moments in words: how long ago, how long until, and exactly when in which zone."""

from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from beccaria.lib.parts import DueChip, TimeChip

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WEEK = 7
# A review or measure calls for attention in the last fifth of its time.
_SOON = 0.2


def exact(moment: datetime) -> str:
    """Write a moment as people of the reader's country write it, with the zone."""
    local = timezone.localtime(moment)
    day = formats.date_format(local, "DATE_FORMAT")
    return f"{day}, {formats.date_format(local, 'H:i')} {local.tzname()}"


def exact_seconds(moment: datetime) -> str:
    """The same to the second, for records of what was done."""
    local = timezone.localtime(moment)
    return (
        f"{formats.date_format(local, 'DATE_FORMAT')}, {formats.date_format(local, 'H:i:s')} {local.tzname()}"
    )


def day_of(moment: datetime) -> date:
    """The day of a moment where the service is."""
    return timezone.localtime(moment).date()


def day(moment: datetime) -> str:
    """Write the day of a moment."""
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")


def month(moment: datetime) -> str:
    """Write the month of a moment, where the day would say too much."""
    return formats.date_format(timezone.localtime(moment), "YEAR_MONTH_FORMAT")


def short_day(day: date) -> str:
    """Write a day of this year where there is room for a few letters only: under a bar, over a column."""
    return formats.date_format(day, "j M")


def time_chip(moment: datetime, *, now: datetime) -> TimeChip:
    """Say when something was (or will be): in words up to a week away, then by its date."""
    return TimeChip(iso=moment.isoformat(), short=_near(moment, now), exact=exact(moment))


def due_chip(due: datetime, *, since: datetime, now: datetime) -> DueChip:
    """Say when something is due that runs since `since`; the state is judged by the share of time left."""
    left, whole = due - now, due - since
    state: Literal["calm", "soon", "over"]
    if left <= timedelta(0):
        state = "over"
        short = gettext("%(time)s over") % {"time": _length(-left)}
    else:
        state = "soon" if whole <= timedelta(0) or left / whole <= _SOON else "calm"
        short = gettext("due in %(time)s") % {"time": _length(left)}
    return DueChip(iso=due.isoformat(), short=short, exact=exact(due), state=state)


def _near(moment: datetime, now: datetime) -> str:
    away = now - moment
    if abs(away) < _MINUTE:
        return gettext("just now")
    if abs(away) >= _WEEK * _DAY:
        return day(moment)
    words = {"time": _length(abs(away))}
    return gettext("%(time)s ago") % words if away > timedelta(0) else gettext("in %(time)s") % words


def _length(span: timedelta) -> str:
    if span < _HOUR:
        minutes = max(1, span // _MINUTE)
        return gettext("%(count)d min") % {"count": minutes}
    if span < 2 * _DAY:
        return gettext("%(count)d h") % {"count": span // _HOUR}
    days = span // _DAY
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
