"""Takes people out of a network by a centrality, computed anew after every block, and says what is left.

The procedure of L. Cavallaro et al., Disrupting resilient criminal networks through data analysis, PLoS ONE 15 (2020)
e0236476: compute the centrality in what is left, take out the highest (or a block of the highest), measure the largest
component over the largest at the beginning, and again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.disruption.loops import curve
from beccaria.engines.network.compiled import Index, Real, Whole
from beccaria.engines.network.graph import Graph, arranged
from beccaria.engines.network.measures import pagerank
from beccaria.engines.network.paths import paths, weighted_betweenness
from beccaria.engines.network.ranking import rounded

STRATEGIES: Final = ("betweenness", "degree", "pagerank", "best")
# Sources x (nodes + twice the ties): above this (some ten seconds a step) betweenness is taken from a sample.
_MOST_EXACT: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: which strategy, how many people at a time, how many times, and whether weights count."""

    strategy: str
    block: int
    steps: int
    weighted: bool = False


def is_sampled(graph: Graph, plan: Plan) -> bool:
    """Whether the network is too large for exact betweenness at every step."""
    cost = graph.nodes * (graph.nodes + 2 * graph.edges)
    return plan.strategy == "betweenness" and not plan.weighted and cost > _MOST_EXACT


def removed(graph: Graph, plan: Plan) -> Index:
    """Everybody taken out, in order: the highest first, equals in id order. Ends when nobody is left."""
    score = _SCORES[plan.strategy]
    left, places = graph if plan.weighted else unweighted(graph), np.arange(graph.nodes, dtype=np.int32)
    gone: list[Index] = []
    for _ in range(plan.steps):
        if not places.size:
            break
        # A stable sort keeps equals as they stand, which is id order.
        chosen = np.argsort(-rounded(score(left, plan)), kind="stable")[: plan.block]
        gone.append(places[chosen])
        left, places = without(left, places, chosen)
    return np.concatenate(gone) if gone else places


def largest_after(graph: Graph, gone: Index) -> Whole:
    """The size of the largest component after the first k are gone, for k from 0 to all of them."""
    sizes = np.zeros(gone.size + 1, dtype=np.int64)
    curve(graph.starts, graph.ends, gone.astype(np.int32), sizes)
    return sizes


def without(graph: Graph, places: Index, chosen: NDArray[np.integer[Any]]) -> tuple[Graph, Index]:
    """The network without the chosen, and the places of those who stay."""
    stays = np.ones(graph.nodes, dtype=np.bool_)
    stays[chosen] = False
    number = np.cumsum(stays, dtype=np.int32) - 1
    first, second, weights = graph.pairs()
    kept = stays[first] & stays[second]
    ids = [graph.ids[one] for one in np.flatnonzero(stays).tolist()]
    made = arranged(len(ids), number[first[kept]], number[second[kept]], weights[kept])
    return Graph(ids, *made), places[stays]


def unweighted(graph: Graph) -> Graph:
    """The same ties, each of weight 1."""
    return Graph(graph.ids, graph.starts, graph.ends, np.ones(graph.ends.size), graph.arcs, graph.labels)


def _betweenness(graph: Graph, plan: Plan) -> Real:
    return (
        weighted_betweenness(graph)
        if plan.weighted
        else paths(graph, sampled=is_sampled(graph, plan)).betweenness
    )


_SCORES: Final[dict[str, Callable[[Graph, Plan], Real]]] = {
    "betweenness": _betweenness,
    "degree": lambda graph, _: graph.strength,
    "pagerank": lambda graph, _: pagerank(graph),
}
