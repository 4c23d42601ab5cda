"""Say how an instrument is used: how often, how completely, with how much unknown, and how often people override it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from statistics import NormalDist
from typing import Final

from beccaria.engines.monitoring.values import Assessed, Month, Watched, monthly
from beccaria.engines.rates import Rate

_MANY: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The counts. `asked` items were not left blank; `unknown` is the share of them answered "unknown".

    `raised` and `lowered` are shares of the decided assessments with a proposed band.
    """

    months: tuple[Month, ...]
    complete: Rate
    unknown: Rate
    unknown_items: tuple[tuple[str, Rate], ...]
    raised: Rate
    lowered: Rate
    lopsided: float | None

    @property
    def assessments(self) -> int:
        """All assessments."""
        return self.complete.of

    @property
    def overridden(self) -> Rate:
        """Decided otherwise than proposed, in either direction."""
        return Rate(self.raised.hits + self.lowered.hits, self.raised.of)


def usage(what: Watched, cases: Sequence[Assessed]) -> Usage:
    """Count the use of an instrument."""
    unknown = Counter(item for case in cases for item in case.unknown)
    blank = Counter(item for case in cases for item in case.blank)
    items = [(item, Rate(unknown[item], len(cases) - blank[item])) for item in what.items]
    moves = [what.place(case.decided) - what.place(case.band) for case in cases if case.band and case.decided]
    up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    return Usage(
        months=monthly(cases, lambda case: not case.is_complete),
        complete=Rate(sum(case.is_complete for case in cases), len(cases)),
        unknown=Rate(sum(rate.hits for _, rate in items), sum(rate.of for _, rate in items)),
        unknown_items=tuple(sorted(items, key=lambda one: -(one[1].share or 0.0))),
        raised=Rate(up, len(moves)),
        lowered=Rate(down, len(moves)),
        lopsided=even(up, down),
    )


def even(up: int, down: int) -> float | None:
    """The chance of a split at least as uneven if both directions were equally likely; None of nothing.

    The sign test, exact up to a thousand, from there the normal approximation with continuity correction.
    """
    total, fewer = up + down, min(up, down)
    if not total:
        return None
    if total > _MANY:
        return min(1.0, 2 * NormalDist().cdf((fewer + 0.5 - total / 2) / (total / 4) ** 0.5))
    return min(1.0, float(Fraction(2 * sum(comb(total, many) for many in range(fewer + 1)), 1 << total)))
