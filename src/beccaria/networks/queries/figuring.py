"""Figures of a chart: who stands where in it, what he may be by that, what it loses without some, what changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.engines.disruption.report import WARNING
from beccaria.engines.disruption.what_if import Left, left_without
from beccaria.engines.network import periods, report
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Graph, build
from beccaria.engines.network.report import NetworkReport
from beccaria.networks.queries.chart import chart
from beccaria.networks.queries.chart_shapes import Chart, Edge, Shown, TieKind

# Somebody hurt or held by another is not in contact with him: figures of cohesion leave that out.
_AGAINST: Final = frozenset({"victim", "hostage"})
_SEEDS: Final = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in a chart, and what he may be by that alone: a hypothesis with its reasons.

    `betweenness` is the share of the shortest ways between others that pass here, 0 to 1.
    """

    cluster: str
    degree: int
    strength: float
    betweenness: float
    community: int
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a chart: of everybody, in the order of `Chart.nodes`; what was left out and how to read them."""

    standings: tuple[Standing, ...]
    largest: int
    against: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What is left of a chart without some people, and the sentence that must be read with it."""

    chosen: tuple[str, ...]
    left: Left
    warning: str


def figures(of: Chart) -> Figures:
    """Where everybody stands among the ties that are shown. Says nothing of ties that are not: those are gaps."""
    if not of.nodes:
        return Figures((), 0, 0, ())
    told, against = _report(of)
    pairs = max((told.graph.nodes - 1) * (told.graph.nodes - 2) / 2, 1)
    rows = {row["id"]: row for row in report.people(told)}
    standings = tuple(
        Standing(
            cluster=node.cluster,
            degree=int(row["degree"]),
            strength=float(row["strength"]),
            betweenness=float(row["betweenness"]) / pairs,
            community=int(row["community"]),
            role=str(row["role"]),
            why=str(row["why"]),
        )
        for node in of.nodes
        for row in (rows[node.cluster],)
    )
    return Figures(standings, told.largest_component, against, told.notes)


def without(of: Chart, clusters: Collection[str]) -> Without:
    """What is left of the chart when these people are out of it together. Raises BadInput for none or for strangers."""
    if not of.nodes:
        raise BadInput("There is nobody on this chart.")
    graph, _against = _graph(of)
    number = {one: at for at, one in enumerate(graph.ids)}
    chosen = tuple(sorted(set(clusters)))
    if not chosen or any(one not in number for one in chosen):
        raise BadInput("Choose people who are on this chart, at least one.")
    if len(chosen) == len(number):
        raise BadInput("Nobody would be left: choose fewer people.")
    gone = np.array([number[one] for one in chosen], dtype=np.int32)
    return Without(chosen, left_without(graph, gone), WARNING)


def changed(about: str, before: Shown, after: Shown, *, by: Actor, at: datetime) -> periods.Change:
    """What changed between two periods of one chart: who came and left, which ties, who moved. By `Node.cluster`.

    Raises Hidden, Refused, BadInput.
    """
    was, now = (_report(chart(about, shown, by=by, at=at))[0] for shown in (before, after))
    return periods.change(was, now)


def is_against(edge: Edge) -> bool:
    """Whether nothing shows a tie but incidents in which one was the other's victim or hostage."""
    return all(
        one.kind is TieKind.INCIDENT and not _AGAINST.isdisjoint(one.what.split(" / "))
        for one in edge.evidence
    )


def _report(of: Chart) -> tuple[NetworkReport, int]:
    graph, against = _graph(of)
    return report.of_graph(graph, seeds=_SEEDS), against


def _graph(of: Chart) -> tuple[Graph, int]:
    """The chart as the engines know it, everybody in it, and how many ties were left out because they are hostile."""
    collected = Collector(rows="tie")
    for node in of.nodes:
        collected.person(node.cluster)
    against = 0
    for number, edge in enumerate(of.edges, 1):
        if is_against(edge):
            against += 1
        else:
            collected.tie(edge.one, edge.other, edge.weight, number)
    return build(collected.ties(directed=False)), against
