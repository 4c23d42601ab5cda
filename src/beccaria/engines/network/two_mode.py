"""Who was at what: rows of person and event, and the network of those who met there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from beccaria.core.refusal import BadInput
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.compiled import Index, Real, Whole
from beccaria.engines.network.graph import Graph, Ties, arranged, counted

_MOST_MEETINGS: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class Attendance:
    """Each entry: person `who[k]` was at event `what[k]`, once. People and events are in id order."""

    people: tuple[str, ...]
    events: tuple[str, ...]
    who: Index
    what: Index
    labels: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def sizes(self) -> Whole:
        """How many were at each event."""
        return np.bincount(self.what, minlength=len(self.events))


def attendance(
    rows: Iterable[tuple[int, list[str]]],
    person: int,
    event: int,
    *,
    notes: tuple[str, ...] = (),
    others: Iterable[tuple[bool, str, str]] = (),
) -> Attendance:
    """Read rows of person and event. The same identifier in both columns is two different things.

    `others`: people and events that may stand in no row: whether it is an event, its identifier, its label.
    """
    collected = Collector()
    for number, row in rows:
        padded = row + [""] * (max(person, event) + 1 - len(row))
        one, other = padded[person].strip(), padded[event].strip()
        collected.tie(one and f"p{one}", other and f"e{other}", None, number)
    for is_event, one, label in others:
        collected.person(f"{'e' if is_event else 'p'}{one}", label)
    return of_ties(collected.ties(notes=notes))


def of_ties(ties: Ties) -> Attendance:
    """Attendance from ties whose ends bear the marks p (person) and e (event) before their identifiers."""
    if not ties.sources.size:
        raise BadInput("The file names nobody: with --two-mode give rows of `person,event`.")
    first_person = next((at for at, one in enumerate(ties.ids) if one.startswith("p")), len(ties.ids))
    keys = np.unique(ties.sources.astype(np.int64) * len(ties.ids) + ties.targets)
    notes = list(ties.notes)
    if repeated := ties.sources.size - keys.size:
        notes.append(f"{counted(repeated, 'row')} said twice that somebody was at an event: counted once.")
    return Attendance(
        people=tuple(one[1:] for one in ties.ids[first_person:]),
        events=tuple(one[1:] for one in ties.ids[:first_person]),
        who=(keys // len(ties.ids) - first_person).astype(np.int32),
        what=(keys % len(ties.ids)).astype(np.int32),
        labels={one[1:]: label for one, label in ties.labels.items() if one.startswith("p")},
        notes=tuple(notes),
    )


def together(found: Attendance) -> Graph:
    """Everybody who was at the same event is tied; the weight is the number of events they shared."""
    return _met(found, np.ones(len(found.events)))


def closely_together(found: Attendance) -> Graph:
    """The same ties, each event shared out among those who were there (M. Newman, 2001): a small one says more."""
    return _met(found, 1 / np.maximum(found.sizes - 1, 1))


def _met(found: Attendance, worth: Real) -> Graph:
    sizes = found.sizes
    if int((sizes * (sizes - 1) // 2).sum()) > _MOST_MEETINGS:
        largest = int(sizes.argmax())
        raise BadInput(
            f"Too many people met: event {found.events[largest]} alone has {int(sizes[largest]):,}. "
            "Leave out events so large that being there together says nothing."
        )
    order = np.argsort(found.what, kind="stable")
    groups = np.split(found.who[order], np.cumsum(sizes)[:-1])
    first: list[Index] = []
    second: list[Index] = []
    weights: list[Real] = []
    for event, group in enumerate(groups):
        at, other = np.triu_indices(group.size, 1)
        first.append(group[at])
        second.append(group[other])
        weights.append(np.full(at.size, worth[event]))
    nodes = len(found.people)
    keys = np.concatenate(first).astype(np.int64) * nodes + np.concatenate(second)
    pairs, inverse = np.unique(keys, return_inverse=True)
    summed = np.bincount(inverse, weights=np.concatenate(weights), minlength=pairs.size).astype(np.float64)
    made = arranged(nodes, (pairs // nodes).astype(np.int32), (pairs % nodes).astype(np.int32), summed)
    return Graph(found.people, *made, arcs=int(found.who.size), labels=found.labels, notes=found.notes)
