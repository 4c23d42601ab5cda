"""Who is expected at the gate; and one visit: whom a warning may mean, how sure that is, and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import DUTY_WORDS, may_ever
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.happenings import Outcome
from beccaria.core.warning import Decision, Match
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, PersonLine, Tag
from beccaria.people import api as people
from beccaria.warnings.pages import banning, parts
from beccaria.warnings.pages.words import (
    BECAUSE,
    DECIDED,
    MATCHES,
    OUTCOMES,
    RELATED,
    SHORT_MATCHES,
    WHAT_TO_DO,
    said,
)
from beccaria.warnings.queries.shapes import AtTheGate, BanShown, Decided, Matched
from beccaria.warnings.recognising import Difference

Tone = Literal["amber", "red", "quiet"]
_TONES: Final[dict[Match, Tone]] = {
    Match.ALMOST_CERTAIN: "red",
    Match.LIKELY: "red",
    Match.POSSIBLE: "amber",
    Match.ANOTHER: "quiet",
}

_DECIDED: Final[dict[Decision, Literal["red", "amber", "good"]]] = {
    Decision.REFUSE: "red",
    Decision.CALL: "amber",
    Decision.GO: "good",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One visit in the day's list."""

    id: str
    time: str
    visitor: str
    href: str
    prisoner: str
    tags: tuple[Tag, ...]
    look: bool


@dataclass(frozen=True, slots=True)
class GatePage:
    """The day's visits at one prison."""

    handling: HandlingStrip | None
    title: str
    day: str
    summary: str
    looks: tuple[Link, ...]
    rows: tuple[Expected, ...]
    empty: EmptyState
    book: str
    money: str
    poll: str
    mark: str


