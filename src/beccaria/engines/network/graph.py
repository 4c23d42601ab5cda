"""A network as arrays: who is tied to whom, how strongly; simple and undirected, with what was lost by making it so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.core.refusal import BadInput
from beccaria.engines.network import loops_structure as structure
from beccaria.engines.network.compiled import Index, Real, Whole

MOST_NODES: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties as they were read, one entry each: positions in `ids`, a weight, and sentences on what was repaired.

    `ids` are in id order. `directed` is what the file says of itself; None when it says nothing.
    """

    ids: Sequence[str]
    sources: Index
    targets: Index
    weights: Real
    directed: bool | None = None
    labels: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """A simple undirected network. Ties of node i are `ends[starts[i]:starts[i + 1]]`, each tie stands at both ends."""

    ids: Sequence[str]
    starts: Whole
    ends: Index
    weights: Real
    arcs: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def nodes(self) -> int:
        """How many people or things there are."""
        return len(self.ids)

    @property
    def edges(self) -> int:
        """How many undirected ties there are."""
        return self.ends.size // 2

    @cached_property
    def degree(self) -> Whole:
        """How many others each is tied to."""
        return np.diff(self.starts)

    @cached_property
    def strength(self) -> Real:
        """Sum of the weights of each one's ties."""
        return np.bincount(self.tails, weights=self.weights, minlength=self.nodes).astype(np.float64)

    @cached_property
    def tails(self) -> Index:
        """The node at which each entry of `ends` stands."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), self.degree)

    @cached_property
    def component(self) -> Index:
        """The component of each node, numbered in order of its first node."""
        return structure.components(self.starts, self.ends, np.zeros(self.nodes, dtype=np.int32))

    def pairs(self) -> tuple[Index, Index, Real]:
        """Every tie once, the earlier node first."""
        once = self.tails < self.ends
        return self.tails[once], self.ends[once], self.weights[once]

    def with_pairs(self, kept: NDArray[np.bool_]) -> "Graph":
        """The same people with only the ties of `pairs()` that are marked."""
        first, second, weights = self.pairs()
        made = arranged(self.nodes, first[kept], second[kept], weights[kept])
        return Graph(self.ids, *made, labels=self.labels)


def arranged(nodes: int, first: Index, second: Index, weights: Real) -> tuple[Whole, Index, Real]:
    """Arrange ties that stand once each as starts, ends and weights at both ends, ends in order."""
    tails = np.concatenate((first, second))
    heads = np.concatenate((second, first))
    order = np.lexsort((heads, tails))
    starts = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=nodes), out=starts[1:])
    return starts, heads[order].astype(np.int32), np.concatenate((weights, weights))[order].astype(np.float64)


def build(ties: Ties, *, summed: bool = True) -> Graph:
    """Make the network: loops and empty ties left out, repeats summed (or counted once), both directions one tie.

    Weights must be above zero. Every repair is a sentence in `notes`. Raises BadInput when nobody is left.
    """
    if not ties.ids:
        raise BadInput(
            "The file names nobody: give one tie a line, as `person,person` or `person,person,weight`."
        )
    notes = list(ties.notes)
    first, second, weights = _without_loops(ties, notes)
    first, second, weights = _merged(len(ties.ids), first, second, weights, notes, summed=summed)
    arcs = first.size
    first, second, weights = _undirected(len(ties.ids), first, second, weights, notes)
    if ties.directed is None:
        notes.append("Directions, if the file has any, were not used.")
    elif ties.directed:
        notes.append("The ties have directions; they were read without. `arcs` counts directions.")
    made = arranged(len(ties.ids), first, second, weights)
    return Graph(ties.ids, *made, arcs=arcs, labels=ties.labels, notes=tuple(notes))


def _without_loops(ties: Ties, notes: list[str]) -> tuple[Index, Index, Real]:
    loops = ties.sources == ties.targets
    if count := int(loops.sum()):
        who = ties.ids[int(ties.sources[loops][0])]
        notes.append(f"{counted(count, 'tie')} of somebody with himself left out, first of {who}.")
    return ties.sources[~loops], ties.targets[~loops], ties.weights[~loops]


def _merged(
    nodes: int, first: Index, second: Index, weights: Real, notes: list[str], *, summed: bool
) -> tuple[Index, Index, Real]:
    """Each ordered pair once; its weight is the sum, or the weight that stands first."""
    keys, places, inverse = _unique(nodes, first, second)
    repeated = first.size - keys.size
    if not repeated:
        return first[places], second[places], weights[places]
    how = "their weights were added" if summed else "the first of each was taken"
    notes.append(f"{counted(repeated, 'row')} repeated a tie: {how}.")
    together = np.bincount(inverse, weights=weights, minlength=keys.size) if summed else weights[places]
    return first[places], second[places], together.astype(np.float64)


def _undirected(
    nodes: int, first: Index, second: Index, weights: Real, notes: list[str]
) -> tuple[Index, Index, Real]:
    """Each unordered pair once. Where every tie stands in both directions with one weight, it is one list twice."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    keys, places, inverse = _unique(nodes, low, high)
    both = first.size - keys.size
    together = np.bincount(inverse, weights=weights, minlength=keys.size).astype(np.float64)
    if both and 2 * keys.size == first.size and np.allclose(together[inverse], 2 * weights):
        notes.append("Every tie stands in both directions with one weight: taken once.")
        together = together / 2
    elif both:
        notes.append(f"{counted(both, 'tie')} stood in both directions: made one, their weights added.")
    return low[places], high[places], together


def _unique(nodes: int, first: Index, second: Index) -> tuple[Whole, Whole, Whole]:
    keys, places, inverse = np.unique(
        first.astype(np.int64) * nodes + second, return_index=True, return_inverse=True
    )
    return keys, places.astype(np.int64), inverse.astype(np.int64)


def counted(count: int, noun: str, many: str = "") -> str:
    """A number with its noun: "1 tie", "2,000 ties"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
