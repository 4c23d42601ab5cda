"""Searches for the people whose absence leaves least of a network, which no centrality finds.

Works in rounds of 5 % of the people: the set that leaves the smallest largest component at the end of the round is
sought, beginning from what the centralities choose and from an order that looks one step ahead, by annealing from
several seeds; then the next round begins from what is left. With few people the whole search is a second's work; with
many the turns grow fewer, down to the better of its beginnings.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from beccaria.engines.disruption.loops import anneal
from beccaria.engines.disruption.removing import Plan, largest_after, removed, unweighted, without
from beccaria.engines.network.compiled import Index, Real
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.threads import side_by_side

ROUND: Final = 0.05
_SEEDS: Final = 8
_TURNS: Final = 60_000
# Turns x (nodes + twice the ties) a round and seed: some seconds.
_BUDGET: Final = 300_000_000
_WORTH_IT: Final = 50
_HEAT: Final = 0.05
_CANDIDATES: Final = 300
# How much the way to the end of a round counts beside its end.
_ON_THE_WAY: Final = 0.02


def best_removed(graph: Graph, plan: Plan, *, effort: float = 1.0) -> Index:
    """Everybody taken out, in order. `effort` below 1 searches less. Weights do not count: what is left does."""
    left, places = unweighted(graph), np.arange(graph.nodes, dtype=np.int32)
    per_round = plan.block * max(1, round(ROUND * graph.nodes / plan.block))
    waiting = min(plan.block * plan.steps, graph.nodes)
    gone: list[Index] = []
    while waiting and left.edges:
        chosen = best_round(left, min(per_round, waiting), plan.block, effort)
        gone.append(places[chosen])
        waiting -= chosen.size
        left, places = without(left, places, chosen)
    # Once no ties are left the order is indifferent: id order.
    return np.concatenate([*gone, places[:waiting]])


def best_round(graph: Graph, count: int, block: int, effort: float = 1.0) -> Index:
    """The order of `count` people that leaves least at its end, and of those the one that leaves least on the way."""
    price = prices(count, block)
    begun = list(_beginnings(graph, count, block))
    turns = int(min(_TURNS, _BUDGET // (graph.nodes + 2 * graph.edges)) * effort)
    found = begun if turns < _WORTH_IT else [*begun, *_annealed(graph, begun, price, turns, count)]
    return min(found, key=lambda order: worth(graph, order, price))


def worth(graph: Graph, order: Index, price: Real) -> float:
    """What an order leaves, at its end and a little on the way: less is better."""
    return round(float((largest_after(graph, order) * price).sum()), 9)


def prices(count: int, block: int) -> Real:
    """What each person of the largest component costs after k are gone: only the ends of blocks count."""
    price = np.zeros(count + 1)
    price[block::block] = _ON_THE_WAY / max(count // block, 1)
    price[count] = 1
    return price


def _beginnings(graph: Graph, count: int, block: int) -> Iterator[Index]:
    """What the centralities choose, and what looking one step ahead chooses."""
    for strategy in ("betweenness", "degree", "pagerank"):
        if strategy != "betweenness" or graph.nodes * (graph.nodes + 2 * graph.edges) * count <= 10 * _BUDGET:
            yield removed(graph, Plan(strategy, block, -(-count // block)))[:count]
    if graph.nodes * (graph.nodes + 2 * graph.edges) * count <= _BUDGET:
        yield _looking_ahead(graph, count)


def _looking_ahead(graph: Graph, count: int) -> Index:
    """Each time the person whose absence leaves the smallest largest component; of equals the best tied."""
    gone = np.empty(0, dtype=np.int32)
    for _ in range(count):
        others = [one for one in np.argsort(-graph.degree, kind="stable").tolist() if one not in set(gone.tolist())]
        sizes = [int(largest_after(graph, np.append(gone, np.int32(one)))[-1]) for one in others]
        gone = np.append(gone, np.int32(others[int(np.argmin(sizes))])).astype(np.int32)
    return gone


def _annealed(graph: Graph, begun: list[Index], price: Real, turns: int, count: int) -> list[Index]:
    likely = np.unique(np.concatenate([np.argsort(-graph.degree, kind="stable")[:_CANDIDATES], *begun]))
    heat = _HEAT * float(largest_after(graph, begun[0][:0])[0])

    def one(seed: int) -> Index:
        order = begun[seed % len(begun)].astype(np.int32).copy()
        anneal(graph.starts, graph.ends, order, likely.astype(np.int32), price, turns, heat, seed)
        return order

    return side_by_side(one, range(_SEEDS)) if count < graph.nodes else []
