"""What the pages of access say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.access.models import BrokenGlass, DutyHeld
from beccaria.core.actors import Duty

DUTY_WORDS: dict[Duty, str | Promise] = {
    Duty.OFFICER: _("Landing officer"),
    Duty.PIO: _("Prison intelligence officer"),
    Duty.HEAD: _("Head of intelligence"),
    Duty.GOVERNOR: _("Governor"),
    Duty.PLACEMENT: _("Placement officer"),
    Duty.ASSESSOR: _("Assessor"),
    Duty.ANALYST: _("National analyst"),
    Duty.LIAISON: _("Liaison officer"),
    Duty.HANDLER: _("Source handler"),
    Duty.INTEGRITY: _("Integrity officer"),
    Duty.EXITS: _("Exit facilitator"),
    Duty.DPO: _("Data protection officer"),
    Duty.CUSTODIAN: _("Custodian of reporters' names"),
    Duty.ADMINISTRATOR: _("Administrator"),
    Duty.SYSTEM: _("The service itself"),
}


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
    """One time the glass was broken."""

    id: str
    user: str
    site: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    reviewed_at: datetime | None
    finding: str


@dataclass(frozen=True, slots=True)
class GlassPage:
    """All of them."""

    lines: tuple[GlassLine, ...]
    form: Any


def duty_page(held: Sequence[DutyHeld], *, next_: str) -> DutyPage:
    """The page that asks for the duty."""
    return DutyPage(bool(held), next_)


def confirm_page(next_: str) -> ConfirmPage:
    """The page that asks for a purpose or a reason."""
    return ConfirmPage(next_)


def glass_page(broken: Sequence[BrokenGlass], *, form: Any) -> GlassPage:
    """The page of the reviewer."""
    lines = tuple(
        GlassLine(
            one.pk, one.user, one.site, one.reason, one.starts_at, one.ends_at, one.reviewed_at, one.finding
        )
        for one in broken
    )
    return GlassPage(lines, form)
