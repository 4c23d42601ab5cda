"""Communities: what was planted is found, pieces hang together, stability falls where membership is a toss-up."""

import networkx as nx
import numpy as np
import pytest

from beccaria.engines.network.communities import best, divide, divisions
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.periods import change, in_words
from beccaria.engines.network.report import document, of_graph
from beccaria.engines.network.stability import communities

from .test_network_measures import drawn, made


def two_cliques() -> Graph:
    """Two cliques of six, and somebody (12) with two ties into each."""
    graph = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    graph.add_edges_from([(12, 0), (12, 1), (12, 6), (12, 7)])
    return made(graph)


def test_planted_groups_are_found_and_the_one_between_is_unsure() -> None:
    found = communities(two_cliques())
    member = found.best.member.tolist()
    assert len(set(member[:6])) == len(set(member[6:12])) == 1
    assert member[0] != member[6]
    assert found.over_seeds[:12].min() > 0.8
    assert found.with_missing[12] < found.with_missing[:12].mean()


@pytest.mark.parametrize("seed", range(3))
def test_modularity_is_that_of_networkx_and_not_below_its_louvain(seed: int) -> None:
    theirs = drawn(seed, people=200, ties=400)
    ours = best(divisions(made(theirs), 10))
    groups = [set(np.flatnonzero(ours.member == one).tolist()) for one in range(int(ours.member.max()) + 1)]
    assert ours.modularity == pytest.approx(nx.community.modularity(theirs, groups))
    peer = max(
        nx.community.modularity(theirs, nx.community.louvain_communities(theirs, seed=n)) for n in range(5)
    )
    assert ours.modularity >= 0.99 * peer
    assert all(nx.is_connected(theirs.subgraph(group)) for group in groups)


def test_the_same_seed_gives_the_same_division() -> None:
    graph = made(drawn(3, people=300, ties=900))
    assert np.array_equal(divide(graph, 5).member, divide(graph, 5).member)


def test_what_changed_between_periods_is_said() -> None:
    before = nx.path_graph(5)
    after = nx.Graph([(0, 1), (0, 2), (0, 3), (0, 6)])
    after.add_nodes_from(range(7))
    earlier, later = of_graph(made(before)), of_graph(made(after))
    found = change(earlier, later)
    assert found.came == ("5", "6")
    assert found.left == ()
    assert ("0", "2") in found.ties_new
    assert ("1", "2") in found.ties_gone
    assert found.ties_kept == 1
    assert "0 rose in betweenness" in in_words(found)


def test_roles_come_with_reasons_and_a_warning() -> None:
    said = document(of_graph(two_cliques()))
    between = said["people"][12]
    assert between["role"] in {"leader", "intermediary"}
    assert between["cut_point"]
    assert "falls apart" in between["why"]
    assert "2 communities" in between["why"]
    assert any("hypotheses" in note for note in said["notes"])
    assert said["cut_points"] == ["12"]
