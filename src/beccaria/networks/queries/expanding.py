"""Widen a chart at some of its people: everybody one step from each of them comes on it too."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.networks.queries.chart import MOST_NODES, chart
from beccaria.networks.queries.chart_shapes import Chart, Edge, Node, Shown

MOST_WIDENED: Final = 20


def widened(of: Chart, more: Iterable[str], shown: Shown, *, by: Actor, at: datetime) -> Chart:
    """The chart with one more step from each of these people, who are `Node.cluster` of it or were added before.

    Whoever is not on the chart is passed over without a word. Raises BadInput for more than twenty.
    """
    wanted = list(dict.fromkeys(more))
    if len(wanted) > MOST_WIDENED:
        raise BadInput(
            "A chart is widened at up to %(most)s people: go back to it as it was.",
            most=MOST_WIDENED,
        )
    for one in wanted:
        known = {node.cluster: node for node in of.nodes}
        if one in known:
            near = chart(f"person:{one}", replace(shown, steps=1), by=by, at=at)
            of = _joined(of, near, known[one].step + 1)
    return of


def _joined(of: Chart, near: Chart, step: int) -> Chart:
    nodes: dict[str, Node] = {node.cluster: node for node in of.nodes}
    for node in near.nodes:
        if len(nodes) < MOST_NODES:
            nodes.setdefault(node.cluster, replace(node, step=step))
    edges: dict[tuple[str, str], Edge] = {(edge.one, edge.other): edge for edge in (*near.edges, *of.edges)}
    kept = tuple(edge for pair, edge in sorted(edges.items()) if pair[0] in nodes and pair[1] in nodes)
    return Chart(of.about, tuple(nodes.values()), kept, of.left_out + near.left_out)
