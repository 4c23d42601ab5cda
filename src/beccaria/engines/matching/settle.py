"""From likely pairs to settled links: clusters that hold together, and one to one where lists hold nobody twice.

Weights are in bits: log2 of the odds that a pair is one person. A cluster grows by the mean evidence between its
parts, pairs that were never compared counting a little against it, so that no chain hangs on one weak pair
(correlation clustering, Bansal, Blum and Chawla 2004, by greedy joining of the best two parts).
"""

import heapq
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]  # scipy has no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # the same

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CAP: Final = 10.0  # bits one pair may speak for a join
_FLOOR: Final = -6.0  # bits one pair may speak against it
_PAIR: Final = 2
_SETTLED: Final = 1e-6
_NEVER: Final = -1e6
_SPREAD: Final = 0.75  # 1: the mean of all pairs decides; 0: their sum
_STRONG: Final = 6.0
_LARGEST_TRUSTED: Final = 50
_FEW: Final = 20
_UNIQUE: Final = 0.03  # a list in which fewer than this share stand twice holds everybody once


@dataclass(frozen=True, slots=True)
class Settled:
    """For each record the smallest number of its cluster, and the weakest join (bits) that made the cluster."""

    cluster: Ints
    weakest: Floats


def calibrated(weights: Floats, prior: float, pairs: float) -> tuple[Floats, float]:
    """The weights with the share of true pairs that the weights themselves imply, and that share.

    Expectation maximisation of one number: the expected matches among the compared pairs, over all `pairs`.
    """
    if not len(weights):
        return weights, prior
    bare, share = weights - bits(prior), prior
    for _ in range(200):
        expected = float(np.sum(1 / (1 + np.exp2(-np.clip(bare + bits(share), -60, 60)))))
        new = min(max(expected / pairs, 1e-12), 0.5)
        if abs(new / share - 1) < _SETTLED:
            break
        share = new
    return bare + bits(share), share


def bits(share: float) -> float:
    """The weight that stands for a probability: log2 of its odds."""
    share = min(max(share, 1e-15), 1 - 1e-15)
    return float(np.log2(share / (1 - share)))


def probability(weights: Floats) -> Floats:
    """The probability that stands for a weight in bits."""
    found: Floats = 1 / (1 + np.exp2(-np.clip(weights, -60, 60)))
    return found


def across(left: Ints, right: Ints, weight: Floats, least: float, *, one_to_one: bool | None) -> Flags:
    """Which pairs of two lists stay; `one_to_one` None: each side that holds hardly anybody twice is held to it."""
    keep = weight >= least
    alone_left = one_to_one if one_to_one is not None else _unique(left, keep & (weight >= _STRONG))
    alone_right = one_to_one if one_to_one is not None else _unique(right, keep & (weight >= _STRONG))
    taken: set[int] = set()
    kept = np.zeros(len(weight), dtype=bool)
    order = np.lexsort((right, left, -weight))
    for place in order[keep[order]].tolist():
        one, other = int(left[place]), int(right[place])
        if (alone_left and one in taken) or (alone_right and other in taken):
            continue
        taken.update((one, other))
        kept[place] = True
    return kept


def forbidden(weight: Floats, allowed: Flags) -> Floats:
    """The weights, those of pairs that must not be joined so low that no company outweighs them."""
    return np.where(allowed, weight, _NEVER)


def _unique(records: Ints, strong: Flags) -> bool:
    """Whether hardly any record has two strong partners: then the other list holds nobody twice."""
    _, counts = np.unique(records[strong], return_counts=True)
    return bool((counts > 1).mean() < _UNIQUE) if len(counts) else True


def groups(records: int, left: Ints, right: Ints) -> Ints:
    """For each record the smallest number of those it is linked with, over however many links."""
    parts = _parts(records, left, right)
    first = np.full(int(parts.max(initial=0)) + 1, records, dtype=np.int64)
    np.minimum.at(first, parts, np.arange(records))
    found: Ints = first[parts]
    return found


def _parts(records: int, left: Ints, right: Ints) -> Ints:
    links = coo_array((np.ones(len(left), dtype=bool), (left, right)), shape=(records, records))
    found: Ints = connected_components(links, directed=False)[1]
    return found


