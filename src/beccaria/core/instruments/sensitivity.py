"""Say how the order of several groups, and their bands, change when the instrument's weights are a little other.

Every order counted is really reached by weights within the share: the weights as they are; each weight alone, up and
down; for every two groups that stand near, the weights that favour the one most; and seeded random corners, where every
weight is up or down at once. A rarer order may be missed; none is invented.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from beccaria.core.instruments.model import UNKNOWN, Instrument, RuleKind
from beccaria.core.instruments.scoring import Ratings, band_at, bounds, place_of

SHARE: Final = 0.2
CORNERS: Final = 400
SEED: Final = 1764
MOST_GROUPS: Final = 40
_PLAIN: Final = 1e-9
# Groups further apart than this many places are left to the random corners.
_NEAR: Final = 4
_WEIGHTED: Final = frozenset({RuleKind.SUM, RuleKind.MATRIX})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One group in the order. Places count from 1, the gravest; groups of one value share a place.

    `weights_first` to `weights_last` is where other weights put it, `unknown_first` to `unknown_last` where the answers
    nobody knows could put it with the weights as they are. `bands` are those other weights give it, the mildest first.
    """

    name: str
    value: float
    place: int
    weights_first: int
    weights_last: int
    unknown_first: int
    unknown_last: int
    band: str
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order of several groups, the gravest first. `deciding` are the items whose weight alone changes it."""

    instrument: str
    share: float
    tried: int
    placed: tuple[Placed, ...]
    deciding: tuple[str, ...]

    def of(self, name: str) -> Placed:
        """Where this group stands. Raises KeyError."""
        for one in self.placed:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """What each group comes to with some weights, and its place."""

    values: tuple[float, ...]
    places: tuple[int, ...]


Weights = Sequence[float]
_Answers = Sequence[tuple[float, float]]


def order(one: Instrument, groups: Mapping[str, Ratings], *, share: float = SHARE, seed: int = SEED) -> Order:
    """Put groups in order, with the range of each place when weights move by `share` (0.2 is 20 %, up and down).

    Raises ValueError for more than 40 groups or a share outside 0 to 1.
    """
    if not 0 <= share < 1 or len(groups) > MOST_GROUPS:
        raise ValueError("Compare at most 40 groups, by a share between 0 and 1.")
    names = list(groups)
    given = {
        name: {item.id: ratings.get(item.id, UNKNOWN) for item in one.items}
        for name, ratings in groups.items()
    }
    deciding: tuple[str, ...] = ()
    if one.rule.kind not in _WEIGHTED:
        found = [_ordered([_middle(one, bounds(one, given[name])) for name in names])]
    else:
        answers = [_points(one, given[name]) for name in names]
        first = _ordered(_values(one, answers, [item.weight for item in one.items]))
        others = _scenarios(one, answers, first.places, share, seed)
        found = [first, *(_ordered(_values(one, answers, weights)) for weights in others)]
        deciding = _deciding(one, found)
    reach = [bounds(one, given[name]) for name in names]
    placed = [_placed(one, name, place, found, reach) for place, name in enumerate(names)]
    placed.sort(key=lambda each: (each.place, each.name))
    return Order(instrument=one.id, share=share, tried=len(found), placed=tuple(placed), deciding=deciding)


def _placed(
    one: Instrument,
    name: str,
    at: int,
    found: Sequence[_Ordered],
    reach: Sequence[tuple[float, float]],
) -> Placed:
    places = [each.places[at] for each in found]
    low, high = reach[at]
    others = [each for other, each in enumerate(reach) if other != at]
    bands = sorted({place_of(one, each.values[at]) for each in found})
    return Placed(
        name=name,
        value=round(found[0].values[at], 6),
        place=places[0],
        weights_first=min(places),
        weights_last=max(places),
        unknown_first=1 + sum(other_low > high + _PLAIN for other_low, _ in others),
        unknown_last=1 + sum(other_high > low + _PLAIN for _, other_high in others),
        band=one.bands[place_of(one, found[0].values[at])].name,
        bands=tuple(one.bands[place].name for place in bands),
    )


def _ordered(values: Sequence[float]) -> _Ordered:
    """The place of each value, counted from 1 for the highest; values as good as equal share one."""
    rising = sorted(values)
    places = tuple(1 + len(rising) - bisect_right(rising, value + _PLAIN) for value in values)
    return _Ordered(tuple(values), places)


def _points(one: Instrument, given: Ratings) -> _Answers:
    """Per item the fewest and most points before weighing."""
    found = []
    for item in one.items:
        level = given[item.id]
        points = [each.points for each in item.levels] if level == UNKNOWN else [item.level(level).points]
        found.append((min(points), max(points)))
    return found


def _scenarios(
    one: Instrument, answers: Sequence[_Answers], places: Sequence[int], share: float, seed: int
) -> Iterator[list[float]]:
    """Each weight alone down and up, then the corners of groups that stand near, then random corners."""
    plain = [item.weight for item in one.items]
    down, up = 1 - share, 1 + share
    for place, weight in enumerate(plain):
        for factor in (down, up):
            yield [*plain[:place], weight * factor, *plain[place + 1 :]]
    middles = [[(low + high) / 2 for low, high in each] for each in answers]
    for favoured, against in permutations(range(len(answers)), 2):
        if abs(places[favoured] - places[against]) <= _NEAR:
            yield [
                weight * (up if for_it > for_other else down)
                for weight, for_it, for_other in zip(plain, middles[favoured], middles[against], strict=True)
            ]
    chance = random.Random(seed)  # noqa: S311  repeatable corners, nothing secret
    for _ in range(CORNERS):
        yield [weight * (up if chance.random() < 0.5 else down) for weight in plain]  # noqa: PLR2004  a coin


def _values(one: Instrument, answers: Sequence[_Answers], weights: Weights) -> list[float]:
    """What each group comes to with these weights: points of a sum, the place of the band of a matrix."""
    if one.rule.kind is RuleKind.SUM:
        return [
            sum(weight * (low + high) / 2 for weight, (low, high) in zip(weights, each, strict=True))
            for each in answers
        ]
    places_of = {band.name: place for place, band in enumerate(one.bands)}
    return [_middle(one, _in_matrix(one, places_of, each, weights)) for each in answers]


def _in_matrix(
    one: Instrument, places_of: Mapping[str, int], answers: _Answers, weights: Weights
) -> tuple[float, float]:
    ends = {name: [0.0, 0.0] for name in one.rule.axes}
    for item, weight, (least, most) in zip(one.items, weights, answers, strict=True):
        mine = ends[item.axis]
        mine[0] += weight * least
        mine[1] += weight * most
    rows, columns = (
        range(band_at(bands, ends[name][0]), band_at(bands, ends[name][1]) + 1)
        for name, bands in one.rule.axes.items()
    )
    places = [places_of[one.rule.cells[row][column]] for row in rows for column in columns]
    return float(min(places)), float(max(places))


def _middle(one: Instrument, ends: tuple[float, float]) -> float:
    """The middle; of two bands equally near the graver, as when one group is scored."""
    middle = (ends[0] + ends[1]) / 2
    return middle if one.rule.kind is RuleKind.SUM else float(-(-middle // 1))


def _deciding(one: Instrument, found: Sequence[_Ordered]) -> tuple[str, ...]:
    """The items whose weight alone, up or down, changes the order."""
    return tuple(
        item.id
        for number, item in enumerate(one.items)
        if any(each.places != found[0].places for each in found[1 + 2 * number : 3 + 2 * number])
    )


def sentence(one: Placed, of: int, share: float = SHARE) -> str:
    """The place in plain words: “2nd of 7; between 1st and 4th when weights move by 20 %”."""
    moved = f"when weights move by {share:.0%}".replace("%", " %")
    if one.weights_first == one.weights_last:
        return f"{ordinal(one.place)} of {of}; the same {moved}"
    return f"{ordinal(one.place)} of {of}; between {ordinal(one.weights_first)} and {ordinal(one.weights_last)} {moved}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
