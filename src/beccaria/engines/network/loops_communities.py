"""Communities in compiled loops: move nodes while modularity grows, then make each community one node.

Method: V. Blondel et al., Fast unfolding of communities in large networks (2008), with the queue of V. Traag,
L. Waltman, N. van Eck, From Louvain to Leiden (2019): only nodes whose surroundings changed are looked at again.
"""

import numpy as np

from beccaria.engines.network.compiled import Index, Real, Whole, compiled

# A gain smaller than this is rounding, and would move nodes for ever.
_LEAST = 1e-12


@compiled
def move(  # noqa: C901, PLR0917  one loop, which calls would slow; arrays go by position
    starts: Whole, ends: Index, weights: Real, strength: Real, member: Index, order: Index, total: float
) -> int:
    """Move nodes between communities (`member`, changed in place) while modularity grows; count the moves.

    `strength` is the weight at each node, loops counted twice; `total` is its sum; nodes are first visited in `order`.
    """
    nodes = starts.size - 1
    sums = np.zeros(nodes)
    for node in range(nodes):
        sums[member[node]] += strength[node]
    towards = np.zeros(nodes)
    near = np.empty(nodes, dtype=np.int32)
    queue = order.copy()
    waiting = np.ones(nodes, dtype=np.bool_)
    head, left, moves = 0, nodes, 0
    while left > 0:
        here = queue[head]
        head = head + 1 if head + 1 < nodes else 0
        left -= 1
        waiting[here] = False
        mine, count = member[here], 0
        for at in range(starts[here], starts[here + 1]):
            there = ends[at]
            if there == here:
                continue
            group = member[there]
            if towards[group] == 0.0:
                near[count] = group
                count += 1
            towards[group] += weights[at]
        pull = strength[here] / total
        sums[mine] -= strength[here]
        best, most = mine, towards[mine] - pull * sums[mine]
        for at in range(count):
            group = near[at]
            gain = towards[group] - pull * sums[group]
            if gain > most + _LEAST:
                best, most = group, gain
        for at in range(count):
            towards[near[at]] = 0.0
        sums[best] += strength[here]
        if best == mine:
            continue
        member[here] = best
        moves += 1
        for at in range(starts[here], starts[here + 1]):
            there = ends[at]
            if not waiting[there] and member[there] != best:
                waiting[there] = True
                tail = head + left
                queue[tail if tail < nodes else tail - nodes] = there
                left += 1
    return moves


@compiled
def renumber(member: Index) -> int:
    """Number communities from 0 in order of their first node, in place; return how many there are."""
    known = np.full(member.size, -1, dtype=np.int32)
    count = 0
    for node in range(member.size):
        if known[member[node]] < 0:
            known[member[node]] = count
            count += 1
        member[node] = known[member[node]]
    return count


@compiled
def gather(
    starts: Whole, ends: Index, weights: Real, member: Index, groups: int
) -> tuple[Whole, Index, Real]:
    """Make each community one node: ties inside become a loop (each direction once), ties between are summed."""
    nodes = starts.size - 1
    first = np.zeros(groups + 1, dtype=np.int64)
    for node in range(nodes):
        first[member[node] + 1] += 1
    for group in range(groups):
        first[group + 1] += first[group]
    inside = np.empty(nodes, dtype=np.int32)
    fill = first[:-1].copy()
    for node in range(nodes):
        inside[fill[member[node]]] = node
        fill[member[node]] += 1
    new_starts = np.zeros(groups + 1, dtype=np.int64)
    new_ends = np.empty(ends.size, dtype=np.int32)
    new_weights = np.empty(ends.size)
    slot = np.full(groups, -1, dtype=np.int64)
    count = 0
    for group in range(groups):
        begin = count
        for place in range(first[group], first[group + 1]):
            node = inside[place]
            for at in range(starts[node], starts[node + 1]):
                other = member[ends[at]]
                if slot[other] < begin:
                    slot[other] = count
                    new_ends[count] = other
                    new_weights[count] = weights[at]
                    count += 1
                else:
                    new_weights[slot[other]] += weights[at]
        new_starts[group + 1] = count
    return new_starts, new_ends[:count].copy(), new_weights[:count].copy()


@compiled
def split(starts: Whole, ends: Index, member: Index) -> int:
    """Make every piece of a community that does not hang together a community of its own, in place; count them."""
    nodes = starts.size - 1
    found = np.full(nodes, -1, dtype=np.int32)
    queue = np.empty(nodes, dtype=np.int32)
    count = 0
    for first in range(nodes):
        if found[first] >= 0:
            continue
        queue[0] = first
        found[first] = count
        head, tail = 0, 1
        while head < tail:
            here = queue[head]
            head += 1
            for at in range(starts[here], starts[here + 1]):
                there = ends[at]
                if found[there] < 0 and member[there] == member[first]:
                    found[there] = count
                    queue[tail] = there
                    tail += 1
        count += 1
    member[:] = found
    return count


@compiled
def modularity(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole, ends: Index, weights: Real, strength: Real, member: Index, total: float
) -> float:
    """Return Newman and Girvan's modularity (2004), resolution 1."""
    sums = np.zeros(member.size)
    inside = 0.0
    for node in range(member.size):
        sums[member[node]] += strength[node]
        for at in range(starts[node], starts[node + 1]):
            if member[ends[at]] == member[node]:
                inside += weights[at]
    return inside / total - np.sum((sums / total) ** 2)