@dataclass(frozen=True, slots=True)
class Card:
    """A warning or a ban that may mean who is here."""

    title: str
    href: str
    sure: str
    do: str
    tone: str
    about: str
    because: tuple[str, ...]
    differs: tuple[str, ...]
    text: str
    reason: str
    certainty: str
    origin: str
    until: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit, full screen."""

    id: str
    handling: HandlingStrip | None
    visitor: str
    time: str
    facts: tuple[Fact, ...]
    prisoner: PersonLine | None
    verdict: str
    tone: str
    cards: tuple[Card, ...]
    others: tuple[Card, ...]
    decided: tuple[str, ...]
    may_decide: bool
    why_not: str
    needs_reason: bool
    write: Link | None


def gate_page(rows: Sequence[AtTheGate], *, site: str, by: Actor, now: datetime) -> GatePage:
    """The visits of the day, in order of time."""
    names = parts.names_of_places([site], by=by)
    look = sum(1 for one in rows if one.stops and not one.decided)
    summary = (
        _("%(look)d of %(count)d need a look.") if look else _("%(count)d expected, nothing against anybody.")
    ) % {"look": look, "count": len(rows)}
    shown = tuple(_expected(one) for one in rows)
    return GatePage(
        handling=parts.strip(one.what for row in rows for one in row.matches),
        title=_("At the gate of %(place)s") % {"place": names[site]},
        day=moments.day(now),
        summary=summary if rows else "",
        looks=tuple(Link(f"{one.time} {one.visitor}", one.href) for one in shown if one.look),
        rows=shown,
        empty=EmptyState(_("Nobody is booked today"), _("Visits that are booked for today appear here.")),
        book=reverse("warnings:book") + f"?site={site}",
        money=reverse("warnings:money") + f"?site={site}",
        poll=f"{reverse('warnings:gate_rows')}?site={site}",
        mark=mark(rows),
    )


def mark(rows: Sequence[AtTheGate]) -> str:
    """Changes when a visit, a match or a decision does."""
    parts_of = [
        f"{one.booked.id[:6]}{one.booked.at.timestamp():.0f}{one.surest or ''}{len(one.matches)}{len(one.decided)}"
        for one in rows
    ]
    return blake2b("".join(parts_of).encode(), digest_size=8).hexdigest()


def _expected(one: AtTheGate) -> Expected:
    tags = []
    if one.decided:
        last = one.decided[-1]
        tags.append(Tag(said(DECIDED, last.decision), _DECIDED[last.decision]))
    elif one.stops and one.surest:
        tags.append(
            Tag(_("look first: %(sure)s") % {"sure": said(SHORT_MATCHES, one.surest)}, _TONES[one.surest])
        )
    elif one.booked.outcome != Outcome.BOOKED:
        tags.append(Tag(said(OUTCOMES, one.booked.outcome), "quiet"))
    else:
        tags.append(Tag(_("go"), "good"))
        if one.matches:
            tags.append(Tag(_("same name as somebody warned of"), "quiet"))
    prisoner = one.prisoner
    return Expected(
        id=one.booked.id,
        time=parts.clock(one.booked.at),
        visitor=one.booked.visitor_name,
        href=reverse("warnings:at_the_gate", args=[one.booked.id]),
        prisoner=f"{prisoner.name}, {prisoner.number}" if prisoner else "",
        tags=tuple(tags),
        look=one.stops and not one.decided,
    )


def visit_page(one: AtTheGate, *, by: Actor, refused: str | None, now: datetime) -> VisitPage:
    """One visit: what to know, then the three answers."""
    codes = [each.what.site for each in one.matches]
    places = parts.names_of_places(codes, by=by)
    cards = tuple(card(each, places, now=now) for each in one.matches if each.stops)
    others = tuple(card(each, places, now=now) for each in one.matches if not each.stops)
    booked = one.booked
    refusals = any(each.decision is Decision.REFUSE for each in one.decided)
    write = Link(_("Warn other prisons"), f"{reverse('warnings:new')}?visit={booked.id}")
    return VisitPage(
        id=booked.id,
        handling=_strip(one),
        visitor=booked.visitor_name,
        time=moments.exact(booked.at),
        facts=_facts(one),
        prisoner=people.person_lines([one.prisoner], by=by, at=now)[0] if one.prisoner else None,
        verdict=_verdict(one),
        tone=_TONES[one.surest] if one.surest else "good",
        cards=cards,
        others=others,
        decided=tuple(_decided(each) for each in one.decided),
        may_decide=refused is None,
        why_not=refused or "",
        needs_reason=one.stops,
        write=write if refusals and may_ever(Act.WARNING_WRITE, by) else None,
    )


def _strip(one: AtTheGate) -> HandlingStrip:
    """As strictly as the visit and everything that may mean the visitor."""
    shown = [one.booked, *(each.what for each in one.matches)]
    codes = {code for each in shown for code in each.handling}
    return people.strip(max(each.level for each in shown), sorted(codes))


def _facts(one: AtTheGate) -> tuple[Fact, ...]:
    booked = one.booked
    values = (
        (_("Born"), people.day(booked.born) if booked.born else _("not said")),
        (_("Document"), booked.document),
        (_("Telephone"), booked.phone),
        (_("Address"), booked.address),
        (_("Says he is"), booked.relationship),
    )
    return tuple(Fact(label, value) for label, value in values if value)


def _verdict(one: AtTheGate) -> str:
    if one.surest is None:
        return _("Nothing is known against this visitor.")
    if one.surest is Match.ANOTHER:
        return _("A warning bears the same name: probably another person.")
    return said(MATCHES, one.surest) + ". " + said(WHAT_TO_DO, one.surest)


def card(one: Matched, places: Mapping[str, str], *, now: datetime) -> Card:
    """A match in sentences: how sure, why, what differs, and what the warning or ban says."""
    what, how = one.what, one.recognised
    ban = isinstance(what, BanShown)
    origin = places.get(what.site or "", what.site or "")
    return Card(
        title=banning.title(what) if isinstance(what, BanShown) else parts.heading(what),
        href=reverse(f"warnings:{'ban' if ban else 'warning'}", args=[what.id]),
        sure=said(MATCHES, how.match),
        do=said(WHAT_TO_DO, how.match),
        tone=_TONES[how.match],
        about=_("This is about the prisoner who is visited.") if one.about == "prisoner" else "",
        because=(
            *(said(BECAUSE, code) for code in how.because),
            *((said(RELATED, how.related),) if how.related else ()),
        ),
        differs=tuple(differs(each) for each in how.differences),
        text=what.ground if isinstance(what, BanShown) else what.text,
        reason=what.reason,
        certainty="" if isinstance(what, BanShown) else parts.certainty(what.certainty),
        origin=_("From %(place)s") % {"place": origin},
        until=parts.until(what.until if isinstance(what, BanShown) else what.expires_at, now=now),
        facts=parts.facts(what.subject),
    )


def differs(one: Difference) -> str:
    """What differs, in a sentence: “born 1984 there, 1985 here”."""
    said_ = {"there": _value(one.there), "here": _value(one.here)}
    match one.what:
        case "name":
            return _("Called “%(there)s” there, “%(here)s” here.") % said_
        case "spelling":
            return _("Written “%(there)s” there, “%(here)s” here.") % said_
        case "born":
            return _("Born %(there)s there, %(here)s here.") % said_
        case "document":
            return _("Document %(there)s there, %(here)s here.") % said_
        case "phone":
            return _("Telephone %(there)s there, %(here)s here.") % said_
        case "plate":
            return _("Number plate %(there)s there, %(here)s here.") % said_
        case _:
            return _("Account %(there)s there, %(here)s here.") % said_


def _value(value: str | date) -> str:
    return value if isinstance(value, str) else people.day(value)


def _decided(one: Decided) -> str:
    words = _("%(what)s, %(moment)s, by %(name)s (%(duty)s)") % {
        "what": said(DECIDED, one.decision),
        "moment": moments.exact(one.at),
        "name": one.by,
        "duty": DUTY_WORDS.get(Duty(one.duty), one.duty),
    }
    return f"{words}: {one.reason}" if one.reason else words
