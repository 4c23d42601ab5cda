"""Disruption: the curves of a published procedure, equals in id order, a search no centrality beats, and a warning."""

from pathlib import Path

import networkx as nx
import pytest

from beccaria.core.refusal import BadInput
from beccaria.engines.disruption.removing import STRATEGIES, Plan, largest_after, removed
from beccaria.engines.disruption.report import WARNING, disrupt, document
from beccaria.engines.network.graph import Graph, build
from beccaria.engines.network.reading import read_ties

from .test_network_measures import drawn, made

MONTAGNA = Path(__file__).parents[1] / "data" / "montagna"


def montagna(which: str) -> Graph:
    return build(read_ties(MONTAGNA / f"Montagna_{which}_edgelist.csv"))


def by_networkx(graph: Graph, block: int, steps: int) -> list[float]:
    """The procedure as anybody would write it down: recompute, take out the highest, measure what is left."""
    first, second, _ = graph.pairs()
    left = nx.Graph(zip(first.tolist(), second.tolist(), strict=True))
    left.add_nodes_from(range(graph.nodes))
    start = max(map(len, nx.connected_components(left)))
    shares = []
    for _ in range(steps):
        scores = nx.betweenness_centrality(left, normalized=False)
        order = sorted(left, key=lambda one: (-round(scores[one], 6), one))
        left.remove_nodes_from(order[:block])
        shares.append(max(map(len, nx.connected_components(left))) / start)
    return shares


@pytest.mark.parametrize("which", ["meetings", "phonecalls"])
@pytest.mark.parametrize(("block", "steps"), [(5, 12), (1, 30)])
def test_the_published_procedure_step_by_step(which: str, block: int, steps: int) -> None:
    graph = montagna(which)
    said = document(disrupt(graph, Plan("betweenness", block, steps)))
    people, ties, largest = {"meetings": (101, 256, 92), "phonecalls": (100, 124, 89)}[which]
    assert said["start"] == {"nodes": people, "edges": ties, "largest": largest}
    expected = by_networkx(graph, block, steps)
    assert [step["largest_share"] for step in said["steps"]] == pytest.approx(expected, abs=1e-6)
    assert [step["removed"] for step in said["steps"]] == [block * at for at in range(1, steps + 1)]


@pytest.mark.parametrize(("which", "left"), [("meetings", 0.40), ("phonecalls", 0.23)])
def test_the_search_beats_every_centrality_after_five_in_a_hundred(which: str, left: float) -> None:
    graph = montagna(which)
    best = document(disrupt(graph, Plan("best", 1, 5)))
    assert best["steps"][-1]["largest_share"] <= left
    for strategy in STRATEGIES[:3]:
        gone = removed(graph, Plan(strategy, 1, 5))
        assert (
            best["steps"][-1]["largest_share"]
            <= largest_after(graph, gone)[-1] / largest_after(graph, gone)[0]
        )
    assert best["all_at_once"]["largest_share"] <= best["steps"][-1]["largest_share"]
    assert document(disrupt(graph, Plan("best", 1, 5))) == best


def test_equals_are_taken_in_id_order() -> None:
    ring = made(nx.cycle_graph(12))
    gone = removed(ring, Plan("degree", 3, 1))
    assert [ring.ids[one] for one in gone] == ["0", "1", "2"]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_ends_when_nobody_is_left(strategy: str) -> None:
    graph = made(drawn(2, people=20, ties=22))
    found = document(disrupt(graph, Plan(strategy, 3, 50)))
    assert found["steps"][-1]["removed"] == 20
    assert found["steps"][-1]["largest_share"] == 0
    assert len({one for step in found["steps"] for one in step["people"]}) == 20
    assert any("Nobody is left" in note for note in found["notes"])


def test_the_size_left_is_counted_right_for_any_order() -> None:
    theirs = drawn(5)
    ours = made(theirs)
    gone = removed(ours, Plan("pagerank", 1, 25))
    sizes = largest_after(ours, gone)
    for count in range(26):
        left = theirs.copy()
        left.remove_nodes_from(gone[:count].tolist())
        assert sizes[count] == max(map(len, nx.connected_components(left)))


def test_weights_count_only_when_asked() -> None:
    theirs = nx.Graph([(0, 1), (0, 2), (0, 3), (4, 5, {"weight": 9.0})])
    graph = made(theirs)
    assert removed(graph, Plan("degree", 1, 1)).tolist() == [0]
    assert removed(graph, Plan("degree", 1, 1, weighted=True)).tolist() == [4]


def test_confidence_and_the_warning_are_given() -> None:
    said = document(disrupt(montagna("meetings"), Plan("betweenness", 1, 3)))
    assert said["warning"] == WARNING
    assert "violence" in WARNING
    assert said["confidence"]["trials"] == 20
    for step in said["steps"]:
        assert 0 < step["low"] <= step["high"] <= 1
        assert all(0 <= again <= 1 for again in step["again"])


def test_what_cannot_be_disrupted_is_said() -> None:
    graph = montagna("meetings")
    with pytest.raises(BadInput, match="no strategy"):
        disrupt(graph, Plan("luck", 1, 1))
    with pytest.raises(BadInput, match="from 1"):
        disrupt(graph, Plan("degree", 0, 1))
    with pytest.raises(BadInput, match="no ties"):
        disrupt(made(nx.empty_graph(3)), Plan("degree", 1, 1))
