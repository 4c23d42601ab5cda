"""Measure how a network or a crowding looks, so that simulated and real ones can be laid side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Likeness:
    """Figures of one network; `unevenness` is the Gini of degrees, `largest` the largest component's share."""

    people: float
    ties: float
    mean_degree: float
    highest_degree: float
    unevenness: float
    clustering: float
    transitivity: float
    components: float
    largest: float
    path: float


# Measured by bench/likeness.py on the published data (docs/explanation/world.md says where they come from).
REAL: dict[str, Likeness] = {
    "Montagna, meetings": Likeness(101, 256, 5.07, 24, 0.44, 0.66, 0.42, 5, 0.91, 3.31),
    "Montagna, calls": Likeness(100, 124, 2.48, 25, 0.50, 0.10, 0.07, 5, 0.89, 3.38),
    "Caviar, calls": Likeness(110, 205, 3.73, 60, 0.57, 0.34, 0.12, 1, 1.0, 2.66),
    "Infinito, summits": Likeness(146, 1569, 21.49, 72, 0.36, 0.82, 0.58, 1, 1.0, 2.28),
}


def likeness(graph: Any) -> Likeness:
    """The figures of an undirected networkx graph without loops and without people who have no tie."""
    import networkx as nx  # noqa: PLC0415  only measured where it is installed, not needed to simulate

    degrees = np.sort([degree for _, degree in graph.degree()])
    count = len(degrees)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    weights = 2 * np.arange(1, count + 1) - count - 1
    return Likeness(
        people=count,
        ties=graph.number_of_edges(),
        mean_degree=round(float(degrees.mean()), 2),
        highest_degree=int(degrees[-1]),
        unevenness=round(float((weights * degrees).sum() / (count * degrees.sum())), 2),
        clustering=round(nx.average_clustering(graph), 2),
        transitivity=round(nx.transitivity(graph), 2),
        components=nx.number_connected_components(graph),
        largest=round(len(largest) / count, 2),
        path=round(nx.average_shortest_path_length(largest), 2),
    )


def occupancy_distance(one: Sequence[float], other: Sequence[float]) -> float:
    """The greatest distance between two distributions (Kolmogorov and Smirnov's): 0 alike, 1 apart."""
    points = np.sort(np.concatenate([one, other]))
    shares = [np.searchsorted(np.sort(values), points, "right") / len(values) for values in (one, other)]
    return round(float(np.abs(shares[0] - shares[1]).max()), 3)
