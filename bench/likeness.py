"""Likeness: networks and crowding of the simulated service beside measured ones."""

import csv
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from beccaria.config.benchmarking import Report
from beccaria.world.draws import stream
from beccaria.world.estate import build_estate, shapes
from beccaria.world.groups.shapes import by_calls, by_hubs, by_meetings
from beccaria.world.likeness import REAL, Likeness, likeness, occupancy_distance
from beccaria.world.plan import Plan

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DRAWS = 25
SIMULATED: dict[str, Any] = {
    "Montagna, meetings": lambda rng: by_meetings(rng, 104),
    "Montagna, calls": lambda rng: by_calls(rng, 104),
    "Caviar, calls": lambda rng: by_hubs(rng, 110),
    "Infinito, summits": lambda rng: by_meetings(
        rng, 146, crew_size=14, per_person=47 / 146, company=6, guests=0.1, evenness=4
    ),
}
FIGURES = tuple(Likeness.__match_args__)


def run(report: Report) -> None:
    """Medians of 25 simulated networks beside each real one; crowding of 120 prisons beside the register's."""
    for name, draw in SIMULATED.items():
        drawn = [likeness(nx.Graph(list(draw(stream(seed, "likeness"))))) for seed in range(DRAWS)]
        real = _measured(name) if DATA.is_dir() else REAL[name]
        if real != REAL[name]:
            raise ValueError(f"The recorded figures of {name} are not those of the data: {real}")
        for figure in FIGURES:
            ours = float(np.median([getattr(one, figure) for one in drawn]))
            report.row(
                figure.replace("_", " "), size=name, ours=ours, peer=float(getattr(real, figure)), unit=""
            )
    _crowding(report)
    if not DATA.is_dir():
        report.note("The published data are not here: the real figures are those recorded when they were.")


def _crowding(report: Report) -> None:
    real = sorted(shape.present / (shape.capacity - shape.unavailable) for shape in shapes())
    estate = build_estate(Plan(1, 120, 90_000, 30))
    ours = sorted(site.standing / (site.capacity - site.unavailable) for site in estate.sites)
    size = "120 simulated, 188 real prisons"
    for share in (5, 25, 50, 75, 95):
        report.row(
            f"people per usable place, percentile {share}",
            size=size,
            ours=round(float(np.percentile(ours, share)), 3),
            peer=round(float(np.percentile(real, share)), 3),
            unit="",
        )
    report.row(
        "greatest distance of the distributions",
        size=size,
        ours=occupancy_distance(ours, real),
        unit="",
        most=0.12,
    )


def _measured(name: str) -> Likeness:
    return likeness(_READERS[name]())


def _edges(path: str) -> Any:
    """An edge list of numbers separated by blanks."""
    graph = nx.Graph()
    for line in (DATA / path).read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) > 1 and words[0].isdigit():
            graph.add_edge(words[0], words[1])
    return graph


def _caviar() -> Any:
    graph = nx.Graph()
    with (DATA / "networkdata_covert" / "covert_10__Caviar__1.edges.csv").open(encoding="utf-8") as file:
        graph.add_edges_from((row["source"], row["target"]) for row in csv.DictReader(file))
    return graph


def _summits() -> Any:
    """Who attended the same summit is tied."""
    graph = nx.Graph()
    events: dict[str, list[str]] = {}
    with (DATA / "infinito" / "attendance.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            events.setdefault(row["event"], []).append(row["person"])
    for people in events.values():
        graph.add_nodes_from(people)
        graph.add_edges_from((a, b) for i, a in enumerate(people) for b in people[i + 1 :])
    return graph


_READERS = {
    "Montagna, meetings": lambda: _edges("montagna/Montagna_meetings_edgelist.csv"),
    "Montagna, calls": lambda: _edges("montagna/Montagna_phonecalls_edgelist.csv"),
    "Caviar, calls": _caviar,
    "Infinito, summits": _summits,
}
