"""How sure communities are: over seeds, and when some of the ties had been missed."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.network.communities import Division, best, divide, divisions
from beccaria.engines.network.compiled import Index, Real
from beccaria.engines.network.graph import Graph
from beccaria.engines.network.threads import side_by_side

SEEDS: Final = 20
# What is commonly missed of a covert network: the share left out goes round these.
MISSED: Final = (0.10, 0.125, 0.15)
_LARGE: Final = 100_000
_FEW: Final = 3
# Above this a division takes many seconds, and a few must do unless more are asked for.
_HUGE: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Communities:
    """The best division, and for everybody how much of his community stays his (0 to 1, mean Jaccard index).

    `over_seeds`: in divisions of the same ties from other seeds; `with_missing`: with 10-15 % of the ties taken away.
    """

    best: Division
    over_seeds: Real
    with_missing: Real
    seeds: int
    trials: int

    @property
    def sure(self) -> Real:
        """The lower of the two."""
        return np.minimum(self.over_seeds, self.with_missing)


def communities(graph: Graph, *, seeds: int | None = None) -> Communities:
    """Divide from many seeds, take the best, and compare the others with it, with and without ties taken away.

    Without `seeds`: 20; in a network of more than two million ties 3.
    """
    if seeds is None:
        seeds = SEEDS if graph.edges <= _HUGE else _FEW
    found = divisions(graph, seeds)
    chosen = best(found)
    trials = seeds if graph.edges <= _LARGE else min(seeds, _FEW)
    thinned = side_by_side(lambda trial: divide(_thinned(graph, trial), trial), range(trials))
    return Communities(
        chosen,
        _kept(chosen.member, [one.member for one in found]),
        _kept(chosen.member, [one.member for one in thinned]),
        seeds,
        trials,
    )


def _thinned(graph: Graph, trial: int) -> Graph:
    """The network as it would look had some ties been missed."""
    rng = np.random.default_rng([trial, 1])
    return graph.with_pairs(rng.random(graph.edges) >= MISSED[trial % len(MISSED)])


def _kept(reference: Index, others: list[Index]) -> Real:
    """For everybody, the mean Jaccard index of his community here and in the others."""
    mine = np.bincount(reference)
    total = np.zeros(reference.size)
    for other in others:
        theirs = np.bincount(other)
        width = int(theirs.size)
        _, inverse, shared = np.unique(
            reference.astype(np.int64) * width + other, return_inverse=True, return_counts=True
        )
        both = shared[inverse]
        total += both / (mine[reference] + theirs[other] - both)
    return total / max(len(others), 1)
