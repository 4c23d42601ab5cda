"""Payments and requests for numbers that meet a warning or a ban: each with how sure that is, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.actors import Actor
from beccaria.core.warning import Match, WarningKind
from beccaria.events import api as events
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, PersonLine, TaskRow, TimeChip
from beccaria.people import api as people
from beccaria.warnings.pages import gate, parts
from beccaria.warnings.queries.approaching import DAYS
from beccaria.warnings.queries.shapes import Approached, BanShown, Matched


@dataclass(frozen=True, slots=True)
class Met:
    """One payment or request, with what it meets."""

    id: str
    title: str
    when: TimeChip
    detail: str
    prisoner: PersonLine | None
    cards: tuple[gate.Card, ...]


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """What came in the last four weeks and meets something, the newest first."""

    title: str
    lead: str
    rows: tuple[Met, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    back: str


def money_page(found: Sequence[Approached], *, site: str, by: Actor, now: datetime) -> MoneyPage:
    """The page of one prison."""
    places = parts.names_of_places([site, *(each.what.site for one in found for each in one.matches)], by=by)
    return MoneyPage(
        title=_("Payments and numbers at %(place)s") % {"place": places[site]},
        lead=_("What came in the last %(days)d weeks and meets a warning or a ban that holds now.")
        % {"days": DAYS // 7},
        rows=tuple(_met(one, places, by=by, now=now) for one in found),
        empty=EmptyState(
            _("Nothing that came meets a warning or a ban"),
            _("Payments and requests for numbers are compared each time this page is opened."),
        ),
        handling=parts.strip(each.what for one in found for each in one.matches),
        back=f"{reverse('warnings:gate')}?site={site}",
    )


def _met(one: Approached, places: dict[str, str], *, by: Actor, now: datetime) -> Met:
    lines = people.person_lines([one.prisoner], by=by, at=now) if one.prisoner else ()
    return Met(
        id=one.approach.id,
        title=title(one),
        when=moments.time_chip(one.approach.at, now=now),
        detail=_detail(one),
        prisoner=lines[0] if lines else None,
        cards=tuple(gate.card(each, places, now=now) for each in one.matches),
    )


def title(one: Approached) -> str:
    """The approach in a line."""
    approach = one.approach
    words = {"who": approach.name, "prisoner": one.prisoner.name if one.prisoner else ""}
    if approach.amount is None:
        return _("%(prisoner)s asks to call %(who)s, %(number)s") % {**words, "number": approach.phone}
    amount = f"{formats.number_format(approach.amount, 2)} {approach.currency}".strip()
    return _("%(who)s paid %(amount)s for %(prisoner)s") % {**words, "amount": amount}


def _detail(one: Approached) -> str:
    approach = one.approach
    told = (
        approach.relationship,
        _("account %(account)s") % {"account": approach.account} if approach.account else "",
        events.code_words(approach.decision) if approach.decision else "",
    )
    return " · ".join(str(part) for part in told if part)


def today_rows(found: Sequence[Approached], *, site: str) -> tuple[TaskRow, ...]:
    """One line for Today when something bars a payment or a number; nothing otherwise."""
    barred = [one for one in found if any(_bars(each) for each in one.matches)]
    if not barred:
        return ()
    words = ngettext(
        "%(count)d payment or number meets a block: %(first)s",
        "%(count)d payments or numbers meet a block: %(first)s",
        len(barred),
    ) % {"count": len(barred), "first": title(barred[0])}
    address = f"{reverse('warnings:money')}?site={site}"
    return (TaskRow(words, address, _("See"), "", urgent=any(_is_sure(one) for one in barred)),)


def _bars(one: Matched) -> bool:
    """Whether what is met blocks money or numbers, rather than something at the gate."""
    what = one.what
    return isinstance(what, BanShown) or what.kind in {WarningKind.PAYER_BLOCKED, WarningKind.NUMBER_BLOCKED}


def _is_sure(one: Approached) -> bool:
    return any(each.recognised.match in {Match.ALMOST_CERTAIN, Match.LIKELY} for each in one.matches)
