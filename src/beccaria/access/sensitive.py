"""Ask again what for, before a look that weighs more than others."""

from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest

from beccaria.access.asked import Asked, Glass
from beccaria.core.actors import Level
from beccaria.core.markings import Marking
from beccaria.core.refusal import NeedsConfirmation

CONFIRMED_FOR = timedelta(minutes=15)


def confirm_purpose(request: HttpRequest, *markings: Marking) -> None:
    """Raise NeedsConfirmation("purpose") unless the purpose was confirmed within a quarter of an hour.

    With markings, only when one of them is sensitive: of level SECRET, or of the establishment that is seen through
    broken glass. Without, always. A token cannot confirm anything: for it such records are not there.
    """
    asked = cast("Asked", request)
    if markings and not any(_is_sensitive(marking, asked.glass) for marking in markings):
        return
    if not _confirmed(asked):
        raise NeedsConfirmation("purpose", "Say what you need this for, and why.")


def _is_sensitive(marking: Marking, glass: Glass | None) -> bool:
    return marking.level >= Level.SECRET or (glass is not None and marking.site == glass.site)


def _confirmed(asked: Asked) -> bool:
    if asked.headers.get("Authorization"):
        return False
    said = str(asked.session.get("purpose_confirmed_at") or "")
    return bool(said) and asked.at - datetime.fromisoformat(said) < CONFIRMED_FOR
