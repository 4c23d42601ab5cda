"""What a request carries after the door: who acts, when, what was shown, and whether glass is broken."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest

from beccaria.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Glass:
    """Glass that is broken now: which establishment is seen more than the duty shows, and until when."""

    id: str
    site: str
    ends_at: datetime


class Asked(HttpRequest):
    """A request after the door: who acts, when, and what has been shown so far."""

    actor: Actor
    at: datetime
    shown: list[str]
    pseudonym: str | None
    glass: Glass | None


def glass_now(request: HttpRequest) -> Glass | None:
    """The glass that this session has broken and that still lasts, for the banner; None for everybody else."""
    return cast("Glass | None", getattr(request, "glass", None))
