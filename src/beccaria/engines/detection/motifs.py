"""Scores payments by two shapes that hide money: like sums from several payers to one, and a sum that comes round.

How surprising a shape is depends on how common such sums are, and on how much its receiver gets at other times.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]  # scipy has no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # the same

from beccaria.engines.detection.chance import by_all, more_than_usual

_FEWEST: Final = 3
_LONGEST: Final = 12
_WINDOW: Final = 8  # days
_LIKE: Final = 1.3  # sums of a band so wide are alike
_WORTH: Final = 4.0  # fewer times the usual is not worth a computation
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Payments:
    """Who paid whom how much and on which day; accounts are numbers from 0, sums in the smallest unit of money."""

    payer: NDArray[np.int64]
    receiver: NDArray[np.int64]
    cents: NDArray[np.int64]
    day: NDArray[np.int64]
    accounts: int


def gathered(payments: Payments) -> Real:
    """Bits for each payment: how many payers sent its receiver a like sum within days, against what is usual there."""
    scores = np.zeros(len(payments.cents))
    order = np.lexsort((payments.day, payments.receiver))
    starts = np.searchsorted(payments.receiver[order], np.arange(payments.accounts + 1))
    sums = np.sort(payments.cents)
    span = int(payments.day.max() - payments.day.min()) + 1
    for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        if end - begin >= _FEWEST:
            _receiver(payments, order[begin:end], sums, span, scores)
    return scores


def _receiver(
    payments: Payments, mine: NDArray[np.int64], sums: NDArray[np.int64], span: int, scores: Real
) -> None:
    """Each payment of one receiver as the first of a window, with the like sums that follow within days."""
    days, cents, payers = payments.day[mine], payments.cents[mine], payments.payer[mine]
    last = np.searchsorted(days, days + _WINDOW, side="right")
    low, high = (cents / _LIKE).astype(np.int64), (cents * _LIKE).astype(np.int64)
    share = (np.searchsorted(sums, high, side="right") - np.searchsorted(sums, low)) / len(sums)
    usual = len(mine) * share * min(1.0, _WINDOW / span)
    for first in range(len(mine)):
        window = slice(first, int(last[first]))
        like = (cents[window] >= low[first]) & (cents[window] <= high[first])
        many = len(set(payers[window][like].tolist()))
        if many >= _FEWEST and many > _WORTH * usual[first]:
            # As many windows were looked at as payments came.
            surprise = max(0.0, by_all(more_than_usual(many, float(usual[first])), len(mine)))
            places = mine[window][like]
            scores[places] = np.maximum(scores[places], surprise)


def coming_round(payments: Payments) -> Real:
    """Bits for each payment: how rare it is that payments of its sum lead back to where they began.

    Of random payments, m of one sum among n accounts close about (m / n) ** length / length rings of a length.
    """
    scores = np.zeros(len(payments.cents))
    places: dict[int, list[int]] = defaultdict(list)
    for place, cents in enumerate(payments.cents.tolist()):
        places[cents].append(place)
    for some in places.values():
        if len(some) >= _FEWEST:
            _rings(payments, np.array(some), scores)
    return scores


def _rings(payments: Payments, some: NDArray[np.int64], scores: Real) -> None:
    """Score the payments of one sum that lie on a ring: both ends in one strongly connected part."""
    names, ends = np.unique(
        np.concatenate([payments.payer[some], payments.receiver[some]]), return_inverse=True
    )
    one, two = ends[: len(some)], ends[len(some) :]
    tied = coo_array((np.ones(len(some)), (one, two)), shape=(len(names), len(names)))
    _, part = connected_components(tied, directed=True, connection="strong")
    sizes = np.bincount(part)[part[one]]
    on_ring = (part[one] == part[two]) & (sizes >= _FEWEST)
    if not on_ring.any():
        return
    length = np.minimum(sizes, _LONGEST).astype(np.float64)
    rare = -(length * np.log2(len(some) / payments.accounts) - np.log2(length))
    scores[some] = np.where(on_ring, np.clip(rare, 0.0, 60.0), 0.0)


def alerts(scores: Sequence[Real], share: float) -> NDArray[np.int64]:
    """The payments to look at when only this share may be: those with most bits in any shape, never one with none."""
    best = np.max(np.stack(list(scores)), axis=0)
    most = int(share * len(best))
    order = np.argsort(-best, kind="stable")[:most]
    chosen: NDArray[np.int64] = order[best[order] > 0]
    return chosen
