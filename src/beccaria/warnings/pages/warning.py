"""Warnings as lists, and one of them: what it says, what changed, and who has read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import DUTY_WORDS, may_ever
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.warning import Standing
from beccaria.lib import moments
from beccaria.lib.paging import Page
from beccaria.lib.parts import (
    Button,
    Column,
    DueChip,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    PersonLine,
    Row,
    Table,
    Tag,
    TaskRow,
    TimeChip,
)
from beccaria.people import api as people
from beccaria.warnings.pages import parts
from beccaria.warnings.pages.words import HEAPS, SCOPES, said
from beccaria.warnings.queries.shapes import DeliveryShown, WarningLine, WarningRead


@dataclass(frozen=True, slots=True)
class WarningsPage:
    """Warnings of one heap."""

    handling: HandlingStrip | None
    tabs: tuple[Link, ...]
    tab: str
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    next_href: str
    write: Link | None
    bans: Link


@dataclass(frozen=True, slots=True)
class Step:
    """One version: when, what it said, and why it was changed."""

    number: int
    at: TimeChip
    words: str
    text: str
    reason: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class WarningPage:
    """One warning. `due` is set while one's own prison has still to acknowledge it."""

    id: str
    reference: str
    title: str
    handling: HandlingStrip | None
    tags: tuple[Tag, ...]
    origin: str
    text: str
    reason: str
    certainty: str
    until: str
    facts: tuple[Fact, ...]
    notice: str
    due: DueChip | None
    acknowledge: Button | None
    read_by: tuple[str, ...]
    steps: tuple[Step, ...]
    person: PersonLine | None
    sent: str
    answered: str
    deliveries: Table | None
    correct: Button | None
    withdraw: Button | None


def row(one: WarningLine, names: Mapping[str, str], *, now: datetime) -> TaskRow:
    """A warning in a list."""
    waits = one.waiting_until is not None
    due = (
        moments.due_chip(one.waiting_until, since=one.sent_at or one.changed_at, now=now)
        if one.waiting_until
        else None
    )
    return TaskRow(
        parts.heading(one),
        reverse("warnings:warning", args=[one.id]),
        _("Read") if waits else "",
        " · ".join(
            filter(
                None, [names.get(one.site or "", one.site or ""), one.reference, parts.beginning(one.text)]
            )
        ),
        due=due,
        at=None if waits else moments.time_chip(one.changed_at, now=now),
        tags=(parts.standing_tag(one), *((Tag(_("changed"), "amber"),) if one.number > 1 else ())),
    )


def warnings_page(
    found: Page[WarningLine], *, heap: str, kind: str, by: Actor, next_href: str, now: datetime
) -> WarningsPage:
    """A heap of warnings."""
    names = parts.names_of_places((one.site for one in found.items), by=by)
    base = reverse("warnings:warnings")
    more = f"&kind={kind}" if kind else ""
    write = Link(_("Write a warning"), reverse("warnings:new")) if may_ever(Act.WARNING_WRITE, by) else None
    return WarningsPage(
        handling=parts.strip(found.items),
        tabs=tuple(Link(said(HEAPS, one), f"{base}?heap={one}{more}") for one in HEAPS),
        tab=f"{base}?heap={heap}{more}",
        rows=tuple(row(one, names, now=now) for one in found.items),
        empty=EmptyState(
            _("No warning here"), _("Warnings that other prisons send you appear by themselves."), write
        ),
        next_href=next_href,
        write=write,
        bans=Link(_("Bans"), reverse("warnings:bans")),
    )


