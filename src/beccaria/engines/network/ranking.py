"""Turns figures into places between 0 and 1, so that figures of different kinds can be added."""

import numpy as np
from numpy.typing import ArrayLike

from beccaria.engines.network.compiled import Real

# Figures alike to so many digits are one figure: sums of fractions differ in their last digits.
_DIGITS = 9


def places(figures: ArrayLike) -> Real:
    """The share of the others each one is above, half a share for equals: 0 to 1; 0.5 when all are equal."""
    values = rounded(np.asarray(figures, dtype=np.float64))
    if values.size < 2:  # noqa: PLR2004  nobody to be above
        return np.full(values.size, 0.5)
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    below = np.concatenate(([0], np.cumsum(counts)[:-1]))
    return np.asarray((below + (counts - 1) / 2)[inverse] / (values.size - 1), dtype=np.float64)


def rounded(values: Real) -> Real:
    """Values with nine digits that mean something, so that equals are equal."""
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(np.maximum(np.abs(values), 1e-300))))
    return np.asarray(np.where(values == 0, 0.0, np.round(values * scale) / scale), dtype=np.float64)
