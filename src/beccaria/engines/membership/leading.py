"""Who may lead a circle: hypotheses from where people stand among its ties, each with why and what speaks against.

Of those in custody and those outside whom several of them share: who is called, comes and pays may lead from there. Of
people outside nothing is recorded but their contacts with people inside, so that they look more central than they may
be: every hypothesis on one says so, and that he may only carry messages.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from beccaria.engines.membership.circles import Circle
from beccaria.engines.network.graph import Graph, Ties, build
from beccaria.engines.network.leading import leader_scores
from beccaria.engines.network.measures import measure
from beccaria.engines.network.ranking import places

MOST_LEADS: Final = 3
_OUTSIDE: Final = "outside:"
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may lead, in custody or `outside`. The score is between 0 and 1, and no probability."""

    person: str
    score: float
    because: str
    against: str
    outside: bool = False


def leads(circle: Circle, at_most: int = MOST_LEADS) -> list[Lead]:
    """The likeliest to lead, first the likeliest; of equals who is in custody, then the one whose name comes first."""
    weights = ties(circle)
    if not weights:
        return []
    graph = _graph(weights)
    found = measure(graph)
    # How much somebody has to do with the others, beside where he stands between them: small circles have few ways.
    scores = (leader_scores(graph, found) * 3 + places(graph.strength)) / 4
    outside = np.array([one.startswith(_OUTSIDE) for one in graph.ids])
    order = np.lexsort((np.arange(graph.nodes), outside, -np.round(scores, 9)))[:at_most].tolist()
    return [_lead(graph, one, float(scores[one]), is_first=one == order[0]) for one in order]


def ties(circle: Circle) -> dict[tuple[str, str], float]:
    """How often each two of the circle, inside or outside, were shown to have to do with each other: in days."""
    days: dict[tuple[str, str], set[object]] = defaultdict(set)
    for shared in circle.outside:
        for contact in shared.contacts:
            days[contact.person, _OUTSIDE + shared.outsider] |= {one.on for one in contact.traces}
    members = set(circle.people)
    for one in circle.among:
        for pair in combinations(sorted(members & set(one.people)), 2):
            days[pair].add(one.on)
    return {pair: float(len(seen)) for pair, seen in sorted(days.items())}


def _graph(weights: Mapping[tuple[str, str], float]) -> Graph:
    ids = sorted({one for pair in weights for one in pair})
    number = {one: place for place, one in enumerate(ids)}
    rows = [(number[one], number[other], weight) for (one, other), weight in weights.items()]
    first, second, weight = zip(*rows, strict=True)
    return build(
        Ties(
            ids,
            np.array(first, dtype=np.int32),
            np.array(second, dtype=np.int32),
            np.array(weight, dtype=np.float64),
            directed=False,
        )
    )


def _lead(graph: Graph, one: int, score: float, *, is_first: bool) -> Lead:
    degree, others, days = int(graph.degree[one]), graph.nodes - 1, int(graph.strength[one])
    outside = graph.ids[one].startswith(_OUTSIDE)
    if outside:
        inside = sum(not each.startswith(_OUTSIDE) for each in graph.ids)
        because = f"In touch from outside with {degree} of {inside} people in custody of the circle, on {days} days."
        doubts = [
            "Of people outside only contacts with people in custody are recorded: anybody looks central by that.",
            "A friend of several, or who carries messages for somebody else, shows the same.",
        ]
    else:
        because = f"Has to do with {degree} of {others} others of the circle, on {days} days."
        doubts = ["Who is seen most is not always who leads: leaders keep their distance."]
    if not is_first:
        doubts.append("Somebody else stands more in the middle.")
    if others < _FEW:
        doubts.append("So few people are known of this circle that its middle says little.")
    name = graph.ids[one].removeprefix(_OUTSIDE)
    return Lead(name, round(score, 4), because, " ".join(doubts), outside=outside)
