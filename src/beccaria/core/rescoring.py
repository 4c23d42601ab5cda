"""What a new version of an instrument makes of ratings given under an older one; it changes nothing by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from beccaria.core.instruments import UNKNOWN, Instrument, bounds, place_of
from beccaria.core.instruments.model import RuleKind
from beccaria.core.refusal import Cannot


class Moved(StrEnum):
    """In which direction a band moved. `OTHER`: the new version does not know the old band."""

    UP = "up"
    OTHER = "other"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of ratings under one version: its ends in points (places of bands where nothing is summed), its bands.

    `lost` are items whose answer the version has no place for: they count as unknown, and widen the result.
    """

    low: float
    high: float
    band_low: str
    band: str
    band_high: str
    lost: tuple[str, ...] = ()


def check(new: Instrument) -> None:
    """Refuse a version that adds nothing up: there a person words the result. Raises Cannot."""
    if new.rule.kind is RuleKind.JUDGEMENT:
        raise Cannot("%(id)s adds nothing up: a person judges it again, item by item.", id=new.id)


def carried(new: Instrument, ratings: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """An answer for every item of the new version, and the items of the old ratings that found no place in it.

    An item that is new, and an answer that the new version does not offer, is unknown: nothing is guessed.
    """
    given = {}
    for item in new.items:
        said = ratings.get(item.id, UNKNOWN)
        given[item.id] = said if any(level.name == said for level in item.levels) else UNKNOWN
    lost = tuple(
        name for name, said in ratings.items() if said != UNKNOWN and given.get(name, UNKNOWN) == UNKNOWN
    )
    return given, lost


def outcome(new: Instrument, ratings: Mapping[str, str]) -> Outcome:
    """What a version makes of ratings: the same range and bands as `score`, without its reasons, for many at once."""
    given, lost = carried(new, ratings)
    low, high = bounds(new, given)
    middle = (low + high) / 2
    if new.rule.kind is not RuleKind.SUM:
        middle = float(-(-middle // 1))  # of two bands equally near the graver, as in `score`
    least, band, most = (new.bands[place_of(new, value)].name for value in (low, middle, high))
    return Outcome(round(low, 6), round(high, 6), least, band, most, lost)


def moved(new: Instrument, before: str, after: str) -> Moved:
    """In which direction a band moved: up is graver. What cannot be compared says so: a person looks at it."""
    names = [band.name for band in new.bands]
    if before not in names:
        return Moved.OTHER
    was, is_now = names.index(before), names.index(after)
    return Moved.UP if is_now > was else Moved.DOWN if is_now < was else Moved.SAME
