"""Say year by year whether what an instrument expects comes true: in all, band by band, and over the bands.

Calibration-in-the-large and slope: Cox 1958, Biometrika 45:562-565; Steyerberg et al. 2010, Epidemiology 21:128-138.
The score: Brier 1950, Monthly Weather Review 78:1-3, with the share of the even guess's score it saves.

The yardstick is the share that the instrument claims for each band. Most claim none; then it is what its own first year
with enough outcomes showed, and the uncertainty of that year is counted in.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.monitoring.values import Assessed, Watched
from beccaria.engines.rates import Rate, difference

FEWEST: Final = 200
_Z: Final = 1.959964
_ROUNDS: Final = 50
_STILL: Final = 1e-10
_LOST: Final = 20.0
_NUDGE: Final = 1e-4
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its standard error, with the ends of the 95 % interval."""

    value: float
    error: float

    @property
    def low(self) -> float:
        """Lower end."""
        return self.value - _Z * self.error

    @property
    def high(self) -> float:
        """Upper end."""
        return self.value + _Z * self.error


@dataclass(frozen=True, slots=True)
class BandYear:
    """What came true in one band in one year, and what was expected."""

    band: str
    seen: Rate
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year. `gap` is observed minus expected share; `offset` is the same as log-odds (0 is right).

    `slope` is 1 when the bands lie as far apart as expected, below 1 when they tell people apart less; None where
    outcomes do not settle it. `saved` is the share of the Brier score of an even guess that the bands save.
    `upside_down` are bands, with a graver one that had certainly fewer outcomes.
    """

    year: int
    is_yardstick: bool
    bands: tuple[BandYear, ...]
    seen: Rate
    expected: float
    gap: Estimate
    offset: Estimate | None
    slope: Estimate | None
    brier: float
    saved: float | None
    upside_down: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """All years with outcomes; `claimed` says whether the instrument itself says what to expect."""

    claimed: bool
    expected: Mapping[str, float]
    years: tuple[Year, ...]


def calibration(what: Watched, cases: Sequence[Assessed], *, fewest: int = FEWEST) -> Calibration | None:
    """How expectations came true, from cases that are `followed`. None when no year has `fewest` outcomes."""
    counts = Counter((case.on.year, case.band, bool(case.happened)) for case in cases)
    tables = {year: _table(what, counts, year) for year in sorted({year for year, _, _ in counts})}
    enough = [year for year, rates in tables.items() if sum(rate.of for rate in rates) >= fewest]
    if not enough:
        return None
    first = None if what.expected is not None else enough[0]
    yardstick = tables[first] if first is not None else None
    expected = what.expected or {
        # Half a count on either side: no band is impossible because it was empty in one year.
        band: (rate.hits + 0.5) / (rate.of + 1)
        for band, rate in zip(what.bands, tables[enough[0]], strict=True)
    }
    shares = [expected[band] for band in what.bands]
    years = [
        _year(what, year, tables[year], shares, yardstick, is_yardstick=year == first) for year in enough
    ]
    return Calibration(what.expected is not None, dict(expected), tuple(years))


def _table(what: Watched, counts: Counter[tuple[int, str, bool]], year: int) -> list[Rate]:
    hits = [counts[year, band, True] for band in what.bands]
    return [Rate(many, many + counts[year, band, False]) for many, band in zip(hits, what.bands, strict=True)]


def _year(
    what: Watched,
    year: int,
    rates: Sequence[Rate],
    shares: Sequence[float],
    yardstick: Sequence[Rate] | None,
    *,
    is_yardstick: bool,
) -> Year:
    seen = Rate(sum(rate.hits for rate in rates), sum(rate.of for rate in rates))
    expected = sum(rate.of * share for rate, share in zip(rates, shares, strict=True)) / seen.of
    gap = seen.hits / seen.of - expected
    base = None if is_yardstick else yardstick
    error = _error(rates, shares, base)
    even = (seen.hits / seen.of) * (1 - seen.hits / seen.of)
    brier = brier_of(rates, shares)
    return Year(
        year=year,
        is_yardstick=is_yardstick,
        bands=tuple(BandYear(*one) for one in zip(what.bands, rates, shares, strict=True)),
        seen=seen,
        expected=expected,
        gap=Estimate(gap, error),
        offset=fitted(rates, shares, base, with_slope=False),
        slope=fitted(rates, shares, base, with_slope=True),
        brier=brier,
        saved=1 - brier / even if even else None,
        upside_down=upside_down(what.bands, rates),
    )


def _error(rates: Sequence[Rate], shares: Sequence[float], yardstick: Sequence[Rate] | None) -> float:
    """The standard error of the gap if the expectation is right, with that of a yardstick that was itself counted."""
    of = sum(rate.of for rate in rates)
    spread = sum(rate.of * share * (1 - share) for rate, share in zip(rates, shares, strict=True)) / of**2
    if yardstick is not None:
        spread += sum(
            (rate.of / of) ** 2 * share * (1 - share) / (base.of + 1)
            for rate, share, base in zip(rates, shares, yardstick, strict=True)
        )
    return sqrt(spread)


def brier_of(rates: Sequence[Rate], shares: Sequence[float]) -> float:
    """The mean squared distance of what was expected of each person from what happened to him."""
    of = sum(rate.of for rate in rates)
    return (
        sum(
            rate.hits * (1 - share) ** 2 + (rate.of - rate.hits) * share**2
            for rate, share in zip(rates, shares, strict=True)
        )
        / of
    )


def fitted(
    rates: Sequence[Rate], shares: Sequence[float], yardstick: Sequence[Rate] | None, *, with_slope: bool
) -> Estimate | None:
    """`fit`, with the uncertainty of a yardstick that was itself counted added by the delta method.

    The log-odds of each band move a little, and what that does to the estimate is weighed with their variance.
    """
    found = fit(rates, shares, with_slope=with_slope)
    if found is None or yardstick is None:
        return found
    spread = found.error**2
    for place, (share, base) in enumerate(zip(shares, yardstick, strict=True)):
        odds = share / (1 - share) * exp(_NUDGE)
        nudged = fit(rates, [*shares[:place], odds / (1 + odds), *shares[place + 1 :]], with_slope=with_slope)
        if nudged is None:
            return None
        moved = (nudged.value - found.value) / _NUDGE
        spread += moved**2 / ((base.of + 1) * share * (1 - share))
    return Estimate(found.value, sqrt(spread))


def fit(rates: Sequence[Rate], shares: Sequence[float], *, with_slope: bool) -> Estimate | None:
    """The logistic regression of the outcome on the expected log-odds: its slope, or the offset with slope 1.

    By Newton's method. None when the outcomes do not settle it: all or none of them, or one band alone.
    """
    x = np.array([log(share / (1 - share)) for share in shares])
    hits = np.array([rate.hits for rate in rates], dtype=np.float64)
    of = np.array([rate.of for rate in rates], dtype=np.float64)
    columns = np.stack([np.ones_like(x), x], axis=1) if with_slope else np.ones((len(x), 1))
    base = np.zeros_like(x) if with_slope else x
    return _newton(columns, base, hits, of)


def _newton(columns: Real, base: Real, hits: Real, of: Real) -> Estimate | None:
    beta = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(base + columns @ beta)))
        weight = of * chance * (1 - chance)
        inner = columns.T @ (columns * weight[:, None])
        if np.linalg.matrix_rank(inner) < len(beta):
            return None
        step = np.linalg.solve(inner, columns.T @ (hits - of * chance))
        beta = beta + step
        if np.abs(beta).max() > _LOST:
            return None
        if np.abs(step).max() < _STILL:
            return Estimate(float(beta[-1]), float(sqrt(np.linalg.inv(inner)[-1, -1])))
    return None


def upside_down(bands: Sequence[str], rates: Sequence[Rate]) -> tuple[tuple[str, str], ...]:
    """Pairs of a milder and a graver band where the milder had more outcomes than chance would explain."""
    pairs = []
    for place, milder in enumerate(rates):
        for graver in range(place + 1, len(rates)):
            found = difference(milder, rates[graver])
            if found is not None and found.low > 0:
                pairs.append((bands[place], bands[graver]))
    return tuple(pairs)
