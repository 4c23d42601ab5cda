"""What the pages of access say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from beccaria.access.models import BrokenGlass, DutyHeld
from beccaria.lib.parts import HandlingStrip


@dataclass(frozen=True, slots=True)
class DutyPage:
    """Choosing a duty."""

    has_any: bool
    next: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Confirming something before going on."""

    next: str


@dataclass(frozen=True, slots=True)
class GlassLine:
    """One time the glass was broken; `looks_href` lists what was looked at meanwhile, `form` takes the finding."""

    id: str
    user: str
    reviewer: str
    site: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    reviewed_at: datetime | None
    finding: str
    looks_href: str
    form: Any


@dataclass(frozen=True, slots=True)
class GlassPage:
    """All of them; those that wait for a review stand first."""

    lines: tuple[GlassLine, ...]
    waiting: int
    handling: HandlingStrip


def duty_page(held: Sequence[DutyHeld], *, next_: str) -> DutyPage:
    """The page that asks for the duty."""
    return DutyPage(bool(held), next_)


def confirm_page(next_: str) -> ConfirmPage:
    """The page that asks for a purpose or a reason."""
    return ConfirmPage(next_)


def glass_page(
    broken: Sequence[BrokenGlass], *, names: Mapping[str, str], forms: Mapping[str, Any]
) -> GlassPage:
    """The page of the reviewer. `forms` holds, by identifier, the form for each finding still to be written."""
    lines = [
        GlassLine(
            id=one.pk,
            user=names.get(one.user, one.user),
            reviewer=names.get(one.reviewed_by, one.reviewed_by),
            site=one.site,
            reason=one.reason,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            reviewed_at=one.reviewed_at,
            finding=one.finding,
            looks_href=_looks(one),
            form=forms.get(one.pk),
        )
        for one in broken
    ]
    waiting = [line for line in lines if line.reviewed_at is None]
    done = [line for line in lines if line.reviewed_at is not None]
    strip = HandlingStrip(2, gettext("Confidential"), (gettext("for oversight only"),))
    return GlassPage((*waiting, *done), len(waiting), strip)


def _looks(one: BrokenGlass) -> str:
    asked = {"user": one.user, "since": one.starts_at.isoformat(), "until": one.ends_at.isoformat()}
    return f"{reverse('oversight:ledger')}?{urlencode(asked)}"
