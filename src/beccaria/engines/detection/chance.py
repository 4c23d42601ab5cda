"""Say how surprising a count is, in bits: minus the binary logarithm of how often chance alone gives as much."""

from math import inf, log, log2

from scipy.stats import binom, poisson

_MOST = 60.0


def bits_of(probability: float) -> float:
    """Bits of surprise of a probability, never more than the rows of a service could bear."""
    return _MOST if probability <= 0 else min(_MOST, max(0.0, -log2(probability)))


def at_least(seen: int, of: int, share: float) -> float:
    """Bits of `seen` or more of `of`, each with the probability `share` (binomial)."""
    if not of:
        return 0.0
    return _bits(float(binom.logsf(seen - 1, of, share)))


def more_than_usual(seen: int, usual: float) -> float:
    """Bits of `seen` or more where `usual` are expected (Poisson)."""
    return _bits(float(poisson.logsf(seen - 1, max(usual, 1e-9))))


def fewer_than_usual(seen: int, usual: float) -> float:
    """Bits of `seen` or fewer where `usual` are expected (Poisson)."""
    return _bits(float(poisson.logcdf(seen, max(usual, 1e-9))))


def by_all(bits: float, looked_at: int) -> float:
    """Bits that remain when so many were looked at: one in a million is no surprise among a million."""
    return bits - log2(max(1, looked_at))


def _bits(natural: float) -> float:
    return _MOST if natural == -inf else min(_MOST, max(0.0, -natural / log(2)))
