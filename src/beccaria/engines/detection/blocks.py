"""Finds dense blocks in who calls whom or pays whom: some sources, some destinations, far more often than chance.

A pair's calls are compared with what the two would have if everybody chose at random (Poisson, mean out x in / all);
pairs that stay surprising after all pairs were looked at are tied together, and what hangs together is peeled until
each member is tied to a fair share of the other side (greedy peeling: M. Charikar 2000, APPROX 2000, LNCS 1913:84-95).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array  # type: ignore[import-untyped]  # scipy has no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # the same
from scipy.stats import poisson  # type: ignore[import-untyped]  # the same

_SMALLEST: Final = 3
_SHARE: Final = 0.3
_BITS: Final = 7.0


@dataclass(frozen=True, slots=True)
class Block:
    """Who is in it on either side, how many calls it holds, and how many chance would give."""

    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    calls: int
    usual: float


def blocks(source: Sequence[str], destination: Sequence[str]) -> list[Block]:
    """Every dense block with at least three on either side, the largest first."""
    heavy = _heavy(source, destination)
    if not heavy:
        return []
    ones, twos = sorted({one for one, _ in heavy}), sorted({two for _, two in heavy})
    first = {name: place for place, name in enumerate(ones)}
    second = {name: place + len(ones) for place, name in enumerate(twos)}
    size = len(ones) + len(twos)
    rows, columns = zip(*[(first[one], second[two]) for one, two in heavy], strict=True)
    _, group = connected_components(
        coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size)), False
    )
    parts: dict[int, dict[tuple[str, str], tuple[int, float]]] = {}
    for (one, two), value in heavy.items():
        parts.setdefault(int(group[first[one]]), {})[one, two] = value
    found = [block for part in parts.values() if (block := _peeled(part))]
    return sorted(found, key=lambda block: (-block.calls, block.sources))


def _heavy(source: Sequence[str], destination: Sequence[str]) -> dict[tuple[str, str], tuple[int, float]]:
    """Pairs with far more calls than chance gives, after all pairs were looked at: calls, and what chance gives."""
    pairs, out, into = Counter(zip(source, destination, strict=True)), Counter(source), Counter(destination)
    names = list(pairs)
    seen = np.array([pairs[pair] for pair in names])
    usual = np.array([out[one] * into[two] for one, two in names]) / max(1, len(source))
    surprise = -poisson.logsf(seen - 1, usual) / np.log(2) - np.log2(max(1, len(names)))
    return {
        pair: (int(seen[place]), float(usual[place]))
        for place, pair in enumerate(names)
        if surprise[place] >= _BITS
    }


def _peeled(pairs: dict[tuple[str, str], tuple[int, float]]) -> Block | None:
    """What remains when everybody goes who is tied to too few of the other side; nothing if too few remain."""
    ones, twos = {one for one, _ in pairs}, {two for _, two in pairs}
    while len(ones) >= _SMALLEST and len(twos) >= _SMALLEST:
        kept = [(one, two) for one, two in pairs if one in ones and two in twos]
        out, into = Counter(one for one, _ in kept), Counter(two for _, two in kept)
        weak_ones = {one for one in ones if out[one] < _SHARE * len(twos)}
        weak_twos = {two for two in twos if into[two] < _SHARE * len(ones)}
        if not weak_ones and not weak_twos:
            inside = [pairs[pair] for pair in kept]
            return Block(
                tuple(sorted(ones)), tuple(sorted(twos)),
                sum(calls for calls, _ in inside), round(sum(usual for _, usual in inside), 2),
            )  # fmt: skip
        ones, twos = ones - weak_ones, twos - weak_twos
    return None
