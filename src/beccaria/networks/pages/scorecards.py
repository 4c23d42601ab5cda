"""Scorecards of one group, one of them with its reasons, and the head of the form that makes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever, names_of
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Agreement, Instrument, compare_judges
from beccaria.lib import moments
from beccaria.lib.parts import (
    Column,
    DueChip,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    RangeBar,
    Row,
    Table,
    Tag,
    Why,
)
from beccaria.networks.pages import ranges
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Card, Compared, GroupName, OfGroup
from beccaria.networks.queries.scorecards import judged_now
from beccaria.people import api as people

_TWO = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """One instrument on a group: how it stands now, what is unknown, how judges agree, what it was before."""

    title: str
    bar: RangeBar | str
    href: str
    due: DueChip
    unknown: str
    unknown_items: tuple[str, ...]
    next_question: str
    place: tuple[str, ...]
    deciding: str
    judges: str
    apart: tuple[str, ...]
    history: Table | None


@dataclass(frozen=True, slots=True)
class ScorecardsPiece:
    """The piece on a group's page."""

    handling: HandlingStrip | None
    scored: tuple[Scored, ...]
    police: Table | None
    score: tuple[Link, ...]
    compare: str
    empty: EmptyState


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One answered question: the answer in its own words, because of what, and what it adds."""

    question: str
    answer: str
    because: str
    points: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """One scorecard."""

    handling: HandlingStrip
    title: str
    group: Link
    bar: RangeBar | str
    tag: Tag | None
    facts: tuple[Fact, ...]
    unknown: str
    next_question: str
    items: tuple[ItemShown, ...]
    note: str
    about: tuple[str, ...]


def scorecards_piece(
    found: OfGroup, compared: dict[str, Compared], *, by: Actor, now: datetime
) -> ScorecardsPiece:
    """The scorecards of a group; `compared` holds, by instrument, the order of all groups the reader sees."""
    names = names_of({card.judge for card in found.cards})
    ours = [card for card in found.cards if not card.imported]
    several = tuple(
        _scored([card for card in ours if card.instrument == name], found, compared.get(name), names, now=now)
        for name in dict.fromkeys(card.instrument for card in ours)
    )
    police = [card for card in found.cards if card.imported]
    usable = [one for one in instruments.for_groups() if instruments.may_use(one, by)]
    score = [
        Link(one.title, reverse("networks:score", args=[found.group.id, one.id]))
        for one in (usable if may_ever(Act.SCORECARD_SCORE, by) else [])
    ]
    return ScorecardsPiece(
        handling=strip([found.group], found.cards),
        scored=several,
        police=_history(police, names, title=_("Band by police mapping, imported")) if police else None,
        score=tuple(score),
        compare=reverse("networks:compare"),
        empty=EmptyState(
            _("Nobody has scored this group"),
            _("A scorecard asks the same of every group and shows what nobody knows."),
        ),
    )


def _scored(
    cards: Sequence[Card],
    found: OfGroup,
    compared: Compared | None,
    names: dict[str, str],
    *,
    now: datetime,
) -> Scored:
    newest = cards[0]
    scored, by = newest.scored, newest.by
    placed = compared.order.of(found.group.id) if compared and found.group.id in compared.cards else None
    current = found.current(newest.instrument, timezone.localtime(now).date())
    apart = _agreed(by, current, names) if by and len(current) >= _TWO else ("", ())
    return Scored(
        title=newest.title,
        bar=ranges.bar(newest, ranges.quarter(newest.period_ends)),
        href=reverse("networks:scorecard", args=[newest.id]),
        due=due(newest.next_due, since=newest.judged_at, now=now),
        unknown=ranges.unknown_words(len(scored.unknown), len(scored.reasons)) if scored else "",
        unknown_items=tuple(by.item(item).question for item in scored.unknown) if by and scored else (),
        next_question=scored.next_question if scored else "",
        place=tuple(
            text
            for text in (
                ranges.place_words(placed, len(compared.cards), compared.order.share),
                ranges.unknown_place_words(placed),
            )
            if text
        )
        if placed and compared and len(compared.cards) > 1
        else (),
        deciding=deciding_words(compared) if compared and len(compared.cards) > 1 else "",
        judges=apart[0],
        apart=apart[1],
        history=_history(cards, names, title=_("Earlier scorecards")) if len(cards) > 1 else None,
    )


def _agreed(by: Instrument, cards: Sequence[Card], names: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """How far the judges of now agree, and where they do not."""
    agreed = compare_judges(by, judged_now(cards))
    lines = []
    for item in agreed.items:
        known = [(names.get(judge, judge), level) for _group, judge, level in item.said]
        if item.is_apart:
            lines.append(
                f"{by.item(item.item).question} " + ", ".join(f"{name}: {level}" for name, level in known)
            )
    return agreement_words(agreed), tuple(lines)


def agreement_words(agreed: Agreement) -> str:
    """The agreement in all as a sentence with its figure."""
    overall = agreed.overall
    if overall.value is None:
        return _(overall.words)
    return _("%(judges)s judges, agreement %(alpha).2f (Krippendorff's alpha, ordinal). %(words)s") % {
        "judges": overall.judges,
        "alpha": overall.value,
        "words": _(overall.words),
    }


def deciding_words(compared: Compared) -> str:
    """Which weights the order rests on."""
    if not compared.order.deciding:
        return _("No weight alone changes the order.")
    asked = [compared.instrument.item(item).question for item in compared.order.deciding]
    return _("The weight of one of these alone changes the order: %(items)s") % {"items": " ".join(asked)}


def _history(cards: Sequence[Card], names: dict[str, str], *, title: str) -> Table:
    rows = [
        Row(
            (
                Link(ranges.quarter(card.period_ends), reverse("networks:scorecard", args=[card.id])),
                ranges.bar(card, ranges.day(card.judged_at.date())),
                str(len(card.scored.unknown)) if card.scored else "",
                judge_name(card, names),
            )
        )
        for card in cards
    ]
    columns = (
        Column(_("Period")),
        Column(_("Range")),
        Column(_("Unknown"), numeric=True),
        Column(_("Judge")),
    )
    return Table(title, columns, tuple(rows), EmptyState(_("None")))


def judge_name(card: Card, names: dict[str, str]) -> str:
    """Who judged; police mapping for what was imported."""
    return _("police mapping, imported") if card.imported else names.get(card.judge, card.judge)


def due(day: date, *, since: datetime, now: datetime) -> DueChip:
    """When it is to be scored again: at the end of that day."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    return moments.due_chip(end, since=since, now=now)


