"""Communities: the division of a network with the greatest modularity found over many seeds."""

from dataclasses import dataclass

import numpy as np

from beccaria.engines.network import loops_communities as loops
from beccaria.engines.network.compiled import Index, Real, Whole
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.threads import side_by_side

# In large networks a second round costs as much as a second seed and finds less.
_TWICE = 100_000


@dataclass(frozen=True, slots=True)
class Division:
    """The community of every node, numbered from 0 by first member, and its modularity."""

    member: Index
    modularity: float


def divide(graph: Graph, seed: int) -> Division:
    """Find communities from one seed. Without ties everybody is alone, with modularity 0.

    Louvain with refinement on the way back (R. Rotta, A. Noack, 2011), twice in small networks; pieces
    of a community that do not hang together become communities (the guarantee of Leiden). Weights count.
    """
    member = np.arange(graph.nodes, dtype=np.int32)
    total = float(graph.strength.sum())
    if total == 0:
        return Division(member, 0.0)
    rng = np.random.default_rng(seed)
    for _ in range(2 if graph.edges <= _TWICE else 1):
        _level(graph.starts, graph.ends, graph.weights, graph.strength, member, total, rng)
        loops.split(graph.starts, graph.ends, member)
    loops.renumber(member)
    found = loops.modularity(graph.starts, graph.ends, graph.weights, graph.strength, member, total)
    return Division(member, float(found))


def divisions(graph: Graph, seeds: int) -> list[Division]:
    """Divide from seeds 0, 1, 2 …, side by side; in the order of the seeds."""
    return side_by_side(lambda seed: divide(graph, seed), range(seeds))


def best(found: list[Division]) -> Division:
    """The division with the greatest modularity, the earliest of equals."""
    return max(found, key=lambda one: round(one.modularity, 9))


def _level(  # noqa: PLR0917  what the compiled loops take
    starts: Whole, ends: Index, weights: Real, strength: Real, member: Index, total: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Move nodes, make communities nodes, do the same there, come back, and move nodes once more."""
    nodes = starts.size - 1
    order = rng.permutation(nodes).astype(np.int32)
    loops.move(starts, ends, weights, strength, member, order, total)
    groups = loops.renumber(member)
    if groups == nodes:
        return
    new_strength = np.bincount(member, weights=strength, minlength=groups).astype(np.float64)
    above = np.arange(groups, dtype=np.int32)
    _level(*loops.gather(starts, ends, weights, member, groups), new_strength, above, total, rng)
    member[:] = above[member]
    loops.move(starts, ends, weights, strength, member, order, total)
