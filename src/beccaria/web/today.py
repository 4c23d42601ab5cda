"""Word the top of the start page: a greeting by the hour, and how many things cannot wait."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from beccaria.web.including import Included, Strip, strictest

_MORNING, _NOON, _EVENING, _NIGHT = 4, 12, 18, 23


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The start page."""

    greeting: str
    day: str
    urgent: str
    pieces: tuple[Included, ...]
    stricter: Strip | None


def today_page(pieces: tuple[Included, ...], *, at: datetime) -> TodayPage:
    """Make the start page of what the apps gave."""
    local = timezone.localtime(at)
    number = sum(piece.urgent for piece in pieces)
    urgent = (
        ngettext("%(count)d thing cannot wait.", "%(count)d things cannot wait.", number) % {"count": number}
        if number
        else gettext("Nothing is urgent.")
    )
    return TodayPage(
        _greeting(local.hour), formats.date_format(local, "l j F"), urgent, pieces, strictest(pieces)
    )


def _greeting(hour: int) -> str:
    if _MORNING <= hour < _NOON:
        return gettext("Good morning.")
    if _NOON <= hour < _EVENING:
        return gettext("Good afternoon.")
    if _EVENING <= hour < _NIGHT:
        return gettext("Good evening.")
    # Whoever is here at one in the morning is at work: "good night" is what one says on leaving.
    return gettext("Night duty.")
