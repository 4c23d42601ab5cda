"""What is left of a network as people are taken out one after another, and a search for the order that leaves least."""

import numpy as np

from beccaria.engines.network.compiled import Flags, Index, Real, Whole, compiled

# How often two change places, rather than one being exchanged.
_CHANGE_PLACES = 0.3


@compiled
def curve(starts: Whole, ends: Index, removed: Index, largest: Whole) -> None:
    """Fill `largest[k]`: the size of the largest component once the first k of `removed` are gone.

    Goes backwards: everybody is put back in turn, and components only grow, so one pass serves every k.
    """
    nodes = starts.size - 1
    root = np.empty(nodes, dtype=np.int32)
    size = np.ones(nodes, dtype=np.int32)
    there = np.ones(nodes, dtype=np.bool_)
    for one in removed:
        there[one] = False
    for node in range(nodes):
        root[node] = node
    most = 0
    for node in range(nodes):
        if there[node]:
            most = max(most, _joined(starts, ends, there, root, size, node))
    largest[removed.size] = most
    for back in range(removed.size - 1, -1, -1):
        there[removed[back]] = True
        most = max(most, _joined(starts, ends, there, root, size, removed[back]))
        largest[back] = most


@compiled
def _joined(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole, ends: Index, there: Flags, root: Index, size: Index, node: int
) -> int:
    """Join a node with its neighbours that are there; return the size of what it is now in."""
    mine = node
    while root[mine] != mine:
        root[mine] = root[root[mine]]
        mine = root[mine]
    for at in range(starts[node], starts[node + 1]):
        other = ends[at]
        if not there[other]:
            continue
        while root[other] != other:
            root[other] = root[root[other]]
            other = root[other]
        if other == mine:
            continue
        if size[other] > size[mine]:
            mine, other = other, mine
        root[other] = mine
        size[mine] += size[other]
    return int(size[mine])


@compiled
def _worth(starts: Whole, ends: Index, removed: Index, largest: Whole, price: Real) -> float:
    curve(starts, ends, removed, largest)
    total = 0.0
    for at in range(price.size):
        total += price[at] * largest[at]
    return total


@compiled
def anneal(  # noqa: PLR0917  compiled loops take arrays by position
    starts: Whole,
    ends: Index,
    removed: Index,
    candidates: Index,
    price: Real,
    turns: int,
    hot: float,
    seed: int,
) -> float:
    """Improve the order `removed` in place, so that the sum of `price[k]` x largest component after k is least.

    Simulated annealing (S. Kirkpatrick et al., 1983): somebody is exchanged for a candidate, or two change places;
    what is worse is taken with a chance that falls to nothing. Ends with the best order seen.
    """
    np.random.seed(seed)  # noqa: NPY002  all that compiled code knows; the state is the thread's own
    count = removed.size
    inside = np.zeros(starts.size - 1, dtype=np.bool_)
    for one in removed:
        inside[one] = True
    largest = np.empty(count + 1, dtype=np.int64)
    now = _worth(starts, ends, removed, largest, price)
    best, kept = now, removed.copy()
    for turn in range(turns):
        heat = hot * (1e-3 ** (turn / turns))
        at = np.random.randint(count)  # noqa: NPY002  the same
        old = removed[at]
        if count > 1 and np.random.random() < _CHANGE_PLACES:  # noqa: NPY002  the same
            other = np.random.randint(count)  # noqa: NPY002  the same
            removed[at], removed[other] = removed[other], old
            then = _worth(starts, ends, removed, largest, price)
            if then <= now or np.random.random() < np.exp((now - then) / heat):  # noqa: NPY002  the same
                now = then
            else:
                removed[other], removed[at] = removed[at], old
        else:
            new = candidates[np.random.randint(candidates.size)]  # noqa: NPY002  the same
            if inside[new]:
                continue
            removed[at] = new
            then = _worth(starts, ends, removed, largest, price)
            if then <= now or np.random.random() < np.exp((now - then) / heat):  # noqa: NPY002  the same
                now = then
                inside[old], inside[new] = False, True
            else:
                removed[at] = old
        if now < best:
            best = now
            kept[:] = removed
    removed[:] = kept
    return best
