"""From likely pairs to settled links: who is one person, without chains hung on one weak pair, one to one if wished."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_NONE: Final = -1


def one_to_one(left: Ints, right: Ints, probability: Floats, margin: float = 0.0) -> NDArray[np.bool_]:
    """Which pairs stay when each record may stand in one pair only: the most likely first, ties by record number."""
    order = np.lexsort((right, left, -probability))
    kept = np.zeros(len(left), dtype=bool)
    taken: set[int] = set()
    for place in order.tolist():
        one, other = int(left[place]), int(right[place])
        if one not in taken and other not in taken:
            taken.update((one, other))
            kept[place] = True
    return kept


def clusters(records: int, left: Ints, right: Ints, probability: Floats, join: float) -> Ints:
    """The smallest record number of each record's cluster, pairs from `join` upwards being one person."""
    parent = list(range(records))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for place in np.flatnonzero(probability >= join).tolist():
        one, other = root(int(left[place])), root(int(right[place]))
        if one != other:
            parent[max(one, other)] = min(one, other)
    return np.fromiter((root(one) for one in range(records)), dtype=np.int64, count=records)
