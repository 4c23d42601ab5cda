"""Who is whom when everybody has at most one counterpart: rivals weaken each other, equals are refused."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.matching.payers_pairs import Numbers, Pairs, Shares

LINK: Final = 0.5
_TWICE: Final = 0.9
_MOST: Final = 60.0


@dataclass(frozen=True, slots=True)
class Settled:
    """The places (in the pairs) of what is linked and of what is near to it but refused, and all probabilities."""

    linked: Numbers
    refused: Numbers
    probability: Shares


def across(
    pairs: Pairs, one: Shares, odds: Shares, *, threshold: float = LINK, unique: bool = False
) -> Settled:
    """Link pairs of two tables. `one`, `odds`: of each pair alone, as `payers_learn.posterior` says.

    Records that are one person within their table count as one, so that a payer with two rows is no rival of himself;
    unless both tables are said to be `unique`: then two rows alike are two people, and neither is linked.
    A pair's probability is its weight against its own and all its rivals' on both sides, and against no link at all:
    more than a half can only be had by one pair of a record, and never by two equal rivals.
    """
    entity = _entities(pairs, np.zeros_like(one) if unique else one)
    cross = np.flatnonzero(pairs.sides == 1)
    who = np.stack([entity[pairs.left[cross]], entity[pairs.right[cross]]], axis=1)
    together, place = np.unique(who, axis=0, return_inverse=True)
    place = place.reshape(-1)
    best = np.full(len(together), -np.inf)
    np.maximum.at(best, place, odds[cross])
    weight = np.exp(np.minimum(best, _MOST))
    left = np.bincount(together[:, 0], weight, len(entity))[together[:, 0]] if len(together) else weight
    right = np.bincount(together[:, 1], weight, len(entity))[together[:, 1]] if len(together) else weight
    settled = weight / (1 + left + right - weight)
    probability = np.zeros(len(pairs.left))
    probability[cross] = settled[place]
    linked = cross[probability[cross] > threshold]
    refused = cross[(one[cross] > LINK) & (probability[cross] <= threshold)]
    return Settled(linked, refused, probability)


def within(pairs: Pairs, one: Shares, *, threshold: float = LINK) -> Settled:
    """Link pairs of one table; whether chains of them are one person is for the clustering to say."""
    inside = np.flatnonzero(pairs.sides == 0)
    linked = inside[one[inside] > threshold]
    return Settled(linked, np.zeros(0, dtype=np.int64), one)


def _entities(pairs: Pairs, one: Shares) -> Numbers:
    """For each record the first record of its own table that is the same person beyond reasonable doubt."""
    size = int(max(pairs.left.max(initial=-1), pairs.right.max(initial=-1))) + 1
    first = np.arange(size)

    def head(record: int) -> int:
        while first[record] != record:
            first[record] = first[first[record]]
            record = int(first[record])
        return record

    for place in np.flatnonzero((pairs.sides != 1) & (one > _TWICE)):
        a, b = head(int(pairs.left[place])), head(int(pairs.right[place]))
        first[max(a, b)] = min(a, b)
    return np.array([head(record) for record in range(size)], dtype=np.int64)
