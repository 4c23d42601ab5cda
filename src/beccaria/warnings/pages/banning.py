"""Bans as a list, and one of them: what is forbidden, on what ground, how many days are left."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib import moments
from beccaria.lib.paging import Page
from beccaria.lib.parts import Button, EmptyState, Fact, HandlingStrip, Link, Tag, TaskRow
from beccaria.warnings.models.banning import EVERY_PRISON
from beccaria.warnings.pages import parts
from beccaria.warnings.pages.words import BANNED, said
from beccaria.warnings.queries.shapes import BanShown


@dataclass(frozen=True, slots=True)
class BansPage:
    """Bans that hold, or those that are over."""

    handling: HandlingStrip | None
    tabs: tuple[Link, ...]
    tab: str
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    next_href: str
    new: Link | None


@dataclass(frozen=True, slots=True)
class BanPage:
    """One ban."""

    id: str
    reference: str
    title: str
    handling: HandlingStrip | None
    tag: Tag
    until: str
    ended: str
    reason: str
    facts: tuple[Fact, ...]
    about: tuple[Fact, ...]
    end: Button | None


def title(one: BanShown) -> str:
    """A ban in one line."""
    return f"{said(BANNED, one.on)}: {parts.named(one)}"


def row(one: BanShown, *, now: datetime) -> TaskRow:
    """A ban in a list."""
    detail = [one.reference, one.prisoner_name, parts.beginning(one.reason)]
    return TaskRow(
        title(one),
        reverse("warnings:ban", args=[one.id]),
        "",
        " · ".join(filter(None, [parts.until(one.until, now=now), *detail])),
        tags=(_tag(one, now),),
    )


def _tag(one: BanShown, now: datetime) -> Tag:
    if one.ended_at:
        return Tag(_("ended early"), "quiet")
    return Tag(_("holds"), "accent") if one.holds(now) else Tag(_("over"), "quiet")


def bans_page(found: Page[BanShown], *, over: bool, by: Actor, next_href: str, now: datetime) -> BansPage:
    """A list of bans."""
    base = reverse("warnings:bans")
    tabs = (Link(_("Holding now"), base), Link(_("Over"), f"{base}?over=yes"))
    new = Link(_("Set a ban"), reverse("warnings:new_ban")) if may_ever(Act.BAN_SET, by) else None
    return BansPage(
        parts.strip(found.items),
        tabs,
        tabs[1 if over else 0].href,
        tuple(row(one, now=now) for one in found.items),
        EmptyState(_("No ban here"), _("A ban always has an end; it lapses by itself."), new),
        next_href,
        new,
    )


def ban_page(one: BanShown, *, by: Actor, refused: str | None, now: datetime) -> BanPage:
    """One ban, with what the person was told and how he can contest it."""
    places = parts.names_of_places([one.site], by=by)
    everywhere = EVERY_PRISON in one.reaches
    ends = may_ever(Act.BAN_END, by) and one.holds(now) and not refused
    about = list(parts.facts(one.subject))
    if one.prisoner_number:
        about.append(Fact(_("With the prisoner"), f"{one.prisoner_name}, {one.prisoner_number}"))
    return BanPage(
        id=one.id,
        reference=one.reference,
        title=title(one),
        handling=parts.strip([one]),
        tag=_tag(one, now),
        until=parts.until(one.until, now=now),
        ended=_("Ended %(moment)s: %(why)s") % {"moment": moments.exact(one.ended_at), "why": one.ended_why}
        if one.ended_at
        else "",
        reason=one.reason,
        facts=(
            Fact(_("Rests on"), one.ground),
            Fact(_("Decided by"), one.authority),
            Fact(_("Holds at"), _("every prison") if everywhere else places[one.site or ""]),
            Fact(_("Since"), moments.exact(one.starts_at)),
            Fact(_("How the person was told"), one.notice),
            Fact(_("How it can be contested"), one.contest),
        ),
        about=tuple(about),
        end=parts.button(_("End it now"), reverse("warnings:end_ban", args=[one.id]), None) if ends else None,
    )
