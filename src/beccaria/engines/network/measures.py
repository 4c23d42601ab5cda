"""The figures of every member of a network, computed together."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.network import loops_structure as structure
from beccaria.engines.network.compiled import Index, Real
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.paths import Paths, can_be_exact, paths

_DAMPING: Final = 0.85
_SETTLED: Final = 1e-10
_ROUNDS: Final = 200
# Brokerage looks at the contacts of contacts; beyond so many looks (a minute) it is left out.
_MOST_LOOKS: Final = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Measures:
    """Arrays in the order of the people. `constraint` is not a number for somebody without ties.

    Constraint and effective size are None where the network is too dense for them.
    """

    paths: Paths
    core: Index
    cut: Index
    pagerank: Real
    constraint: Real | None
    effective: Real | None
    sampled: bool


def measure(graph: Graph, *, sampled: bool = False) -> Measures:
    """Compute everything; paths from a sample when asked, or when the network is too large for all of them."""
    sampled = sampled or not can_be_exact(graph)
    constraint, effective = np.zeros(graph.nodes), np.zeros(graph.nodes)
    feasible = float((graph.degree.astype(np.float64) ** 2).sum()) <= _MOST_LOOKS
    if feasible:
        structure.brokerage(graph.starts, graph.ends, graph.weights, constraint, effective)
    return Measures(
        paths=paths(graph, sampled=sampled),
        core=structure.cores(graph.starts, graph.ends),
        cut=structure.cut_points(graph.starts, graph.ends),
        pagerank=pagerank(graph),
        constraint=constraint if feasible else None,
        effective=effective if feasible else None,
        sampled=sampled,
    )


def pagerank(graph: Graph) -> Real:
    """PageRank with damping 0.85, ties followed by weight; who has none passes on to everybody (S. Brin, L. Page)."""
    if not graph.nodes:
        return np.zeros(0)
    rank, new = np.full(graph.nodes, 1 / graph.nodes), np.empty(graph.nodes)
    for _ in range(_ROUNDS):
        change = structure.follow(graph.starts, graph.ends, graph.weights, rank, new, _DAMPING)
        rank, new = new, rank
        if change < _SETTLED:
            break
    return rank