def within(records: int, left: Ints, right: Ints, weight: Floats, least: float) -> Settled:
    """The clusters of one list."""
    joining = weight > least
    parts = _parts(records, left[joining], right[joining])
    sizes = np.bincount(parts, minlength=1)
    small = sizes[parts] <= _PAIR
    cluster = np.where(small, groups(records, left[joining], right[joining]), np.arange(records))
    weakest = np.full(records, np.inf)
    pair = joining & (sizes[parts[left]] == _PAIR)
    weakest[left[pair]] = weakest[right[pair]] = weight[pair]
    inside = (parts[left] == parts[right]) & (sizes[parts[left]] > _PAIR)
    against = _unseen(left, right, weight, records)
    order = np.argsort(parts[left[inside]], kind="stable")
    one, other, bits = left[inside][order], right[inside][order], weight[inside][order]
    bounds = np.flatnonzero(np.diff(parts[one])) + 1
    for a, b, w in zip(np.split(one, bounds), np.split(other, bounds), np.split(bits, bounds), strict=True):
        if len(a):
            _Part(a, b, w, least, against).settle(cluster, weakest)
    return Settled(cluster, weakest)


def _unseen(left: Ints, right: Ints, weight: Floats, records: int) -> float:
    """What a pair that was not compared says against a join: the more of the sure pairs were compared, the more.

    Of the pairs inside sure clusters some share is compared; without that share a missing pair would say nothing.
    """
    strong = weight >= _STRONG
    parts = _parts(records, left[strong], right[strong])
    sizes = np.bincount(parts, minlength=1)
    judged = sizes[(sizes > _PAIR) & (sizes <= _LARGEST_TRUSTED)].astype(np.float64)
    compared = (
        (parts[left] == parts[right])
        & (sizes[parts[left]] > _PAIR)
        & (sizes[parts[left]] <= _LARGEST_TRUSTED)
    )
    spanning = float((judged - 1).sum())
    possible = float((judged * (judged - 1) / 2).sum()) - spanning
    seen = (float(compared.sum()) - spanning) / possible if possible > _FEW else 0.9
    return 0.35 * float(np.log2(1 - min(max(seen, 0.2), 0.995)))


def _held(weight: Floats) -> Floats:
    return np.where(weight <= _NEVER, _NEVER, np.clip(weight, _FLOOR, _CAP))


class _Part:
    """The joining of one connected part, its records numbered from 0."""

    def __init__(self, left: Ints, right: Ints, weight: Floats, least: float, against: float) -> None:
        self.names, numbers = np.unique(np.concatenate((left, right)), return_inverse=True)
        ends = numbers.reshape(2, -1).tolist()
        self.least, self.against = least, against
        count = len(self.names)
        self.near: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]
        for a, b, w in zip(ends[0], ends[1], _held(weight).tolist(), strict=True):
            self.near[a][b] = self.near[b][a] = (w, 1)
        self.members: list[list[int]] = [[one] for one in range(count)]
        self.turn = [0] * count
        self.weakest = [np.inf] * count

    def settle(self, cluster: Ints, weakest: Floats) -> None:
        """Join the best two parts again and again, and write down what came of it."""
        self._join_all()
        for members, least in zip(self.members, self.weakest, strict=True):
            names = self.names[members]
            if len(names):
                cluster[names] = names.min()
                weakest[names] = least

    def _score(self, a: int, b: int) -> float:
        bits, compared = self.near[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        return float((bits + self.against * (pairs - compared)) / pairs**_SPREAD)

    def _join_all(self) -> None:
        heap = [(-self._score(a, b), a, b, 0, 0) for a, near in enumerate(self.near) for b in near if a < b]
        heap = [entry for entry in heap if -entry[0] > self.least]
        heapq.heapify(heap)
        while heap:
            score, a, b, turn_a, turn_b = heapq.heappop(heap)
            if self.turn[a] != turn_a or self.turn[b] != turn_b:
                continue
            if len(self.near[a]) < len(self.near[b]):
                a, b = b, a
            self.weakest[a] = min(self.weakest[a], self.weakest[b], -score)
            self._join(a, b)
            for other in self.near[a]:
                new = self._score(a, other)
                if new > self.least:
                    heapq.heappush(heap, (-new, a, other, self.turn[a], self.turn[other]))

    def _join(self, a: int, b: int) -> None:
        self.members[a] += self.members[b]
        self.members[b] = []
        self.turn[a] += 1
        self.turn[b] += 1
        del self.near[a][b]
        for other, (bits, compared) in self.near[b].items():
            if other == a:
                continue
            del self.near[other][b]
            before = self.near[a].get(other, (0.0, 0))
            self.near[a][other] = self.near[other][a] = (before[0] + bits, before[1] + compared)
        self.near[b] = {}