def strip(groups: Sequence[GroupName], cards: Sequence[Card]) -> HandlingStrip | None:
    """The strictest of these groups and cards."""
    levels = [*(group.level for group in groups), *(card.level for card in cards)]
    if not levels:
        return None
    codes = {code for group in groups for code in group.handling} | {
        code for card in cards for code in card.handling
    }
    return people.strip(max(levels), sorted(codes))


def scorecard_page(group: GroupName, card: Card, *, now: datetime) -> ScorecardPage:
    """One scorecard with every answer and its reason."""
    names, scored = names_of({card.judge}), card.scored
    handling = strip([group], [card])
    if handling is None:
        raise ValueError("A scorecard always has a level.")
    facts = [
        Fact(_("Judge"), judge_name(card, names)),
        Fact(_("Scored"), moments.time_chip(card.judged_at, now=now)),
        Fact(_("Speaks of"), ranges.quarter(card.period_ends)),
        Fact(_("To be scored again"), due(card.next_due, since=card.judged_at, now=now)),
        Fact(
            _("Instrument"),
            _("%(title)s, version %(version)s") % {"title": card.title, "version": card.version},
        ),
    ]
    if scored and scored.score is not None:
        text = _("%(score)g, from %(low)g to %(high)g") % {
            "score": scored.score,
            "low": scored.low,
            "high": scored.high,
        }
        facts.append(
            Fact(_("Points"), text, Why(_("An unknown answer counts as the middle of what it could give.")))
        )
    return ScorecardPage(
        handling=handling,
        title=card.title,
        group=Link(group.name, group_href(group.id)),
        bar=ranges.bar(card, group.name),
        tag=Tag(_("imported, not our judgement"), "amber") if card.imported else None,
        facts=tuple(facts),
        unknown=ranges.unknown_words(len(scored.unknown), len(scored.reasons)) if scored else "",
        next_question=scored.next_question if scored else "",
        items=_items(card),
        note=card.note,
        about=(card.by.validity, *card.by.sources) if card.by else (),
    )


def _items(card: Card) -> tuple[ItemShown, ...]:
    if card.by is None or card.scored is None:
        return tuple(
            ItemShown(item, said.level, said.because, "", said.is_known)
            for item, said in card.answers.items()
        )
    shown = []
    for item, reason in zip(card.by.items, card.scored.reasons, strict=True):
        said = card.answers[item.id]
        points = (
            ngettext("%(points)s point", "%(points)s points", round(reason.points))
            % {"points": f"{reason.points:g}"}
            if said.is_known
            else _("%(low)g to %(high)g points") % {"low": item.least, "high": item.most}
        )
        answer = ranges.worded(item.level(said.level)) if said.is_known else _("unknown")
        shown.append(ItemShown(item.question, answer, said.because, points, said.is_known))
    return tuple(shown)


def group_href(group_id: str) -> str:
    """The page of a group; empty while there is none."""
    return people.address("networks:group", group_id)
