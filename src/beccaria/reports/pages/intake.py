"""What somebody sees who writes down what he saw: the empty box, what the text told, thanks, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.core.actors import Level
from beccaria.engines.mentions import Kind, Mention
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, Stage, Tag, TimeChip
from beccaria.reports.pages.parts import strip
from beccaria.reports.pages.words import FOUND, KINDS, said
from beccaria.reports.queries.shapes import DraftShown, FeedbackShown, MyReport

_BEGINNING: Final = 140
PROGRESS: Final[dict[str, str | Promise]] = {
    "sent": gettext_lazy("With the intelligence unit"),
    "question": gettext_lazy("A question for you"),
    "in_work": gettext_lazy("Being looked at"),
    "looked_at": gettext_lazy("Looked at and kept"),
    "finished": gettext_lazy("Finished"),
}
_WAY: Final = ("sent", "in_work", "looked_at", "finished")
_NAMES: Final = (Kind.NAME, Kind.NICKNAME, Kind.INITIALS)
_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the text seems to tell: what is sent when it is tapped, and how it reads."""

    value: str
    text: str
    detail: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything the text seems to tell."""

    when: tuple[Offer, ...] = ()
    where: tuple[Offer, ...] = ()
    people: tuple[Offer, ...] = ()
    found: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of drafts."""

    id: str
    beginning: str
    saved: TimeChip


@dataclass(frozen=True, slots=True)
class NewPage:
    """A new observation: what was offered from the text so far, and other drafts."""

    offers: Offers = field(default_factory=Offers)
    draft: str = ""
    kept: str = ""
    drafts: tuple[DraftLine, ...] = ()
    suggest: str = ""
    fresh: bool = True
    open: bool = False


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """After sending."""

    reference: str


@dataclass(frozen=True, slots=True)
class Fed:
    """What became of it, in the unit's words."""

    words: str
    at: TimeChip


@dataclass(frozen=True, slots=True)
class MineLine:
    """One of my observations in the list."""

    reference: str
    href: str
    beginning: str
    sent: TimeChip
    stage: Tag
    question: str
    feedback: tuple[Fed, ...]


@dataclass(frozen=True, slots=True)
class MinePage:
    """All of mine."""

    handling: HandlingStrip
    lines: tuple[MineLine, ...]
    drafts: tuple[DraftLine, ...]
    empty: EmptyState
    next_href: str


@dataclass(frozen=True, slots=True)
class MyPage:
    """One of mine."""

    handling: HandlingStrip
    id: str
    reference: str
    text: str
    sent: TimeChip
    stages: tuple[Stage, ...]
    question: str
    feedback: tuple[Fed, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A person who could be meant, as the people's register names him."""

    id: str
    name: str
    detail: str


def offers(
    mentions: Iterable[Mention], people: Iterable[Known], *, ticked: frozenset[str], now: datetime
) -> Offers:
    """What a text told, each thing once; `ticked` is what was tapped already."""
    when: dict[str, Offer] = {}
    where: dict[str, Offer] = {}
    found: dict[str, Offer] = {}
    for one in mentions:
        if one.kind is Kind.MOMENT:
            when.setdefault(one.value, Offer(one.value, _moment(one.value, now), chosen=one.value in ticked))
        elif one.kind in {Kind.WING, Kind.CELL}:
            where.setdefault(one.text, Offer(one.text, one.text, chosen=one.text in ticked))
        elif one.kind not in _NAMES:
            found.setdefault(one.value, Offer(one.value, one.text, said(FOUND, one.kind)))
    known = tuple(Offer(one.id, one.name, one.detail, one.id in ticked) for one in people)
    return Offers(
        tuple(when.values())[:_MOST], tuple(where.values())[:_MOST], known, tuple(found.values())[:_MOST]
    )


def names_in(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The names that a text mentions, each once: what the people's register is asked for."""
    return tuple(dict.fromkeys(one.value for one in mentions if one.kind in _NAMES))[:_MOST]


def _moment(value: str, now: datetime) -> str:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        return moments.day(moment.replace(hour=12, tzinfo=now.tzinfo))
    return moments.exact(moment)


def draft_lines(drafts: Iterable[DraftShown], *, now: datetime, but: str = "") -> tuple[DraftLine, ...]:
    """Drafts by their beginning; `but` is the one that lies open."""
    return tuple(
        DraftLine(one.id, beginning(one.text) or _("Empty"), moments.time_chip(one.saved_at, now=now))
        for one in drafts
        if one.id != but
    )


def mine_page(
    reports: Sequence[MyReport], drafts: Iterable[DraftShown], *, next_href: str, now: datetime
) -> MinePage:
    """The list of one's own observations."""
    lines = tuple(
        MineLine(
            one.reference,
            reverse("reports:my_observation", kwargs={"observation": one.id}),
            beginning(one.text),
            moments.time_chip(one.received_at, now=now),
            Tag(str(PROGRESS[one.progress]), "amber" if one.question else "plain"),
            one.question,
            _fed(one.feedback, now),
        )
        for one in reports
    )
    empty = EmptyState(
        _("You have sent nothing yet"),
        _("What you write goes to the intelligence unit, and you hear here what became of it."),
        Link(_("Write the first"), reverse("reports:new")),
    )
    return MinePage(_handled(), lines, draft_lines(drafts, now=now), empty, next_href)


def my_page(one: MyReport, *, people: Sequence[str], now: datetime) -> MyPage:
    """One of one's own observations. `people` are the names of those it was about."""
    facts = [Fact(_("Kind"), said(KINDS, one.kind)), Fact(_("When"), moments.exact(one.occurred_at))]
    if one.place:
        facts.append(Fact(_("Where"), one.place))
    if people:
        facts.append(Fact(_("Who"), ", ".join(people)))
    if one.attached:
        facts.append(Fact(_("Attached"), ", ".join(one.attached)))
    return MyPage(
        _handled(),
        one.id,
        one.reference,
        one.text,
        moments.time_chip(one.received_at, now=now),
        _way(one.progress),
        one.question,
        _fed(one.feedback, now),
        tuple(facts),
    )


def _handled() -> HandlingStrip:
    # Whatever somebody writes here is restricted from the moment he sends it.
    return strip(Level.RESTRICTED, ())


def _way(progress: str) -> tuple[Stage, ...]:
    if progress == "question":
        return (Stage(str(PROGRESS["sent"]), "done"), Stage(str(PROGRESS["question"]), "now"))
    reached = _WAY.index(progress)
    return tuple(
        Stage(str(PROGRESS[step]), "now" if place == reached else "done" if place < reached else "ahead")
        for place, step in enumerate(_WAY)
    )


def _fed(feedback: Iterable[FeedbackShown], now: datetime) -> tuple[Fed, ...]:
    return tuple(Fed(one.words, moments.time_chip(one.at, now=now)) for one in feedback)


def beginning(text: str) -> str:
    """The first words of a text."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _BEGINNING else plain[:_BEGINNING].rsplit(" ", 1)[0] + " …"
