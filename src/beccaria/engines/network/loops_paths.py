"""Shortest paths from many sources in compiled loops: what betweenness and closeness are summed from.

Method: U. Brandes, A faster algorithm for betweenness centrality, J. Math. Sociology 25 (2001); with weights, the
same accumulation over Dijkstra's order.
"""

import numpy as np

from beccaria.engines.network.compiled import Index, Real, Whole, compiled

# Two lengths closer than this part of themselves are one length: sums of fractions differ in their last digits.
_SAME = 1e-10


@compiled
def by_steps(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole,
    ends: Index,
    sources: Index,
    scaled: bool,  # noqa: FBT001  the same
    through: Real,
    squares: Real,
    far: Real,
    reached: Real,
) -> None:
    """Add to `through` what each source's shortest paths give every node, to `squares` its square.

    With `scaled`, a path counts at each node by how far along it the node lies: over both directions that is one, and
    a source no longer overrates its neighbours (R. Geisberger, P. Sanders, D. Schultes, 2008). `far` and
    `reached` get, for every node, the sum of its distances to the sources and how many reach it.
    """
    nodes = starts.size - 1
    distance = np.full(nodes, -1, dtype=np.int32)
    ways = np.zeros(nodes)
    # What one way through somebody is worth to those before him; complete once everybody behind him is.
    passed = np.zeros(nodes)
    order = np.empty(nodes, dtype=np.int32)
    onward = np.empty(ends.size // 2, dtype=np.int32)
    first = np.empty(nodes + 1, dtype=np.int64)
    for source in sources:
        count = _outward(starts, ends, source, distance, ways, order, onward, first)
        for back in range(count - 1, 0, -1):
            here = order[back]
            share = 0.0
            for at in range(first[back], first[back + 1]):
                share += passed[onward[at]]
            share *= ways[here]
            steps = distance[here]
            passed[here] = (share + (1.0 / steps if scaled else 1.0)) / ways[here]
            value = share * steps if scaled else share
            through[here] += value
            squares[here] += value * value
            far[here] += steps
            reached[here] += 1.0
            distance[here] = -1
        reached[source] += 1.0
        distance[source] = -1


@compiled
def _outward(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole,
    ends: Index,
    source: int,
    distance: Index,
    ways: Real,
    order: Index,
    onward: Index,
    first: Whole,
) -> int:
    """Go out from `source` step by step; count who is reached.

    Fills distances, numbers of shortest ways, the order of arrival, and for the k-th to arrive those one step further
    on: `onward[first[k]:first[k + 1]]`. Where nobody has been, `distance` must be -1.
    """
    distance[source] = 0
    ways[source] = 1.0
    order[0] = source
    head, tail, kept = 0, 1, 0
    while head < tail:
        here = order[head]
        first[head] = kept
        head += 1
        next_step = distance[here] + 1
        mine = ways[here]
        for at in range(starts[here], starts[here + 1]):
            there = ends[at]
            step = distance[there]
            if step < 0:
                distance[there] = next_step
                order[tail] = there
                tail += 1
                ways[there] = mine
            elif step == next_step:
                ways[there] += mine
            else:
                continue
            onward[kept] = there
            kept += 1
    first[head] = kept
    return tail


@compiled
def _sink(heap: Real, who: Index, size: int) -> None:
    """Restore the order of a heap whose first entry has just been replaced by its last."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[at] <= heap[child]:
            return
        heap[at], heap[child] = heap[child], heap[at]
        who[at], who[child] = who[child], who[at]
        at = child


@compiled
def _rise(heap: Real, who: Index, at: int) -> None:
    """Restore the order of a heap that has got an entry at its end."""
    while at > 0:
        parent = (at - 1) // 2
        if heap[parent] <= heap[at]:
            return
        heap[at], heap[parent] = heap[parent], heap[at]
        who[at], who[parent] = who[parent], who[at]
        at = parent


@compiled
def _settle(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole, ends: Index, lengths: Real, source: int, distance: Real, ways: Real, order: Index
) -> int:
    """Dijkstra from `source`: fill distances, numbers of shortest ways and the order of settling; count the settled."""
    heap = np.empty(ends.size + 1)
    who = np.empty(ends.size + 1, dtype=np.int32)
    settled = np.zeros(starts.size - 1, dtype=np.bool_)
    distance[source], ways[source] = 0.0, 1.0
    heap[0], who[0] = 0.0, source
    size, count = 1, 0
    while size > 0:
        here = who[0]
        size -= 1
        heap[0], who[0] = heap[size], who[size]
        _sink(heap, who, size)
        if settled[here]:
            continue
        settled[here] = True
        order[count] = here
        count += 1
        for at in range(starts[here], starts[here + 1]):
            there = ends[at]
            if settled[there]:
                continue
            length = distance[here] + lengths[at]
            if length < distance[there] * (1 - _SAME):
                distance[there], ways[there] = length, ways[here]
                heap[size], who[size] = length, there
                size += 1
                _rise(heap, who, size - 1)
            elif length <= distance[there] * (1 + _SAME):
                ways[there] += ways[here]
    return count


@compiled
def by_lengths(starts: Whole, ends: Index, lengths: Real, sources: Index, through: Real) -> None:
    """Add to `through` what each source's shortest paths give every node, ties having lengths."""
    nodes = starts.size - 1
    order = np.empty(nodes, dtype=np.int32)
    for source in sources:
        distance = np.full(nodes, np.inf)
        ways = np.zeros(nodes)
        share = np.zeros(nodes)
        count = _settle(starts, ends, lengths, source, distance, ways, order)
        for back in range(count - 1, 0, -1):
            here = order[back]
            part = (1.0 + share[here]) / ways[here]
            for at in range(starts[here], starts[here + 1]):
                there = ends[at]
                # What was settled before, and lies one tie nearer, is on a shortest path.
                on_the_way = distance[there] + lengths[at]
                if (
                    distance[there] < distance[here]
                    and abs(on_the_way - distance[here]) <= _SAME * distance[here]
                ):
                    share[there] += ways[there] * part
            through[here] += share[here]
