"""Compare judges two by two, and say how much of what differs is the person judged rather than who judged.

Weighted kappa with quadratic weights: Cohen 1968, Psychological Bulletin 70:213-220. The intraclass correlation of one
judge, one-way random effects, ICC(1,1): Shrout and Fleiss 1979, Psychological Bulletin 86:420-428; with unequal numbers
of judges by the mean number that its expectation asks for (Donner 1986, International Statistical Review 54:67-82).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from beccaria.core.instruments.agreement import Judged
from beccaria.core.instruments.model import UNKNOWN, Instrument, Item, RuleKind
from beccaria.core.instruments.scoring import score

_NOTHING: Final = 1e-12
_TWO: Final = 2
FEWEST: Final = 2
"""Fewer people judged by both say nothing of two judges."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """The agreement of two judges over `units` answers that both gave; None when it cannot be said."""

    value: float | None
    units: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two judges: how many people both judged, how far their answers and bands agree, and where they differ."""

    one: str
    other: str
    people: int
    answers: Kappa
    bands: Kappa
    apart: tuple[tuple[str, int, int], ...]
    """Items they answered differently: item, of how many people differently, of how many both answered."""


@dataclass(frozen=True, slots=True)
class Intraclass:
    """The share of what differs that is the person judged; None when it cannot be said."""

    value: float | None
    people: int
    judgements: int


def weighted_kappa(answers: Sequence[tuple[int, int]], levels: int) -> Kappa:
    """Cohen's weighted kappa of pairs of places on a scale of so many levels, with quadratic weights.

    1 when both always say the same, 0 when no more than chance would have it. None when both answered nothing, or
    gave one and the same answer everywhere: then there is nothing to compare it with.
    """
    return _kappa([((one, other), levels) for one, other in answers])


def _kappa(answers: Sequence[tuple[tuple[int, int], int]]) -> Kappa:
    """Over several questions at once: what chance would give is reckoned among those with equally many levels."""
    seen = expected = 0.0
    for levels in {levels for _, levels in answers}:
        mine = [pair for pair, scale in answers if scale == levels]
        width = max(1, levels - 1) ** 2
        first, second = Counter(one for one, _ in mine), Counter(other for _, other in mine)
        seen += sum((one - other) ** 2 for one, other in mine) / width
        expected += sum(
            count * times * (one - other) ** 2
            for one, count in first.items()
            for other, times in second.items()
        ) / (width * len(mine))
    value = None if expected < _NOTHING else round(1 - seen / expected, 6)
    return Kappa(value, len(answers))


def intraclass(judged: Sequence[Sequence[float]]) -> Intraclass:
    """ICC(1,1) of scores: one sequence per person, with a score from each judge; people with one judge are left out.

    It may fall below 0 when judges differ more over one person than people differ.
    """
    units = [scores for scores in judged if len(scores) >= _TWO]
    total = sum(len(scores) for scores in units)
    if len(units) < FEWEST:
        return Intraclass(None, len(units), total)
    mean = sum(map(sum, units)) / total
    means = [sum(scores) / len(scores) for scores in units]
    between = sum(len(scores) * (own - mean) ** 2 for scores, own in zip(units, means, strict=True)) / (
        len(units) - 1
    )
    within = sum((one - own) ** 2 for scores, own in zip(units, means, strict=True) for one in scores)
    within /= total - len(units)
    judges = (total - sum(len(scores) ** 2 for scores in units) / total) / (len(units) - 1)
    below = between + (judges - 1) * within
    value = None if below < _NOTHING else round((between - within) / below, 6)
    return Intraclass(value, len(units), total)


def pairs(one: Instrument, cards: Sequence[Judged]) -> tuple[Pair, ...]:
    """Every two judges who judged the same people, those with most people in common first."""
    by_judge: dict[str, dict[str, Judged]] = {}
    for card in cards:
        by_judge.setdefault(card.judge, {})[card.group] = card
    found = []
    for first, second in combinations(sorted(by_judge), 2):
        common = sorted(by_judge[first].keys() & by_judge[second].keys())
        if common:
            both = [(by_judge[first][each], by_judge[second][each]) for each in common]
            found.append(_pair(one, first, second, both))
    return tuple(sorted(found, key=lambda pair: (-pair.people, pair.one, pair.other)))


def intraclass_of(one: Instrument, cards: Sequence[Judged]) -> Intraclass:
    """The intraclass correlation of the results: of points for a sum, else of the places of bands."""
    people: dict[str, list[float]] = {}
    for card in cards:
        result = score(one, card.ratings)
        value = result.score if one.rule.kind is RuleKind.SUM else float(one.place(result.band))
        if value is not None:
            people.setdefault(card.group, []).append(value)
    return intraclass(list(people.values()))


def _pair(one: Instrument, first: str, second: str, both: Sequence[tuple[Judged, Judged]]) -> Pair:
    answers, apart = [], []
    for item in one.items:
        said = list(_both(item, both))
        answers += [(pair, len(_scale(item))) for pair in said]
        if differ := sum(a != b for a, b in said):
            apart.append((item.id, differ, len(said)))
    places = [tuple(one.place(score(one, card.ratings).band) for card in pair) for pair in both]
    return Pair(
        one=first,
        other=second,
        people=len(both),
        answers=_kappa(answers),
        bands=weighted_kappa([(a, b) for a, b in places], len(one.bands)),
        apart=tuple(sorted(apart, key=lambda each: (-each[1] / each[2], each[0]))),
    )


def _scale(item: Item) -> list[float]:
    return sorted({level.points for level in item.levels})


def _both(item: Item, both: Sequence[tuple[Judged, Judged]]) -> Iterator[tuple[int, int]]:
    scale = _scale(item)
    for pair in both:
        levels = [card.ratings.get(item.id, UNKNOWN) for card in pair]
        if UNKNOWN not in levels:
            first, second = (scale.index(item.level(level).points) for level in levels)
            yield first, second
