"""Finds the phones that came into use during the file, and from when."""

from dataclasses import dataclass
from math import log

import numpy as np

from beccaria.engines.handovers.calls import Events
from beccaria.engines.network.compiled import Index, Real, Whole, compiled

# Fewer calls than this say nothing about whose phone it is.
_FEWEST = 3
# A phone came into use where calls became at least so many times more frequent ...
_TIMES = 5.0
# ... and this many natural units of log likelihood speak for a change: looked for at every call of every phone.
_LEAST = 5.0
# What is left of the file after the change: less is a busy hour, not a new phone.
_SHORTEST = 0.04


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Phones that came into use, the moment of each, and calls before and after it."""

    phone: Index
    moment: Real
    before: Index
    after: Index


def arrivals(found: Events) -> Arrivals:
    """Every phone whose calls begin, or become many times more frequent, in the midst of the file.

    The moment is that of the greatest likelihood of two constant rates against one (Poisson; the scan of
    N. R. Zhang and D. O. Siegmund 2007, Biometrics 63:22-32, for one change).
    """
    first, last = float(found.at.min()), float(found.at.max())
    moment = np.full(found.phones, np.nan)
    before = np.zeros(found.phones, np.int32)
    _scan(found.start, found.at, (first, last), moment, before)
    phone = np.flatnonzero(~np.isnan(moment)).astype(np.int32)
    many = np.diff(found.start)[phone].astype(np.int32)
    return Arrivals(phone, moment[phone], before[phone], many - before[phone])


@compiled
def _scan(start: Whole, at: Real, ends: tuple[float, float], moment: Real, before: Index) -> None:
    first, last = ends
    span = last - first
    if span <= 0:
        return
    for phone in range(len(start) - 1):
        many = start[phone + 1] - start[phone]
        best = _LEAST
        for early in range(many - _FEWEST + 1):
            now = at[start[phone] + early]
            past, rest = now - first, last - now
            if past <= 0 or rest < _SHORTEST * span:
                continue
            late = many - early
            if late / rest < _TIMES * early / past:
                continue
            value = late * log(late / rest) - many * log(many / span)
            if early:
                value += early * log(early / past)
            if value > best:
                best = value
                moment[phone] = now
                before[phone] = early
