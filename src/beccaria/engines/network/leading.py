"""Who may lead: one score from where somebody stands among his contacts, and from the meetings he is called to.

A hypothesis to test, never a finding. No labels were used to weigh the parts: each is what the literature on criminal
networks ties to rank, turned into places and averaged (F. Calderoni in C. Morselli, ed., Crime and Networks, 2014;
C. Morselli, Inside Criminal Networks, 2009: leaders broker and keep their distance, they are not the best connected).
"""

import numpy as np

from beccaria.engines.network.compiled import Real
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.measures import Measures
from beccaria.engines.network.ranking import places
from beccaria.engines.network.two_mode import Attendance


def leader_scores(graph: Graph, found: Measures, attendance: Attendance | None = None) -> Real:
    """Score everybody between 0 and 1: the mean of his places by betweenness, closeness and effective size.

    With attendance two more: at how many meetings he was; and how often those he met there are at meetings themselves,
    for a gathering of those who are called everywhere says more than a large one. Somebody without ties scores by his
    places like everybody.
    """
    parts = [places(found.paths.betweenness), places(found.paths.closeness)]
    parts.append(places(graph.degree if found.effective is None else found.effective))
    if attendance is not None:
        parts += [places(meetings(attendance)), places(company(attendance))]
    return np.asarray(np.mean(parts, axis=0), dtype=np.float64)


def meetings(found: Attendance) -> Real:
    """At how many events each one was."""
    return np.bincount(found.who, minlength=len(found.people)).astype(np.float64)


def company(found: Attendance) -> Real:
    """The mean, over the meetings somebody attended, of how often the others there attend any."""
    times = meetings(found)
    sums = np.bincount(found.what, weights=times[found.who], minlength=len(found.events))
    others = found.sizes[found.what] - 1
    mean = np.divide(
        sums[found.what] - times[found.who], others, out=np.zeros(found.who.size), where=others > 0
    )
    total = np.bincount(found.who, weights=mean, minlength=len(found.people))
    return np.divide(total, times, out=np.zeros(times.size), where=times > 0)
