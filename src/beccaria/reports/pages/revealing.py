"""What custodians see: requests to learn who wrote an observation, approved by a second person, used once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.lib import moments
from beccaria.lib.parts import Button, EmptyState, Tag, TimeChip
from beccaria.reports.pages.parts import button
from beccaria.reports.queries.shapes import RevealShown

_LASTS: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RevealLine:
    """One request."""

    id: str
    reference: str
    reason: str
    who: str
    at: TimeChip
    tag: Tag
    approve: Button
    look: Button


@dataclass(frozen=True, slots=True)
class RevealsPage:
    """All requests."""

    lines: tuple[RevealLine, ...]
    empty: EmptyState


@dataclass(frozen=True, slots=True)
class NamePage:
    """The name, once, for the one who asked."""

    reference: str
    name: str
    username: str


def reveals_page(
    lines: Sequence[RevealShown], *, names: Mapping[str, str], me: str, now: datetime
) -> RevealsPage:
    """All requests, newest first."""
    return RevealsPage(
        tuple(_line(one, names, me, now) for one in lines),
        EmptyState(_("Nobody has asked for a name"), _("Reporters stay unknown until two custodians agree.")),
    )


def _line(one: RevealShown, names: Mapping[str, str], me: str, now: datetime) -> RevealLine:
    mine = one.requested_by == me
    ran_out = one.approved_at is not None and one.approved_at + _LASTS <= now
    approve = None
    if one.approved_at:
        approve = _("It is approved already.")
    elif mine:
        approve = _("You asked for it: a second custodian decides.")
    look = None
    if not mine:
        look = _("Only the one who asked reads the name.")
    elif one.approved_at is None:
        look = _("A second custodian has to approve this first.")
    elif ran_out:
        look = _("The approval lasted an hour and has run out: ask again.")
    if one.used_at:
        tag = Tag(_("revealed"), "red")
    elif ran_out:
        tag = Tag(_("ran out"), "quiet")
    else:
        tag = (
            Tag(_("approved"), "amber")
            if one.approved_at
            else Tag(_("waits for a second custodian"), "amber")
        )
    own = {"reveal": one.id}
    return RevealLine(
        one.id,
        one.reference,
        one.reason,
        names.get(one.requested_by, _("a custodian")),
        moments.time_chip(one.requested_at, now=now),
        tag,
        button(_("Approve"), reverse("reports:approve_reveal", kwargs=own), approve),
        button(_("Read the name"), reverse("reports:reveal", kwargs=own), look),
    )
