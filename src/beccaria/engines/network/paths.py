"""Betweenness and closeness: exact where the network is small enough, else from sampled sources with an error bar."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.network import loops_paths as loops
from beccaria.engines.network.compiled import Index, Real
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.threads import side_by_side

# Sources x (nodes + twice the ties): above this (some minutes on two cores) exact paths are not tried unasked.
MOST_EXACT: Final = 20_000_000_000
# What a sample may cost: about 300 sources of a network of 10,000 people with 40,000 ties.
_SAMPLE_COST: Final = 27_000_000
_LEAST_SAMPLE: Final = 50
_PIECES: Final = 8
_WORTH_THREADS: Final = 1_000_000
# So many people of like betweenness lend each other their spread.
_ALIKE: Final = 100
# 95 % of a normal distribution lies within so many standard deviations.
_SURE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Paths:
    """Betweenness (pairs counted once), closeness, and how sure they are.

    `error` is half the width of the 95 % confidence interval of betweenness; zero when `sources` is everybody.
    """

    betweenness: Real
    closeness: Real
    error: Real
    sources: int


def can_be_exact(graph: Graph) -> bool:
    """Whether exact paths take minutes rather than hours."""
    return graph.nodes * (graph.nodes + 2 * graph.edges) <= MOST_EXACT


def paths(graph: Graph, *, sampled: bool = False, seed: int = 0) -> Paths:
    """Betweenness: number of shortest paths through each node, split where there are several; each pair once.

    Closeness after S. Wasserman and K. Faust: (others reached / all others) x (others reached / sum of distances), 0
    when nobody is reached. Ties have length 1. Sampled: U. Brandes, C. Pich, Centrality estimation (2007).
    """
    nodes = graph.nodes
    sources = np.arange(nodes, dtype=np.int32)
    if sampled:
        wanted = max(_LEAST_SAMPLE, _SAMPLE_COST // (nodes + 2 * graph.edges + 1))
        if wanted < nodes:
            sources = np.sort(np.random.default_rng(seed).permutation(nodes)[:wanted]).astype(np.int32)
    through, squares, far, reached = np.sum(
        side_by_side(lambda some: _from(graph, some, scaled=sampled), _pieces(graph, sources)), axis=0
    )
    taken = max(sources.size, 1)
    mean = through / taken
    spread = _spread(mean, np.maximum(squares / taken - mean**2, 0) * taken / max(taken - 1, 1))
    each = nodes if sampled else nodes / 2  # scaled paths count once over both directions, others twice
    unseen = np.sqrt(max(0.0, 1 - taken / max(nodes, 1)))
    return Paths(
        betweenness=mean * each,
        closeness=_closeness(far, reached, taken, nodes),
        error=_SURE * spread / np.sqrt(taken) * unseen * each,
        sources=int(sources.size),
    )


def weighted_betweenness(graph: Graph) -> Real:
    """Betweenness where a tie of weight w has length 1 / w: much contact is a short way."""

    def some(sources: Index) -> Real:
        through = np.zeros(graph.nodes)
        loops.by_lengths(graph.starts, graph.ends, 1 / graph.weights, sources, through)
        return through

    everybody = np.arange(graph.nodes, dtype=np.int32)
    found = np.sum(side_by_side(some, _pieces(graph, everybody)), axis=0)
    return np.asarray(found / 2, dtype=np.float64)


def _pieces(graph: Graph, sources: Index) -> list[Index]:
    """The sources in pieces for the cores; in one where starting threads would take longer than the work."""
    small = sources.size * (graph.nodes + 2 * graph.edges) < _WORTH_THREADS
    return np.array_split(sources, 1 if small else _PIECES)


def _from(graph: Graph, sources: Index, *, scaled: bool) -> Real:
    sums = np.zeros((4, graph.nodes))
    loops.by_steps(graph.starts, graph.ends, sources, scaled, *sums)
    return sums


def _spread(mean: Real, variance: Real) -> Real:
    """Standard deviation over sources, not below that of people with like betweenness.

    The few sources beside a person say most about him; a sample that missed them would make him look surely small.
    """
    order = np.argsort(mean, kind="stable")
    around = min(_ALIKE, mean.size)
    pooled = np.empty_like(variance)
    pooled[order] = np.convolve(variance[order], np.full(around, 1 / around), mode="same")
    return np.sqrt(np.maximum(variance, pooled))


def _closeness(far: Real, reached: Real, taken: int, nodes: int) -> Real:
    """From the distances to the sources; of a sample, all others are taken to be as far as those."""
    others = reached * nodes / taken - 1
    away = far * nodes / taken
    return np.divide(others**2, max(nodes - 1, 1) * away, out=np.zeros(nodes), where=away > 0)
