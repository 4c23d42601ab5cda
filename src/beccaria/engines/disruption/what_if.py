"""Says what is left of a network when chosen people are out of it at once, and how sure that is."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.disruption.removing import largest_after
from beccaria.engines.network.compiled import Index
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.stability import MISSED

_TRIALS: Final = 200
# Nodes + twice the ties, times the trials: above this (a few seconds) fewer trials are made.
_BUDGET: Final = 100_000_000
_LEAST: Final = 20


@dataclass(frozen=True, slots=True)
class Left:
    """The size of the largest component before and after, and the share of it that is left.

    `low` and `high`: the 5th and 95th percentile of that share over `trials` networks, each without 10-15 % of the
    ties, as if they had been missed. `pieces` and `alone`: into how many components of two or more those who stay
    fall, and how many of them are tied to nobody any more who were tied to somebody before.
    """

    before: int
    after: int
    share: float
    low: float
    high: float
    trials: int
    pieces: int
    alone: int


def left_without(graph: Graph, gone: Index) -> Left:
    """What is left when these nodes go together. A network without ties loses nothing but the people."""
    sizes = largest_after(graph, gone)
    trials = int(max(_LEAST, min(_TRIALS, _BUDGET // max(1, graph.nodes + 2 * graph.edges))))
    shares = [_share(graph, gone, trial) for trial in range(trials)]
    stays = np.ones(graph.nodes, dtype=np.bool_)
    stays[gone] = False
    first, second, _weights = graph.pairs()
    rest = graph.with_pairs(stays[first] & stays[second])
    pieces = np.bincount(rest.component[stays]) if stays.any() else np.zeros(0, dtype=np.int64)
    return Left(
        before=int(sizes[0]),
        after=int(sizes[-1]),
        share=float(sizes[-1] / sizes[0]),
        low=float(np.quantile(shares, 0.05)),
        high=float(np.quantile(shares, 0.95)),
        trials=trials,
        pieces=int((pieces > 1).sum()),
        alone=int((stays & (rest.degree == 0) & (graph.degree > 0)).sum()),
    )


def _share(graph: Graph, gone: Index, trial: int) -> float:
    rng = np.random.default_rng([trial, 3])
    seen = graph.with_pairs(rng.random(graph.edges) >= MISSED[trial % len(MISSED)])
    sizes = largest_after(seen, gone)
    return float(sizes[-1] / sizes[0])
