"""Make a result of ratings: a range, never a bare number; the unknown widens it, and the cheapest question is named.

Unknown is not low (DESIGN rule 5): `low` and `high` are what the unknowns could still make of it, exactly, for every
kind of rule. `score` counts an unknown as the middle of what its answers could give; no answer is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from beccaria.core.instruments.model import UNKNOWN, Band, Instrument, Item, RuleKind
from beccaria.core.refusal import BadInput

_NARROW: Final = 1e-9
Ratings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one item gave, and why: the anchor that applies, or that it is unknown."""

    item: str
    points: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A result. `score` is None where nothing is added up; bands are names, the mildest first in the instrument."""

    instrument: str
    version: int
    score: float | None
    low: float | None
    high: float | None
    band: str
    band_low: str
    band_high: str
    unknown: tuple[str, ...]
    next_question: str
    reasons: tuple[Reason, ...]


def score(one: Instrument, ratings: Ratings, *, version: int | None = None) -> Scored:
    """Score complete or partial ratings (item -> level or "unknown"; an item left out is unknown).

    Raises BadInput for ratings of another version, items or levels that the instrument does not have.
    """
    _check(one, ratings, version)
    given = {item.id: ratings.get(item.id, UNKNOWN) for item in one.items}
    open_items = tuple(name for name, level in given.items() if level == UNKNOWN)
    low, high = bounds(one, given)
    middle = _middle(one, given)
    adds = one.rule.kind is RuleKind.SUM
    return Scored(
        instrument=one.id,
        version=one.version,
        score=round(middle, 6) if adds else None,
        low=round(low, 6) if adds else None,
        high=round(high, 6) if adds else None,
        band=_band_at(one, middle),
        band_low=_band_at(one, low),
        band_high=_band_at(one, high),
        unknown=open_items,
        next_question=_next(one, given, open_items, high - low),
        reasons=tuple(_reason(item, given[item.id]) for item in one.items),
    )


def _check(one: Instrument, ratings: Ratings, version: int | None) -> None:
    if version is not None and version != one.version:
        raise BadInput(
            "These ratings are for version %(version)s of %(id)s, not %(current)s: rate "
            "again, or use that version.",
            version=version,
            id=one.id,
            current=one.version,
        )
    for item_id, level in ratings.items():
        try:
            item = one.item(item_id)
        except KeyError:
            raise BadInput(
                "%(id)s has no item “%(item_id)s”: take it out, or correct its name.",
                id=one.id,
                item_id=item_id,
            ) from None
        names = [each.name for each in item.levels]
        if level != UNKNOWN and level not in names:
            raise BadInput(
                "%(item_id)s cannot be “%(level)s”: choose %(choices)s or unknown.",
                item_id=item_id,
                level=level,
                choices=", ".join(names),
            )


def bounds(one: Instrument, given: Ratings) -> tuple[float, float]:
    """The lowest and highest result that the unknowns still allow: points for a sum, places of bands otherwise.

    `given` has an answer for every item, known or "unknown".
    """
    match one.rule.kind:
        case RuleKind.SUM:
            return _summed(one.items, given)
        case RuleKind.MATRIX:
            places = [one.place(band) for band in _cells(one, given)]
        case RuleKind.TREE:
            places = [one.place(band) for band in _leaves(one, given, one.rule.root)]
        case RuleKind.JUDGEMENT:
            # Nothing is added up: as long as nobody has judged, any band is possible.
            places = [0, len(one.bands) - 1]
    return float(min(places)), float(max(places))


def _middle(one: Instrument, given: Ratings) -> float:
    low, high = bounds(one, given)
    middle = (low + high) / 2
    # Of two bands equally near, the graver: what is unknown must not lower one silently.
    return middle if one.rule.kind is RuleKind.SUM else float(-(-middle // 1))


def _summed(items: tuple[Item, ...], given: Ratings) -> tuple[float, float]:
    low = high = 0.0
    for item in items:
        level = given[item.id]
        if level == UNKNOWN:
            low, high = low + item.least, high + item.most
        else:
            points = item.level(level).points * item.weight
            low, high = low + points, high + points
    return low, high


def _cells(one: Instrument, given: Ratings) -> set[str]:
    """Every cell that the two axes can still reach."""
    reach = []
    for name, bands in one.rule.axes.items():
        low, high = _summed(tuple(item for item in one.items if item.axis == name), given)
        reach.append(range(band_at(bands, low), band_at(bands, high) + 1))
    return {one.rule.cells[row][column] for row in reach[0] for column in reach[1]}


def _leaves(one: Instrument, given: Ratings, name: str) -> set[str]:
    node = one.rule.nodes.get(name)
    if node is None:
        return {name}
    level = given[node.item]
    if level != UNKNOWN:
        return _leaves(one, given, node.leads[level])
    # An answer that is supposed here holds further down too, where the tree may ask the same again.
    return set().union(*(_leaves(one, {**given, node.item: answer}, to) for answer, to in node.leads.items()))


def band_at(bands: tuple[Band, ...], value: float) -> int:
    """Which of the bands, the mildest being 0, a value falls into."""
    return max((place for place, band in enumerate(bands) if band.low <= value + _NARROW), default=0)


def place_of(one: Instrument, value: float) -> int:
    """Where the band of a result stands among the bands, the mildest being 0."""
    return band_at(one.bands, value) if one.rule.kind is RuleKind.SUM else int(value)


def _band_at(one: Instrument, value: float) -> str:
    return one.bands[place_of(one, value)].name


def _next(one: Instrument, given: Ratings, open_items: tuple[str, ...], width: float) -> str:
    """The unknown whose answer narrows the range most for what it costs to find out; the first listed of equals."""

    def worth(name: str) -> float:
        item = one.item(name)
        left = [_width(one, {**given, name: level.name}) for level in item.levels]
        return (width - sum(left) / len(left)) / item.cost

    if not open_items:
        return ""
    best = max(open_items, key=lambda name: (worth(name), -one.items.index(one.item(name))))
    return one.item(best).question


def _width(one: Instrument, given: Ratings) -> float:
    low, high = bounds(one, given)
    return high - low


def _reason(item: Item, level: str) -> Reason:
    if level == UNKNOWN:
        return Reason(item.id, 0.0, f"unknown: could give {item.least:g} to {item.most:g}")
    return Reason(item.id, round(item.level(level).points * item.weight, 6), item.level(level).anchor)
