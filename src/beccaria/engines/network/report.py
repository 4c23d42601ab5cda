"""Everything that is said about a network: its figures, and for each person figures, community, role and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from beccaria.engines.network.compiled import Real
from beccaria.engines.network.graph import Graph, Ties, build
from beccaria.engines.network.leading import leader_scores
from beccaria.engines.network.measures import Measures, measure
from beccaria.engines.network.roles import CAVEAT, roles
from beccaria.engines.network.stability import Communities, communities
from beccaria.engines.network.two_mode import Attendance, closely_together, together

_CHUNK = 10_000


@dataclass(frozen=True)
class NetworkReport:
    """A network and all that was found in it; arrays are in the order of `graph.ids`."""

    graph: Graph
    measures: Measures
    communities: Communities
    scores: Real
    notes: tuple[str, ...]
    attendance: Attendance | None = None

    @property
    def largest_component(self) -> int:
        """How many people the largest component has."""
        return int(np.bincount(self.graph.component).max())


def of_ties(
    ties: Ties, *, sampled: bool = False, seeds: int | None = None, summed: bool = True
) -> NetworkReport:
    """Report on ties between people."""
    return of_graph(build(ties, summed=summed), sampled=sampled, seeds=seeds)


def of_attendance(found: Attendance, *, sampled: bool = False, seeds: int | None = None) -> NetworkReport:
    """Report on those who met: a tie is an event shared; communities count a small event more."""
    graph = together(found)
    close = Graph(graph.ids, graph.starts, graph.ends, closely_together(found).weights)
    said = f"{len(found.people):,} people at {len(found.events):,} events: who was at the same event is tied."
    return _reported(graph, close, found, sampled=sampled, seeds=seeds, notes=(said, *graph.notes))


def of_graph(graph: Graph, *, sampled: bool = False, seeds: int | None = None) -> NetworkReport:
    """Report on a network that has been built."""
    return _reported(graph, graph, None, sampled=sampled, seeds=seeds, notes=graph.notes)


def _reported(
    graph: Graph,
    grouped: Graph,
    attendance: Attendance | None,
    *,
    sampled: bool,
    seeds: int | None,
    notes: tuple[str, ...],
) -> NetworkReport:
    found = measure(graph, sampled=sampled)
    groups = communities(grouped, seeds=seeds)
    scores = leader_scores(graph, found, attendance)
    said = [*notes]
    if found.sampled and found.paths.sources < graph.nodes:
        said.append(
            f"Betweenness and closeness are estimates from {found.paths.sources:,} of {graph.nodes:,} people; "
            "`betweenness_error` is half the width of the 95 % interval."
        )
    if found.constraint is None:
        said.append("Constraint and effective size were left out: the network is too dense for them.")
    return NetworkReport(graph, found, groups, scores, (*said, CAVEAT), attendance)


def document(report: NetworkReport) -> dict[str, Any]:
    """The report as plain values for JSON. Betweenness counts pairs, each once; people stand in id order."""
    return figures(report) | {"people": list(people(report))}


def figures(report: NetworkReport) -> dict[str, Any]:
    """What is said about the network as a whole."""
    graph, groups = report.graph, report.communities
    return {
        "nodes": graph.nodes,
        "edges": graph.edges,
        "arcs": graph.arcs,
        "components": int(graph.component.max()) + 1,
        "largest_component": report.largest_component,
        "modularity": round(groups.best.modularity, 6),
        "communities": int(groups.best.member.max()) + 1,
        "stability": {
            "seeds": groups.seeds,
            "over_seeds": round(float(groups.over_seeds.mean()), 4),
            "missing_trials": groups.trials,
            "with_missing": round(float(groups.with_missing.mean()), 4),
        },
        "cut_points": [graph.ids[one] for one in np.flatnonzero(report.measures.cut).tolist()],
        "sampled": report.measures.sampled,
        "notes": list(report.notes),
    }


def people(report: NetworkReport) -> Iterator[dict[str, Any]]:
    """One row a person, made as it is asked for: a million rows are not held at once."""
    graph, found, groups = report.graph, report.measures, report.communities
    component = np.bincount(graph.component)[graph.component]
    columns = {
        "degree": graph.degree,
        "strength": _rounded(graph.strength),
        "betweenness": _rounded(found.paths.betweenness),
        "betweenness_error": _rounded(found.paths.error),
        "closeness": _rounded(found.paths.closeness),
        "core": found.core,
        "cut_point": found.cut.astype(bool),
        "pagerank": _rounded(found.pagerank, 9),
        "constraint": None if found.constraint is None else _rounded(found.constraint),
        "effective_size": None if found.effective is None else _rounded(found.effective),
        "component_size": component,
        "community": groups.best.member,
        "community_stability": _rounded(groups.sure, 4),
        "stability_over_seeds": _rounded(groups.over_seeds, 4),
        "stability_with_missing": _rounded(groups.with_missing, 4),
        "leader_score": _rounded(report.scores),
    }
    found_roles = roles(graph, found, groups.best.member, report.scores)
    for first in range(0, graph.nodes, _CHUNK):
        some = slice(first, first + _CHUNK)
        chunk = {name: None if one is None else one[some].tolist() for name, one in columns.items()}
        for at, one in enumerate(graph.ids[some]):
            role = next(found_roles)
            row = {name: None if values is None else values[at] for name, values in chunk.items()}
            if row["constraint"] != row["constraint"]:
                row["constraint"] = None
            yield {"id": one, "label": graph.labels.get(one, one), **row, "role": role.name, "why": role.why}


def _rounded(values: Any, digits: int = 6) -> Any:
    return np.round(values, digits)
