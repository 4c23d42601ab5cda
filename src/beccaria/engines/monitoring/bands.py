"""Say whether the bands of one period are spread otherwise than those of another: how much, and how sure.

Two figures, for they answer two questions. How much: the population stability index, Jeffreys' divergence of the two
spreads (Yurdakul 2018, Statistical Properties of Population Stability Index): below .1 little, above .25 much, by the
custom of its users; it says nothing of chance and is large for small counts. How sure: Pearson's chi-square test of
homogeneity; where an expected count is below five its distribution is not to be trusted (Cochran 1954), and the same
statistic is compared with 9,999 tables drawn with the same margins (seeded; Patefield 1981 for the distribution). With
ten thousand assessments a shift that matters to nobody is certain, and with twenty a large one may be chance: an alarm
needs both.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.monitoring.values import Assessed, Watched
from beccaria.engines.tails import chi_squared

_FEWEST: Final = 5.0
_DRAWN: Final = 9_999
_SEED: Final = 1764
_NARROW: Final = 1e-9
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spread:
    """How many assessments of a period fell into each band, mildest first."""

    period: str
    counts: tuple[int, ...]

    @property
    def of(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Shift:
    """A period against the first: `index` how much, `chance` how likely by chance, `is_drawn` how that was computed."""

    before: Spread
    after: Spread
    index: float
    chance: float
    is_drawn: bool


def yearly(what: Watched, cases: Sequence[Assessed]) -> tuple[Spread, ...]:
    """The bands proposed, year by year."""
    years = sorted({case.on.year for case in cases if case.band})
    counts = Counter((case.on.year, case.band) for case in cases)
    return tuple(Spread(str(year), tuple(counts[year, band] for band in what.bands)) for year in years)


def shifts(spreads: Sequence[Spread]) -> tuple[Shift, ...]:
    """Each period against the first."""
    return tuple(shift(spreads[0], later) for later in spreads[1:])


def shift(before: Spread, after: Spread) -> Shift:
    """How far one spread lies from another. Raises ValueError when they have different bands or one has none."""
    if len(before.counts) != len(after.counts) or not before.of or not after.of:
        raise ValueError("Two spreads over the same bands are compared, with assessments in both.")
    chance, is_drawn = homogeneous((before.counts, after.counts))
    return Shift(before, after, stability_index(before.counts, after.counts), chance, is_drawn)


def stability_index(before: Sequence[int], after: Sequence[int]) -> float:
    """The population stability index. Half a count is added everywhere, so that an empty band is no infinite change."""
    one, other = [count + 0.5 for count in before], [count + 0.5 for count in after]
    shares = [(a / sum(one), b / sum(other)) for a, b in zip(one, other, strict=True)]
    return sum((b - a) * log(b / a) for a, b in shares)


def homogeneous(rows: Sequence[Sequence[int]]) -> tuple[float, bool]:
    """How likely rows so unlike come from one spread, and whether this was computed from drawn tables.

    Columns and rows without any count are left out; where fewer than two are left, nothing can differ: 1.
    """
    table = np.array(rows, dtype=np.int64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) <= 1:
        return 1.0, False
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    seen = float(((table - expected) ** 2 / expected).sum())
    if expected.min() >= _FEWEST:
        return chi_squared((table.shape[0] - 1) * (table.shape[1] - 1), seen), False
    drawn = _drawn(table, expected)
    return float((1 + (drawn >= seen - _NARROW).sum()) / (1 + _DRAWN)), True


def _drawn(table: Counts, expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """The statistic of random tables with the same margins: row after row is drawn from what is left of the columns."""
    rng = np.random.default_rng(_SEED)
    left = np.tile(table.sum(axis=0), (_DRAWN, 1))
    found = np.zeros(_DRAWN)
    for place, many in enumerate(table.sum(axis=1)):
        row = left if place == len(table) - 1 else _row(rng, left, int(many))
        found += ((row - expected[place]) ** 2 / expected[place]).sum(axis=1)
        left = left - row
    return found


def _row(rng: np.random.Generator, left: Counts, many: int) -> Counts:
    """One row of every table: so many drawn without replacement, column after column."""
    row = np.zeros_like(left)
    need = np.full(len(left), many)
    for place in range(left.shape[1] - 1):
        others = left[:, place + 1 :].sum(axis=1)
        row[:, place] = rng.hypergeometric(left[:, place], others, need)
        need = need - row[:, place]
    row[:, -1] = need
    return row
