"""What is said about a disruption: what each step leaves, how sure that is, and what it may set off."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from beccaria.core.refusal import BadInput
from beccaria.engines.disruption.removing import STRATEGIES, Plan, is_sampled, largest_after, removed
from beccaria.engines.disruption.searching import best_removed, best_together
from beccaria.engines.network.compiled import Index, Real, Whole
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.stability import MISSED
from beccaria.engines.network.threads import side_by_side

WARNING: Final = (
    "This is arithmetic on ties that are known, not advice. Taking people out of a network can provoke violence over "
    "who succeeds them, can harm those who stay, and networks close the gap: judge who would succeed, who would be in "
    "danger, and what is not known, before anybody is moved."
)
_TRIALS: Final = 20
# Nodes + twice the ties, times people taken out: above this (some minutes) confidence is left out.
_MOST: Final = 2_000_000
# The search takes many times longer than a centrality.
_MOST_SEARCHED: Final = 200_000
_LESS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Confidence:
    """When 10-15 % of the ties had been missed: after each step the share left, 5th and 95th percentile of `trials`.

    `again`: for everybody taken out, how often he is among those chosen without the missed ties.
    """

    low: Real
    high: Real
    again: Real
    trials: int


@dataclass(frozen=True, slots=True)
class Disruption:
    """The people taken out in order, and the size of the largest component after each of them."""

    graph: Graph
    plan: Plan
    gone: Index
    largest: Whole
    together: Index | None
    confidence: Confidence | None
    notes: tuple[str, ...]


def disrupt(graph: Graph, plan: Plan) -> Disruption:
    """Take people out by the plan. Raises BadInput for a plan or network that allows no step."""
    if plan.strategy not in STRATEGIES:
        raise BadInput(f"There is no strategy {plan.strategy!r}: choose one of {', '.join(STRATEGIES)}.")
    if plan.block < 1 or plan.steps < 1:
        raise BadInput("Block and steps are whole numbers from 1.")
    if not graph.edges:
        raise BadInput("The network has no ties: there is nothing to disrupt.")
    notes = list(graph.notes)
    if plan.weighted and plan.strategy == "best":
        notes.append("The search looks at what is left, which does not depend on weights.")
    if is_sampled(graph, plan):
        notes.append(
            "The network is too large for exact betweenness at each step: it was taken from a sample."
        )
    gone = chosen_by(graph, plan)
    if gone.size < plan.block * plan.steps:
        notes.append("Nobody is left before the last step.")
    sure = _confidence(graph, plan, gone)
    if sure is None:
        notes.append("Confidence under missing ties was left out: the network is too large.")
    notes.append(WARNING)
    at_once = best_together(graph, gone.size) if plan.strategy == "best" and gone.size < graph.nodes else None
    return Disruption(graph, plan, gone, largest_after(graph, gone), at_once, sure, tuple(notes))


def chosen_by(graph: Graph, plan: Plan, *, effort: float = 1.0) -> Index:
    """Everybody taken out, in order."""
    return best_removed(graph, plan, effort=effort) if plan.strategy == "best" else removed(graph, plan)


def document(found: Disruption) -> dict[str, Any]:
    """The disruption as plain values for JSON; `removed` counts everybody taken out so far."""
    start = int(found.largest[0])
    said: dict[str, Any] = {
        "strategy": found.plan.strategy,
        "block": found.plan.block,
        "weighted": found.plan.weighted,
        "start": {"nodes": found.graph.nodes, "edges": found.graph.edges, "largest": start},
        "steps": [_step(found, at, start) for at in range(-(-found.gone.size // found.plan.block))],
        "notes": list(found.notes),
        "warning": WARNING,
    }
    if found.confidence is not None:
        said["confidence"] = {"missing_ties": [MISSED[0], MISSED[-1]], "trials": found.confidence.trials}
    if found.together is not None:
        left = int(largest_after(found.graph, found.together)[-1])
        said["all_at_once"] = {
            "people": [found.graph.ids[one] for one in np.sort(found.together)],
            "largest_share": round(left / start, 6),
        }
    return said


def _step(found: Disruption, at: int, start: int) -> dict[str, Any]:
    first, last = at * found.plan.block, min((at + 1) * found.plan.block, found.gone.size)
    said: dict[str, Any] = {
        "removed": last,
        "people": [found.graph.ids[one] for one in found.gone[first:last]],
        "largest": int(found.largest[last]),
        "largest_share": round(int(found.largest[last]) / start, 6),
    }
    if found.confidence is not None:
        said |= {
            "low": round(float(found.confidence.low[at]), 4),
            "high": round(float(found.confidence.high[at]), 4),
            "again": [round(one, 2) for one in found.confidence.again[first:last].tolist()],
        }
    return said


def _confidence(graph: Graph, plan: Plan, gone: Index) -> Confidence | None:
    """Choose as if ties had been missed, and look what that does to the network with all of them."""
    most = _MOST_SEARCHED if plan.strategy == "best" else _MOST
    if (graph.nodes + 2 * graph.edges) * gone.size > most:
        return None
    ends = np.append(np.arange(plan.block, gone.size, plan.block), gone.size)

    def trial(number: int) -> tuple[Real, Real]:
        rng = np.random.default_rng([number, 2])
        seen = graph.with_pairs(rng.random(graph.edges) >= MISSED[number % len(MISSED)])
        chosen = chosen_by(seen, plan, effort=_LESS)
        sizes = largest_after(graph, chosen)
        return sizes[ends] / sizes[0], np.isin(gone, chosen).astype(np.float64)

    shares, again = (np.array(one) for one in zip(*side_by_side(trial, range(_TRIALS)), strict=True))
    return Confidence(
        np.quantile(shares, 0.05, axis=0), np.quantile(shares, 0.95, axis=0), again.mean(axis=0), _TRIALS
    )
