"""Say how surprising a count is, in bits, when few are many: shares, counts that are too low, many looked at."""

from math import log2

from scipy.special import bdtrc, pdtr  # type: ignore[import-untyped]  # scipy has no types; its `stats` takes seconds to import

from beccaria.engines.detection import shared
from beccaria.engines.detection.shared import bits


def at_least(seen: int, of: int, share: float) -> float:
    """Bits of `seen` or more of `of`, each with the probability `share` (binomial)."""
    return bits(float(bdtrc(seen - 1, of, share))) if of and seen > 0 else 0.0


def more_than_usual(seen: int, usual: float) -> float:
    """Bits of `seen` or more where `usual` are expected (Poisson)."""
    return bits(shared.at_least(seen, max(usual, 1e-9)))


def fewer_than_usual(seen: int, usual: float) -> float:
    """Bits of `seen` or fewer where `usual` are expected (Poisson)."""
    return bits(float(pdtr(seen, max(usual, 1e-9))))


def by_all(surprise: float, looked_at: int) -> float:
    """Bits that remain when so many were looked at: one in a million is no surprise among a million."""
    return surprise - log2(max(1, looked_at))
