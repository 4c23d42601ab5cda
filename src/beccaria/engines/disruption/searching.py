"""Searches for the people whose absence leaves least of a network, which no centrality finds.

First in rounds of 5 % of the people: the set that leaves the smallest largest component at the end of the round, found
by annealing from what the centralities choose and from an order that looks one step ahead; then the next round in what
is left. Last, the whole order is annealed at once, the end of the first round counting most. With few people this is
some seconds' work; with many the turns grow fewer, down to the better of the beginnings.
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
_TURNS: Final = 50_000
# Turns x (nodes + twice the ties) a round and seed: some seconds.
_BUDGET: Final = 300_000_000
_WORTH_IT: Final = 50
_HEAT: Final = 0.05
_CANDIDATES: Final = 300
# What the ends of the first and of later rounds cost beside what lies between them.
_FIRST, _LATER, _BETWEEN = 10.0, 1.0, 0.1


def best_removed(graph: Graph, plan: Plan, *, effort: float = 1.0) -> Index:
    """Everybody taken out, in order. `effort` below 1 searches less. Weights do not count: what is left does."""
    count = min(plan.block * plan.steps, graph.nodes)
    per_round = plan.block * max(1, round(ROUND * graph.nodes / plan.block))
    order = _by_rounds(unweighted(graph), count, per_round, plan.block, effort)
    if count <= per_round:
        return order
    price = prices(count, plan.block, per_round)
    begun = [order, *_beginnings(graph, count, plan.block)]
    return _best(graph, begun, price, effort)


def best_together(graph: Graph, count: int) -> Index:
    """The set that leaves least when all of it goes at once."""
    return _best(graph, list(_beginnings(graph, count, count)), prices(count, count, count), 1.0)


def prices(count: int, block: int, per_round: int) -> Real:
    """What each person of the largest component costs after k are gone: only the ends of blocks count."""
    price = np.zeros(count + 1)
    price[block::block] = _BETWEEN / max(count // block, 1)
    price[per_round::per_round] = _LATER
    price[count] = _LATER
    price[min(per_round, count)] = _FIRST
    return price


def worth(graph: Graph, order: Index, price: Real) -> float:
    """What an order leaves, most of all at the ends of rounds: less is better."""
    return round(float((largest_after(graph, order) * price).sum()), 9)


def _by_rounds(left: Graph, count: int, per_round: int, block: int, effort: float) -> Index:
    places = np.arange(left.nodes, dtype=np.int32)
    gone: list[Index] = []
    while count and left.edges:
        size = min(per_round, count)
        chosen = _best(left, list(_beginnings(left, size, block)), prices(size, block, size), effort)
        gone.append(places[chosen])
        count -= size
        left, places = without(left, places, chosen)
    # Once no ties are left the order is indifferent: id order.
    return np.concatenate([*gone, places[:count]])


def _best(graph: Graph, begun: list[Index], price: Real, effort: float) -> Index:
    """The cheapest of the beginnings and of what annealing makes of them."""
    turns = int(min(_TURNS, _BUDGET // (graph.nodes + 2 * graph.edges)) * effort)
    enough = turns >= _WORTH_IT and price.size - 1 < graph.nodes
    found = [*begun, *_annealed(graph, begun, price, turns, effort)] if enough else begun
    return min(found, key=lambda order: worth(graph, order, price))


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
        others = [
            one for one in np.argsort(-graph.degree, kind="stable").tolist() if one not in set(gone.tolist())
        ]
        sizes = [int(largest_after(graph, np.append(gone, np.int32(one)))[-1]) for one in others]
        gone = np.append(gone, np.int32(others[int(np.argmin(sizes))])).astype(np.int32)
    return gone


def _annealed(graph: Graph, begun: list[Index], price: Real, turns: int, effort: float) -> list[Index]:
    likely = np.unique(np.concatenate([np.argsort(-graph.degree, kind="stable")[:_CANDIDATES], *begun]))
    heat = _HEAT * float(largest_after(graph, begun[0][:0])[0]) * float(price.max())

    def one(seed: int) -> Index:
        order = begun[seed % len(begun)].astype(np.int32).copy()
        anneal(graph.starts, graph.ends, order, likely.astype(np.int32), price, turns, heat, seed)
        return order

    return side_by_side(one, range(max(2, round(_SEEDS * effort))))