def warning_page(
    read: WarningRead, *, by: Actor, refused: str | None, may_acknowledge: bool, now: datetime
) -> WarningPage:
    """One warning for whoever may read it; how it went at other prisons only for the prison that wrote it."""
    one = read.line
    places = parts.names_of_places([one.site, *(each.site for each in (*read.mine, *read.deliveries))], by=by)
    waits = one.waiting_until
    changes = read.origin is not None and one.standing is Standing.ACTIVE and may_ever(Act.WARNING_CHANGE, by)
    lines = [read.origin.person] if read.origin and read.origin.person else []
    return WarningPage(
        id=one.id,
        reference=one.reference,
        title=parts.heading(one),
        handling=parts.strip([one]),
        tags=(parts.standing_tag(one),),
        origin=_("From %(place)s, %(moment)s")
        % {"place": places[one.site or ""], "moment": moments.exact(one.changed_at)},
        text=one.text,
        reason=one.reason,
        certainty=parts.certainty(one.certainty),
        until=parts.until(one.expires_at, now=now),
        facts=parts.facts(one.subject),
        notice=_notice(one),
        due=moments.due_chip(waits, since=one.sent_at or one.changed_at, now=now) if waits else None,
        acknowledge=Button(
            _("I have read it, and we act on it"), reverse("warnings:acknowledge", args=[one.id])
        )
        if waits and may_acknowledge
        else None,
        read_by=tuple(_read(each, places) for each in read.mine if each.acknowledged_at),
        steps=_steps(read, now=now),
        person=people.person_lines(lines, by=by, at=now)[0] if lines else None,
        sent=_sent(read),
        answered=_answered(read.deliveries),
        deliveries=_deliveries(read.deliveries, places, now=now) if read.deliveries else None,
        correct=parts.button(_("Correct it"), reverse("warnings:correct", args=[one.id]), refused)
        if changes
        else None,
        withdraw=parts.button(_("Withdraw it"), reverse("warnings:withdraw", args=[one.id]), refused)
        if changes
        else None,
    )


def _notice(one: WarningLine) -> str:
    if one.standing is Standing.WITHDRAWN:
        return _("Withdrawn: do not act on it. %(why)s") % {"why": one.why_changed}
    if one.standing is Standing.EXPIRED:
        return _("Expired: it holds no more.")
    return _("Changed: %(why)s") % {"why": one.why_changed} if one.why_changed else ""


def _read(one: DeliveryShown, places: Mapping[str, str]) -> str:
    moment = moments.exact(one.acknowledged_at) if one.acknowledged_at else ""
    return _("Acknowledged for %(place)s by %(name)s (%(duty)s), %(moment)s") % {
        "place": places.get(one.site, one.site),
        "name": one.acknowledged_by,
        "duty": DUTY_WORDS.get(Duty(one.acknowledged_as), one.acknowledged_as),
        "moment": moment,
    }


def _steps(read: WarningRead, *, now: datetime) -> tuple[Step, ...]:
    """Every version one had; a single one needs no history."""
    if len(read.versions) == 1:
        return ()
    return tuple(
        Step(
            each.number,
            moments.time_chip(each.written_at, now=now),
            _("Withdrawn: %(why)s") % {"why": each.why_changed} if each.withdraws else each.why_changed,
            each.text,
            each.reason,
            parts.facts(each.subject),
        )
        for each in read.versions
    )


def _sent(read: WarningRead) -> str:
    origin = read.origin
    if origin is None:
        return ""
    words = said(SCOPES, origin.scope)
    return f"{words}: {', '.join(origin.to)}" if origin.to else words


def _answered(deliveries: Sequence[DeliveryShown]) -> str:
    now = _newest(deliveries)
    if not now:
        return ""
    read = sum(1 for one in now if one.acknowledged_at)
    words = ngettext(
        "%(read)d of %(count)d prison has acknowledged",
        "%(read)d of %(count)d prisons have acknowledged",
        len(now),
    )
    return words % {"read": read, "count": len(now)}


def _newest(deliveries: Sequence[DeliveryShown]) -> list[DeliveryShown]:
    last = max((one.version for one in deliveries), default=0)
    return [one for one in deliveries if one.version == last]


def _deliveries(deliveries: Sequence[DeliveryShown], places: Mapping[str, str], *, now: datetime) -> Table:
    """Who has acknowledged the version that holds; those who have not stand first."""
    ordered = sorted(
        _newest(deliveries), key=lambda one: (one.acknowledged_at is not None, places.get(one.site, ""))
    )
    rows = tuple(
        Row(
            (places.get(one.site, one.site), *_answer(one, now)),
            marked=bool(one.escalated_at and not one.acknowledged_at),
        )
        for one in ordered
    )
    return Table(
        _("Who has acknowledged it"),
        (Column(_("Prison")), Column(_("Acknowledged")), Column(_("Due"))),
        rows,
        EmptyState(_("It was sent to nobody")),
        show_caption=False,
    )


def _answer(one: DeliveryShown, now: datetime) -> tuple[Tag | str, DueChip | TimeChip]:
    if one.acknowledged_at:
        duty = str(DUTY_WORDS.get(Duty(one.acknowledged_as), one.acknowledged_as))
        return duty, moments.time_chip(one.acknowledged_at, now=now)
    words = Tag(_("not yet, passed on"), "red") if one.escalated_at else Tag(_("not yet"), "quiet")
    return words, moments.due_chip(one.due_at, since=one.sent_at, now=now)
