"""The pieces this app gives to other pages: what cannot wait today, and what is warned of about a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.warning import Standing
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, TaskRow
from beccaria.warnings.pages import banning, gate, parts
from beccaria.warnings.pages.words import KINDS, said
from beccaria.warnings.queries.shapes import Matched, TodayShown, WarningLine

# Who must act on a warning is asked for often; whoever only watches how it goes can wait a little. Twice a second was
# tried: 120 prisons on two cores then wait for each other, and the slowest see it later.
_AT_ONCE, _SOON = "750ms", "3s"
_HEADS = frozenset({Duty.HEAD, Duty.GOVERNOR})


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What cannot wait; comes again by itself when it has changed since the mark."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None
    poll: str
    pace: str


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """Warnings and bans about a person, the surest first; `others` merely share his name."""

    cards: tuple[gate.Card, ...]
    others: tuple[gate.Card, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    write: Link | None
    ban: Link | None


def today_piece(found: TodayShown, *, mark: str, by: Actor, now: datetime) -> TodayPiece:
    """Warnings to acknowledge, those that others let pass, bans that end."""
    names = parts.names_of_places(
        [*(one.site for one in found.waiting), *(site for one in found.watched for site in one.sites)], by=by
    )
    rows = (
        *(_waiting(one, names.get(one.site or "", ""), by=by, now=now) for one in found.waiting),
        *_watched(found, names),
        *(_ending(found, now=now)),
    )
    poll = f"{reverse('warnings:today_rows')}?{urlencode({'mark': mark})}"
    pace = _AT_ONCE if may_ever(Act.WARNING_ACKNOWLEDGE, by) else _SOON
    return TodayPiece(rows, parts.strip([*found.waiting, *found.ending]), poll, pace)


def _waiting(one: WarningLine, place: str, *, by: Actor, now: datetime) -> TaskRow:
    kind, who = said(KINDS, one.kind), parts.named(one)
    words = {"kind": kind, "place": place, "who": who or parts.beginning(one.text)}
    if one.standing is Standing.WITHDRAWN:
        title = _("Warning withdrawn: %(kind)s, %(place)s, %(who)s") % words
    elif one.number > 1:
        title = _("Warning changed: %(kind)s, %(place)s, %(who)s") % words
    else:
        title = _("Warning to acknowledge: %(kind)s, %(place)s, %(who)s") % words
    detail = parts.beginning(one.text)
    if one.escalated_at and by.duty in _HEADS:
        detail = _("Nobody here acknowledged it in time. %(text)s") % {"text": detail}
    assert one.waiting_until is not None  # noqa: S101  only what waits comes here
    due = moments.due_chip(one.waiting_until, since=one.sent_at or one.changed_at, now=now)
    return TaskRow(title, reverse("warnings:warning", args=[one.id]), _("Read"), detail, urgent=True, due=due)


def _watched(found: TodayShown, names: dict[str, str]) -> Iterable[TaskRow]:
    for one in found.watched:
        title = ngettext(
            "%(count)d prison has not acknowledged your warning %(reference)s",
            "%(count)d prisons have not acknowledged your warning %(reference)s",
            len(one.sites),
        ) % {"count": len(one.sites), "reference": one.reference}
        shown = ", ".join(names.get(site, site) for site in one.sites[:5])
        more = _(" and %(count)d more") % {"count": len(one.sites) - 5} if len(one.sites) > 5 else ""  # noqa: PLR2004  as above
        yield TaskRow(
            title, reverse("warnings:warning", args=[one.warning]), _("See"), shown + more, urgent=True
        )


def _ending(found: TodayShown, *, now: datetime) -> Iterable[TaskRow]:
    for one in found.ending:
        yield TaskRow(
            _("Ban ends: %(title)s") % {"title": banning.title(one)},
            reverse("warnings:ban", args=[one.id]),
            _("Decide"),
            parts.until(one.until, now=now),
        )


def about_piece(person: str, found: Sequence[Matched], *, by: Actor, now: datetime) -> AboutPiece:
    """What must be known of a person to keep people safe today."""
    places = parts.names_of_places((one.what.site for one in found), by=by)
    query = urlencode({"person": person})
    return AboutPiece(
        tuple(gate.card(one, places, now=now) for one in found if one.stops),
        tuple(gate.card(one, places, now=now) for one in found if not one.stops),
        EmptyState(
            _("No warning and no ban is recorded here"),
            _("Nobody has written one down. That does not mean that there is none: ask the wing."),
        ),
        parts.strip(one.what for one in found),
        Link(_("Warn other prisons"), f"{reverse('warnings:new')}?{query}")
        if may_ever(Act.WARNING_WRITE, by)
        else None,
        Link(_("Set a ban"), f"{reverse('warnings:new_ban')}?{query}") if may_ever(Act.BAN_SET, by) else None,
    )
