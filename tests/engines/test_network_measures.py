"""Figures of a network are those of networkx; estimates bracket them; nothing is infinite or missing unsaid."""

import json

import networkx as nx
import numpy as np
import pytest

from beccaria.engines.network import loops_structure as structure
from beccaria.engines.network.graph import Graph, Ties, build
from beccaria.engines.network.measures import measure
from beccaria.engines.network.paths import paths, weighted_betweenness
from beccaria.engines.network.ranking import places
from beccaria.engines.network.report import document, of_graph


def made(graph: nx.Graph) -> Graph:
    ends = np.array([(one, other) for one, other in graph.edges], dtype=np.int32).reshape(-1, 2)
    weights = np.array([weight for _, _, weight in graph.edges(data="weight", default=1.0)], dtype=np.float64)
    ids = [str(one) for one in range(len(graph))]
    return build(Ties(ids, ends[:, 0].copy(), ends[:, 1].copy(), weights))


def drawn(seed: int, people: int = 60, ties: int = 80) -> nx.Graph:
    """Some components, some people alone, weights 1 to 4."""
    graph = nx.gnm_random_graph(people, ties, seed=seed)
    rng = np.random.default_rng(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(rng.integers(1, 5))
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_the_one_of_networkx(seed: int) -> None:
    theirs = drawn(seed)
    ours = made(theirs)
    found = measure(ours)
    everybody = range(len(theirs))

    def same(mine: object, figures: dict[int, float], rel: float = 1e-6) -> None:
        assert mine == pytest.approx([figures[one] for one in everybody], rel=rel, abs=1e-9, nan_ok=True)

    same(found.paths.betweenness, nx.betweenness_centrality(theirs, normalized=False))
    same(found.paths.closeness, nx.closeness_centrality(theirs))
    same(found.core, nx.core_number(theirs))
    same(found.pagerank, nx.pagerank(theirs, tol=1e-12, max_iter=1000), 1e-5)
    same(found.constraint, nx.constraint(theirs, weight="weight"))
    assert set(np.flatnonzero(found.cut).tolist()) == set(nx.articulation_points(theirs))
    assert int(ours.component.max()) + 1 == nx.number_connected_components(theirs)
    same(ours.strength, dict(theirs.degree(weight="weight")))
    size = nx.effective_size(theirs)
    alone = [one for one in everybody if theirs.degree(one) == 0]
    same(found.effective, size | dict.fromkeys(alone, 0.0))


def test_weights_shorten_the_ways_when_asked() -> None:
    theirs = drawn(7)
    for _, _, data in theirs.edges(data=True):
        # Halves and quarters add up exactly: networkx takes lengths that differ in the last digit for different.
        data["weight"] = 4.0 if data["weight"] > 2 else data["weight"]
        data["length"] = 1 / data["weight"]
    expected = nx.betweenness_centrality(theirs, normalized=False, weight="length")
    assert weighted_betweenness(made(theirs)) == pytest.approx(
        [expected[one] for one in range(len(theirs))], abs=1e-9
    )


def test_an_estimate_says_how_far_it_may_be_off() -> None:
    graph = made(nx.barabasi_albert_graph(5000, 3, seed=1))
    exact, guessed = paths(graph), paths(graph, sampled=True)
    assert guessed.sources < graph.nodes
    top = np.argsort(-exact.betweenness)[:500]
    inside = np.abs(guessed.betweenness - exact.betweenness)[top] <= guessed.error[top]
    assert inside.mean() > 0.93
    assert exact.error.max() == 0
    small = made(drawn(1))
    assert paths(small, sampled=True).betweenness == pytest.approx(paths(small).betweenness)


def test_people_in_a_line_and_a_star() -> None:
    line = made(nx.path_graph(3))
    assert paths(line).betweenness.tolist() == [0, 1, 0]
    star = measure(made(nx.star_graph(4)))
    assert star.paths.betweenness.tolist() == [6, 0, 0, 0, 0]
    assert star.cut.tolist() == [1, 0, 0, 0, 0]
    assert structure.cores(line.starts, line.ends).tolist() == [1, 1, 1]


def test_one_person_and_nobody_tied_are_reported_without_fault() -> None:
    empty = np.empty(0, dtype=np.int32)
    for ids in (["x"], ["x", "y"]):
        said = document(of_graph(build(Ties(ids, empty, empty, np.empty(0)))))
        json.dumps(said, allow_nan=False)
        assert said["edges"] == 0
        assert said["components"] == said["communities"] == len(ids)
        assert {one["role"] for one in said["people"]} == {"isolated"}
        assert said["people"][0]["constraint"] is None


def test_places_share_what_equals_share() -> None:
    assert places([3, 1, 3, 7]).tolist() == [0.5, 0, 0.5, 1]
    assert places([0.1 + 0.2, 0.3]).tolist() == [0.5, 0.5]
    assert places([5]).tolist() == [0.5]
