"""Measure whether an instrument errs otherwise for one group than for another. Measured, never scored.

Errors are counted against the band from which the instrument warns: FPR is the share warned of among those to whom
nothing happened, FNR the share not warned of among those to whom it happened, PPV the share to whom it happened among
those warned of. Differences have Newcombe's interval; as many are looked at together, an alarm asks Holm's test over
all of them (Holm 1979, Scandinavian Journal of Statistics 6:65-70).

A difference of error rates is not by itself a fault of the instrument: where the outcome is more frequent in one group,
it follows from equal calibration (fairness.py). Nor is equality a proof of fairness: an outcome that is recorded more
readily of one group than of another makes every figure here wrong in the same way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import erfc, sqrt
from typing import Final

from beccaria.engines.monitoring.bands import homogeneous
from beccaria.engines.monitoring.pooling import OTHERS, SMALLEST, Cells, pool_bands, pool_groups
from beccaria.engines.monitoring.values import Assessed, Watched
from beccaria.engines.rates import Difference, Rate, difference

MEASURES: Final = ("happened", "false_alarm", "missed", "right_warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """One group: how often it happened at all, FPR (`false_alarm`), FNR (`missed`) and PPV (`right_warning`)."""

    group: str
    happened: Rate
    false_alarm: Rate
    missed: Rate
    right_warning: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One measure of one group against the largest; `chance` after Holm over all gaps of all dimensions."""

    dimension: str
    group: str
    against: str
    measure: str
    difference: Difference
    chance: float


@dataclass(frozen=True, slots=True)
class Disparity:
    """One dimension (such as sex): the groups, the largest first, their gaps, and how many groups were pooled.

    Of `unrecorded` cases the group is not known; they are no group, and compared with nobody.
    """

    dimension: str
    groups: tuple[Errors, ...]
    gaps: tuple[Gap, ...]
    pooled: int
    unrecorded: int


@dataclass(frozen=True, slots=True)
class GroupSpread:
    """The bands by group, after pooling; `chance` that groups of one spread would differ so much."""

    dimension: str
    bands: tuple[str, ...]
    groups: tuple[tuple[str, Cells], ...]
    chance: float
    pooled: int


def disparities(
    what: Watched, cases: Sequence[Assessed], *, smallest: int = SMALLEST
) -> tuple[Disparity, ...]:
    """The error rates by group, from cases that are `followed`; a dimension without two groups to show is left out."""
    found = []
    for dimension in dimensions(cases):
        pooled = pool_groups(_errors(what, cases, dimension), lambda cells: min(cells) >= smallest)
        if pooled is not None:
            groups = tuple(_rates(name, cells) for name, cells in pooled.groups)
            missing = sum(not case.groups.get(dimension) for case in cases)
            found.append(
                Disparity(dimension, groups, tuple(_gaps(dimension, groups)), pooled.pooled, missing)
            )
    chances = iter(holm([gap.chance for one in found for gap in one.gaps]))
    return tuple(
        replace(one, gaps=tuple(replace(gap, chance=next(chances)) for gap in one.gaps)) for one in found
    )


def spreads(what: Watched, cases: Sequence[Assessed], *, smallest: int = SMALLEST) -> tuple[GroupSpread, ...]:
    """The bands by group, of all cases with a result."""
    found = []
    for dimension in dimensions(cases):
        recorded = [case for case in cases if case.band and case.groups.get(dimension)]
        counts = Counter((case.groups[dimension], case.band) for case in recorded)
        names = {group for group, _ in counts}
        cells = {name: tuple(counts[name, band] for band in what.bands) for name in names}
        # Rather few groups in all bands than a rare group that costs everybody the bands.
        groups = pool_groups(cells, lambda each: min(each) >= smallest) or pool_groups(
            cells, lambda each: sum(each) >= 2 * smallest
        )
        shown = pool_bands(what.bands, groups.groups, smallest) if groups is not None else None
        if groups is not None and shown is not None:
            chance, _ = homogeneous([row for _, row in shown[1]])
            found.append(GroupSpread(dimension, *shown, chance, groups.pooled))
    return tuple(found)


def dimensions(cases: Sequence[Assessed]) -> tuple[str, ...]:
    """Every dimension that any case has a group of."""
    return tuple(sorted({dimension for case in cases for dimension in case.groups}))


def holm(chances: Sequence[float]) -> list[float]:
    """Chances corrected for being many: the smallest times their number, the next times one fewer, never falling."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    found, most = [0.0] * len(chances), 0.0
    for done, place in enumerate(order):
        most = max(most, min(1.0, (len(chances) - done) * chances[place]))
        found[place] = most
    return found


def _errors(what: Watched, cases: Sequence[Assessed], dimension: str) -> dict[str, Cells]:
    """Per group: warned and happened, warned and not, not warned and happened, neither."""
    recorded = [case for case in cases if case.groups.get(dimension)]
    counts = Counter(
        (case.groups[dimension], what.warns(case.band), bool(case.happened)) for case in recorded
    )
    corners = ((True, True), (True, False), (False, True), (False, False))
    return {name: tuple(counts[name, *one] for one in corners) for name in {name for name, _, _ in counts}}


def _rates(name: str, cells: Cells) -> Errors:
    hit, false, missed, quiet = cells
    return Errors(
        group=name,
        happened=Rate(hit + missed, sum(cells)),
        false_alarm=Rate(false, false + quiet),
        missed=Rate(missed, hit + missed),
        right_warning=Rate(hit, hit + false),
    )


def _gaps(dimension: str, groups: Sequence[Errors]) -> list[Gap]:
    """Every group against the largest; what was pooled is a mixture and compared with nothing."""
    named = [group for group in groups if group.group != OTHERS]
    found = []
    for group in named[1:]:
        for measure in MEASURES:
            one, other = getattr(group, measure), getattr(named[0], measure)
            between = difference(one, other)
            if between is not None:
                found.append(
                    Gap(
                        dimension=dimension,
                        group=group.group,
                        against=named[0].group,
                        measure=measure,
                        difference=between,
                        chance=_chance(one, other),
                    )
                )
    return found


def _chance(one: Rate, other: Rate) -> float:
    """The two-sided test of two rates with pooled variance."""
    share = (one.hits + other.hits) / (one.of + other.of)
    error = sqrt(share * (1 - share) * (1 / one.of + 1 / other.of))
    return erfc(abs(one.hits / one.of - other.hits / other.of) / error / sqrt(2)) if error else 1.0
