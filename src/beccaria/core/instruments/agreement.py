"""Say how far several judges agree on the same groups; what a judge left unknown is a missing answer, not a level.

Krippendorff's alpha with the ordinal difference (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability): 1 when
all agree, 0 when they agree no more than chance would have it, less when they contradict each other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from beccaria.core.instruments.model import UNKNOWN, Instrument, Item
from beccaria.core.instruments.scoring import Ratings

RELIABLE: Final = 0.8
TENTATIVE: Final = 2 / 3
_TWO: Final = 2
_NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Alpha:
    """The agreement over `units` that at least two judges answered. None when it cannot be said; then `why` says it."""

    value: float | None
    units: int
    judges: int
    why: str

    @property
    def words(self) -> str:
        """What it means, by the limits Krippendorff gives: .8 reliable, .667 tentative."""
        if self.value is None:
            return self.why
        if self.value >= RELIABLE:
            return "The judges agree: conclusions can rest on it."
        if self.value >= TENTATIVE:
            return "The judges agree roughly: only tentative conclusions."
        return "The judges do not agree: talk it over and score again."


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """One item: its alpha over the groups, in how many all said the same, and who said what of which group."""

    item: str
    alpha: Alpha
    same: int
    said: tuple[tuple[str, str, str], ...]

    @property
    def is_apart(self) -> bool:
        """Whether somebody said something else than another."""
        return self.same < self.alpha.units


@dataclass(frozen=True, slots=True)
class Judged:
    """One judge's answers on one group."""

    judge: str
    group: str
    ratings: Ratings


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the judges agree in all and item by item."""

    overall: Alpha
    items: tuple[ItemAgreement, ...]


def alpha(units: Sequence[Mapping[str, float]]) -> Alpha:
    """Krippendorff's ordinal alpha. Each unit holds the value that each judge gave; who gave none is left out."""
    pairable = [list(unit.values()) for unit in units if len(unit) >= _TWO]
    judges = len({judge for unit in units if len(unit) >= _TWO for judge in unit})
    if not pairable:
        return Alpha(None, 0, judges, "Fewer than two judges answered the same question.")
    counts = Counter(value for unit in pairable for value in unit)
    all_values = sorted(counts)
    total = sum(counts.values())
    apart = {
        (one, other): _difference(one, other, all_values, counts)
        for one in all_values
        for other in all_values
    }
    observed = sum(apart[pair] / (len(unit) - 1) for unit in pairable for pair in permutations(unit, _TWO))
    expected = sum(counts[one] * counts[other] * apart[one, other] for one, other in apart)
    if expected < _NOTHING:
        why = "All judges gave one and the same answer everywhere: there is nothing to compare it with."
        return Alpha(None, len(pairable), judges, why)
    return Alpha(round(1 - (total - 1) * observed / expected, 6), len(pairable), judges, "")


def _difference(one: float, other: float, values: Sequence[float], counts: Mapping[float, int]) -> float:
    """The ordinal difference: how many answers lie between the two, squared."""
    low, high = min(one, other), max(one, other)
    between = sum(counts[value] for value in values if low <= value <= high)
    return (between - (counts[one] + counts[other]) / 2) ** 2 if one != other else 0.0


def compare_judges(one: Instrument, cards: Sequence[Judged]) -> Agreement:
    """How far these scorecards of one instrument agree.

    In all, every group and item is a unit, and a level counts by its place among the item's levels. Of one item, the
    groups are the units; of a single group no alpha of an item can be said.
    """
    everything: list[dict[str, float]] = []
    items = []
    for item in one.items:
        units = _units(item, cards)
        everything += units
        same = sum(len(unit) >= _TWO and len(set(unit.values())) == 1 for unit in units)
        said = tuple((card.group, card.judge, card.ratings.get(item.id, UNKNOWN)) for card in cards)
        items.append(ItemAgreement(item.id, _of_item(units), same, said))
    return Agreement(alpha(everything), tuple(items))


def _of_item(units: Sequence[Mapping[str, float]]) -> Alpha:
    found = alpha(units)
    if found.units == 1:
        return Alpha(None, 1, found.judges, "One group is too few to say it of one question.")
    return found


def _units(item: Item, cards: Sequence[Judged]) -> list[dict[str, float]]:
    """Per group what each judge said, from 0 for the lowest level to 1 for the highest."""
    points = sorted({level.points for level in item.levels})
    groups: dict[str, dict[str, float]] = {}
    for card in cards:
        level = card.ratings.get(item.id, UNKNOWN)
        if level != UNKNOWN:
            place = points.index(item.level(level).points) / max(1, len(points) - 1)
            groups.setdefault(card.group, {})[card.judge] = place
    return list(groups.values())
