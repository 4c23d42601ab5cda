"""Says what somebody may be in a network, as a hypothesis, with the reasons in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.network.compiled import Index, Real
from beccaria.engines.network.graph import Graph, counted
from beccaria.engines.network.measures import Measures
from beccaria.engines.network.ranking import places

CAVEAT: Final = (
    "Roles are hypotheses drawn from the shape of the ties alone: test each against evidence before it is used, "
    "and never decide on one."
)
# The share of people looked at as leaders, and the place in betweenness from which somebody is looked at as a broker.
_LEADERS: Final = 0.05
_BROKERS: Final = 0.85
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Role:
    """leader, intermediary, core, operational, peripheral or isolated; and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is looked at for each person."""

    degree: int
    groups: int
    between: float
    place: float
    core: int
    top_core: bool
    cut: bool
    lead: int


def roles(graph: Graph, found: Measures, member: Index, scores: Real) -> Iterator[Role]:
    """One role each, in the order of the people."""
    order = np.lexsort((np.arange(graph.nodes), -np.round(scores, 9)))
    able = order[graph.degree[order] >= _FEW]
    lead = np.zeros(graph.nodes, dtype=np.int64)
    leaders = able[: max(1, round(_LEADERS * graph.nodes))]
    lead[leaders] = np.arange(1, leaders.size + 1)
    reach = _groups_met(graph, member)
    pairs = max((graph.nodes - 1) * (graph.nodes - 2) / 2, 1)
    where = places(found.paths.betweenness)
    top = int(found.core.max()) if graph.nodes else 0
    for one in range(graph.nodes):
        core = int(found.core[one])
        between = float(found.paths.betweenness[one]) / pairs
        seen = _Seen(
            int(graph.degree[one]), int(reach[one]), between, float(where[one]), core, top > 1 and core == top,
            bool(found.cut[one]), int(lead[one]),
        )  # fmt: skip
        yield _role(seen, graph.nodes)


def _role(seen: _Seen, people: int) -> Role:
    if not seen.degree:
        return Role("isolated", "No ties in this file; that may be a gap in what is known.")
    why = [f"Tied to {seen.degree:,} of {people - 1:,} others."]
    if seen.lead:
        why.append(
            f"Place {seen.lead} by leader score: between others, near to all, contacts who do not know each other."
        )
        return Role("leader", " ".join([*why, *_broker(seen)]))
    if (
        seen.degree >= _FEW - 1
        and seen.between > 0
        and seen.place >= _BROKERS
        and (seen.cut or seen.groups > 1)
    ):
        return Role("intermediary", " ".join([*why, *_broker(seen)]))
    if seen.top_core:
        return Role(
            "core",
            " ".join([*why, f"In the densest part, where each has at least {counted(seen.core, 'tie')}."]),
        )
    if seen.degree == 1:
        return Role("peripheral", "One tie only; more may be unknown.")
    return Role(
        "operational", " ".join([*why, "Most contacts know each other; few ways lead through this person."])
    )


def _broker(seen: _Seen) -> list[str]:
    said = [f"{seen.between:.1%} of the shortest ways between others pass here."]
    if seen.cut:
        said.append("Without this person the network falls apart here.")
    if seen.groups > 1:
        said.append(f"Has ties into {seen.groups} communities.")
    return said


def _groups_met(graph: Graph, member: Index) -> Index:
    """Into how many communities each one's ties lead."""
    groups = int(member.max()) + 1 if member.size else 1
    met = np.unique(graph.tails.astype(np.int64) * groups + member[graph.ends])
    return np.bincount(met // groups, minlength=graph.nodes).astype(np.int32)
