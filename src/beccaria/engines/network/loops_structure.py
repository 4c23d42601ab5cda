"""What holds a graph together, in compiled loops: components, cores, cut points, brokerage."""

import numpy as np

from beccaria.engines.network.compiled import Index, Real, Whole, compiled


@compiled
def components(starts: Whole, ends: Index, gone: Index) -> Index:
    """Number the component of every node, from 0 in order of first node; nodes marked in `gone` get -1."""
    nodes = starts.size - 1
    found = np.full(nodes, -1, dtype=np.int32)
    queue = np.empty(nodes, dtype=np.int32)
    number = 0
    for first in range(nodes):
        if found[first] >= 0 or gone[first]:
            continue
        queue[0] = first
        found[first] = number
        head, tail = 0, 1
        while head < tail:
            here = queue[head]
            head += 1
            for at in range(starts[here], starts[here + 1]):
                there = ends[at]
                if found[there] < 0 and not gone[there]:
                    found[there] = number
                    queue[tail] = there
                    tail += 1
        number += 1
    return found


@compiled
def cores(starts: Whole, ends: Index) -> Index:
    """Return the greatest k of which each node is in the k-core (V. Batagelj, M. Zaversnik, 2003)."""
    nodes = starts.size - 1
    left = np.empty(nodes, dtype=np.int32)
    for node in range(nodes):
        left[node] = starts[node + 1] - starts[node]
    most = 0 if nodes == 0 else left.max()
    bins = np.zeros(most + 2, dtype=np.int64)
    for node in range(nodes):
        bins[left[node] + 1] += 1
    for at in range(1, most + 2):
        bins[at] += bins[at - 1]
    order = np.empty(nodes, dtype=np.int32)
    place = np.empty(nodes, dtype=np.int64)
    fill = bins.copy()
    for node in range(nodes):
        place[node] = fill[left[node]]
        order[place[node]] = node
        fill[left[node]] += 1
    for at in range(nodes):
        here = order[at]
        for tie in range(starts[here], starts[here + 1]):
            there = ends[tie]
            if left[there] > left[here]:
                # Swap it with the first of its bin, and let the bin begin one later.
                first = bins[left[there]]
                other = order[first]
                order[first], order[place[there]] = there, other
                place[other], place[there] = place[there], first
                bins[left[there]] += 1
                left[there] -= 1
    return left


@compiled
def cut_points(starts: Whole, ends: Index) -> Index:
    """Mark the nodes without which a component falls apart (R. Tarjan, 1972), without recursion."""
    nodes = starts.size - 1
    seen = np.zeros(nodes, dtype=np.int32)
    low = np.zeros(nodes, dtype=np.int32)
    parent = np.full(nodes, -1, dtype=np.int32)
    cursor = starts[:-1].copy()
    stack = np.empty(nodes, dtype=np.int32)
    cut = np.zeros(nodes, dtype=np.int32)
    clock = 0
    for root in range(nodes):
        if seen[root]:
            continue
        stack[0], size, branches = root, 1, 0
        clock += 1
        seen[root] = low[root] = clock
        while size > 0:
            here = stack[size - 1]
            if cursor[here] < starts[here + 1]:
                there = ends[cursor[here]]
                cursor[here] += 1
                if not seen[there]:
                    parent[there] = here
                    clock += 1
                    seen[there] = low[there] = clock
                    stack[size] = there
                    size += 1
                elif there != parent[here]:
                    low[here] = min(low[here], seen[there])
                continue
            size -= 1
            above = parent[here]
            if above == root:
                branches += 1
            elif above >= 0 and low[here] >= seen[above]:
                cut[above] = 1
            if above >= 0:
                low[above] = min(low[above], low[here])
        cut[root] = branches > 1
    return cut


@compiled
def brokerage(starts: Whole, ends: Index, weights: Real, constraint: Real, effective: Real) -> None:
    """Fill Burt's constraint (weighted) and effective size (unweighted) of every node.

    R. Burt, Structural Holes (1992); effective size as simplified by S. Borgatti (1997): ties minus the mean number
    of ties that my contacts have with each other.
    """
    nodes = starts.size - 1
    strength = np.zeros(nodes)
    for node in range(nodes):
        for at in range(starts[node], starts[node + 1]):
            strength[node] += weights[at]
    direct = np.zeros(nodes)
    indirect = np.zeros(nodes)
    for node in range(nodes):
        first, last = starts[node], starts[node + 1]
        if first == last:
            constraint[node], effective[node] = np.nan, 0.0
            continue
        for at in range(first, last):
            direct[ends[at]] = weights[at] / strength[node]
        among = 0
        for at in range(first, last):
            middle = ends[at]
            for on in range(starts[middle], starts[middle + 1]):
                other = ends[on]
                if direct[other] > 0.0:
                    among += 1
                    indirect[other] += direct[middle] * weights[on] / strength[middle]
        total = 0.0
        for at in range(first, last):
            other = ends[at]
            total += (direct[other] + indirect[other]) ** 2
            direct[other], indirect[other] = 0.0, 0.0
        constraint[node], effective[node] = total, (last - first) - among / (last - first)


@compiled
def follow(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole, ends: Index, weights: Real, rank: Real, new: Real, damping: float
) -> float:
    """One round of PageRank: fill `new` from `rank`, ties followed by weight; return how much has changed.

    Who has no ties passes on to everybody. Weights are those of ties without direction: what flows in along a tie is
    its part of the other end's strength.
    """
    nodes = starts.size - 1
    flow = np.zeros(nodes)
    alone = 0.0
    for node in range(nodes):
        strength = 0.0
        for at in range(starts[node], starts[node + 1]):
            strength += weights[at]
        if strength > 0.0:
            flow[node] = rank[node] / strength
        else:
            alone += rank[node]
    change = 0.0
    for node in range(nodes):
        passed = 0.0
        for at in range(starts[node], starts[node + 1]):
            passed += flow[ends[at]] * weights[at]
        new[node] = (1.0 - damping) / nodes + damping * (passed + alone / nodes)
        change += abs(new[node] - rank[node])
    return change
