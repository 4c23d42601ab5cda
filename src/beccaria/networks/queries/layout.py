"""Where people stand on a chart: who was placed before stays exactly there, new ones stand near whom they are tied to.

Places are pairs between about -1 and 1, worked out from what the reader may see and from nothing else: the same chart
gives the same places, whoever asks and whenever.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from math import cos, pi, sin, sqrt
from typing import Final

import rustworkx as rx

from beccaria.core.actors import Actor
from beccaria.networks.models import ChartPlaces
from beccaria.networks.queries.chart_shapes import Chart
from beccaria.networks.queries.packing import packed

Place = tuple[float, float]
# Turns of the springs: more turns, a tidier drawing. A drawing of two thousand must come within a second.
_TURNS: Final = 60
_LARGE, _FEW_TURNS = 700, 18
_SEED: Final = 1764
_DIGITS: Final = 4
_NEAR: Final = 0.08


def placed(chart: Chart, *, by: Actor) -> dict[str, Place]:
    """Where everybody of a chart stands for this reader, by `Node.cluster`; his own saved places first."""
    saved = ChartPlaces.objects.filter(owner=by.user, chart=chart.about).first()
    return arranged(chart, _read(saved.places) if saved else {})


def arranged(chart: Chart, before: Mapping[str, Place]) -> dict[str, Place]:
    """Where everybody stands, those of `before` where they stood. The same chart and places give the same answer."""
    names = sorted(node.cluster for node in chart.nodes)
    stays = {one: before[one] for one in names if one in before}
    if len(stays) == len(names):
        return stays
    number = {one: at for at, one in enumerate(names)}
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(names)
    graph.add_edges_from([(number[one.one], number[one.other], 1.0) for one in chart.edges])
    begun = _beginnings(chart, stays)
    found = rx.spring_layout(
        graph,
        pos={number[one]: place for one, place in begun.items()},
        fixed={number[one] for one in stays} or None,
        k=1.6 / sqrt(len(names)),
        num_iter=_TURNS if len(names) <= _LARGE else _FEW_TURNS,
        scale=1,
        seed=_SEED,
    )
    pieces = rx.connected_components(graph)
    if not stays and len(pieces) > 1:
        return packed([{names[at]: (found[at][0], found[at][1]) for at in sorted(piece)} for piece in pieces])
    return {
        one: stays[one] if one in stays else _rounded(found[number[one]][0], found[number[one]][1])
        for one in names
    }


def _beginnings(chart: Chart, stays: Mapping[str, Place]) -> dict[str, Place]:
    """Where the springs begin: rings by step round the middle, or beside those one is tied to who stand already."""
    tied: dict[str, list[Place]] = defaultdict(list)
    for edge in chart.edges:
        for one, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if other in stays:
                tied[one].append(stays[other])
    begun = dict(stays)
    for node in chart.nodes:
        name = node.cluster
        if name in begun:
            continue
        turn, far = _chance(name)
        near = tied[name]
        ring, middle = (
            (_NEAR, (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)))
            if near
            else ((node.step + far) / 3, (0.0, 0.0))
        )
        begun[name] = (middle[0] + ring * cos(turn), middle[1] + ring * sin(turn))
    return begun


def _chance(name: str) -> Place:
    """A direction and a distance that follow from the name alone, so that nothing depends on who else is there."""
    made = hashlib.sha256(name.encode()).digest()
    return 2 * pi * int.from_bytes(made[:4], "big") / 2**32, int.from_bytes(made[4:8], "big") / 2**32


def _rounded(x: float, y: float) -> Place:
    return round(x, _DIGITS), round(y, _DIGITS)


def _read(places: Mapping[str, list[float]]) -> dict[str, Place]:
    return {one: (float(place[0]), float(place[1])) for one, place in places.items()}
