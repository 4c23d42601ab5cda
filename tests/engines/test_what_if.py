"""What is left of a network without some people: counted by hand, with the range that missing ties leave."""

import numpy as np
import pytest

from beccaria.engines.disruption.what_if import left_without
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Graph, build


def network(*ties: str, alone: str = "") -> Graph:
    collected = Collector()
    for one in alone:
        collected.person(one)
    for number, pair in enumerate(ties):
        collected.tie(pair[0], pair[1], 1.0, number)
    return build(collected.ties(directed=False))


def number(graph: Graph, *names: str) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    return np.array([list(graph.ids).index(one) for one in names], dtype=np.int32)


def test_a_chain_breaks_at_its_middle() -> None:
    graph = network("ab", "bc", "cd", "de")
    left = left_without(graph, number(graph, "c"))
    assert (left.before, left.after, left.share) == (5, 2, 0.4)
    assert (left.pieces, left.alone) == (2, 0)
    assert left == left_without(graph, number(graph, "c")), "the same each time"


def test_the_end_of_a_chain_leaves_somebody_alone() -> None:
    graph = network("ab", "cd", alone="z")
    left = left_without(graph, number(graph, "b"))
    assert (left.before, left.after, left.pieces, left.alone) == (2, 2, 1, 1), "z was alone before"


def test_a_network_without_ties_loses_nothing_but_people() -> None:
    graph = network(alone="abc")
    left = left_without(graph, number(graph, "a"))
    assert (left.before, left.after, left.share, left.pieces, left.alone) == (1, 1, 1.0, 0, 0)


def test_the_range_of_a_dense_network_is_narrow_and_of_a_bridge_wide() -> None:
    circle = "abcdefgh"
    dense = network(*(f"{one}{other}" for at, one in enumerate(circle) for other in circle[at + 1 :]))
    sure = left_without(dense, number(dense, "a"))
    assert sure.low == sure.high == pytest.approx(7 / 8)
    chain = network("ab", "bc", "cd", "de", "ef", "fg", "gh")
    unsure = left_without(chain, number(chain, "a"))
    assert unsure.low < 0.8 < unsure.high
    assert unsure.trials == 200
