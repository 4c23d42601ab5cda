"""Estimate rates from counts, with the interval that says how little may be known, and compare two of them.

Sources: E. B. Wilson 1927, Journal of the American Statistical Association 22:209-212 (the score interval);
R. G. Newcombe 1998, Statistics in Medicine 17:873-890, method 10 (the difference of two independent rates).
"""

from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

# The normal quantile of a two-sided interval of 95 %.
_Z: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `of`: the share, and the ends of its 95 % interval; of nothing at all, anything is possible."""

    hits: int
    of: int

    def __post_init__(self) -> None:
        """Raises ValueError for counts that cannot be."""
        if not 0 <= self.hits <= self.of:
            raise ValueError(f"{self.hits} of {self.of} is no rate.")

    @property
    def share(self) -> float | None:
        """The share seen, None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self._ends()[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self._ends()[1]

    def _ends(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        n, p, zz = self.of, self.hits / self.of, _Z * _Z
        middle, half = p + zz / (2 * n), _Z * sqrt(p * (1 - p) / n + zz / (4 * n * n))
        return max(0.0, (middle - half) / (1 + zz / n)), min(1.0, (middle + half) / (1 + zz / n))


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two rates and the ends of its 95 % interval."""

    by: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves no difference out: chance alone would hardly show it."""
        return self.low > 0 or self.high < 0


def difference(one: Rate, other: Rate) -> Difference | None:
    """How much higher `one` is than `other`; None when either is a rate of nothing."""
    if one.share is None or other.share is None:
        return None
    by = one.share - other.share
    down = hypot(one.share - one.low, other.high - other.share)
    up = hypot(one.high - one.share, other.share - other.low)
    return Difference(by, by - down, by + up)
