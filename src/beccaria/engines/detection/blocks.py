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
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """Who is in it on either side, how many calls it holds, and how many chance would give."""

    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    calls: int
    usual: float


def blocks(source: Sequence[str], destination: Sequence[str]) -> list[Block]:
    """Every dense block with at least three on either side, the largest first."""
    pairs, out, into = Counter(zip(source, destination, strict=True)), Counter(source), Counter(destination)
    usual = {(one, two): out[one] * into[two] / len(source) for one, two in pairs}
    heavy = _heavy(pairs, usual)
    found = [_block(*members, pairs, usual) for part in _tied(heavy) if (members := _peeled(part))]
    return sorted(found, key=lambda block: (-block.calls, block.sources))


def _block(
    sources: frozenset[str], destinations: frozenset[str], pairs: Counter[Pair], usual: dict[Pair, float]
) -> Block:
    inside = [pair for pair in pairs if pair[0] in sources and pair[1] in destinations]
    return Block(
        tuple(sorted(sources)), tuple(sorted(destinations)),
        sum(pairs[pair] for pair in inside), round(sum(usual[pair] for pair in inside), 2),
    )  # fmt: skip


def _heavy(pairs: Counter[Pair], usual: dict[Pair, float]) -> list[Pair]:
    """Pairs with far more calls than chance gives, after all pairs were looked at."""
    names = list(pairs)
    seen, mean = np.array([pairs[pair] for pair in names]), np.array([usual[pair] for pair in names])
    surprise = -poisson.logsf(seen - 1, mean) / np.log(2) - np.log2(max(1, len(names)))
    return [names[place] for place in np.flatnonzero(surprise >= _BITS).tolist()]


def _tied(heavy: list[Pair]) -> list[list[Pair]]:
    """The pairs in groups that hang together."""
    if not heavy:
        return []
    ones, twos = sorted({one for one, _ in heavy}), sorted({two for _, two in heavy})
    first = {name: place for place, name in enumerate(ones)}
    second = {name: place + len(ones) for place, name in enumerate(twos)}
    rows, columns = zip(*[(first[one], second[two]) for one, two in heavy], strict=True)
    size = len(ones) + len(twos)
    _, group = connected_components(
        coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size)), directed=False
    )
    parts: dict[int, list[Pair]] = {}
    for one, two in heavy:
        parts.setdefault(int(group[first[one]]), []).append((one, two))
    return list(parts.values())


def _peeled(pairs: list[Pair]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Who remains when everybody goes who is tied to too few of the other side; nobody if too few remain."""
    ones, twos = {one for one, _ in pairs}, {two for _, two in pairs}
    while len(ones) >= _SMALLEST and len(twos) >= _SMALLEST:
        kept = [(one, two) for one, two in pairs if one in ones and two in twos]
        out, into = Counter(one for one, _ in kept), Counter(two for _, two in kept)
        weak_ones = {one for one in ones if out[one] < _SHARE * len(twos)}
        weak_twos = {two for two in twos if into[two] < _SHARE * len(ones)}
        if not weak_ones and not weak_twos:
            return frozenset(ones), frozenset(twos)
        ones, twos = ones - weak_ones, twos - weak_twos
    return None
