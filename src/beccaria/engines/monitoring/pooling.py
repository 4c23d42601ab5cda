"""Pool small groups and rare bands until no published cell is so small that it speaks of single people.

Nothing is blanked out: a blank among sums can be reckoned back. Small groups become "all others", which takes in the
next smallest group until it is large enough itself; if one group is left, there is nothing to compare and nothing is
shown. The limits (five in a cell, ten in a margin) are ours; a service with a rule of its own passes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
OTHERS: Final = "all others"
_TWO: Final = 2
Cells = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pooled:
    """Counts per group after pooling, largest group first and the rest last, and how many groups were pooled."""

    groups: tuple[tuple[str, Cells], ...]
    pooled: int


def add(rows: Sequence[Cells]) -> Cells:
    """The sums of the columns."""
    return tuple(sum(column) for column in zip(*rows, strict=True))


def pool_groups(counts: Mapping[str, Cells], is_enough: Callable[[Cells], bool]) -> Pooled | None:
    """Pool the groups whose cells are not enough. None when fewer than two groups remain."""
    left = sorted(counts.items(), key=lambda one: (-sum(one[1]), one[0]))
    rest = [one for one in left if not is_enough(one[1])]
    left = [one for one in left if is_enough(one[1])]
    while rest and left and not is_enough(add([cells for _, cells in rest])):
        rest.append(left.pop())
    if rest and is_enough(add([cells for _, cells in rest])):
        left.append((OTHERS, add([cells for _, cells in rest])))
    return Pooled(tuple(left), len(rest)) if len(left) >= _TWO else None


def pool_bands(
    bands: Sequence[str], groups: Sequence[tuple[str, Cells]], smallest: int = SMALLEST
) -> tuple[tuple[str, ...], tuple[tuple[str, Cells], ...]] | None:
    """Pool neighbouring bands until every group has `smallest` or more in each. None when one band remains."""
    names, rows = list(bands), [list(cells) for _, cells in groups]
    while len(names) > 1:
        fewest = [min(row[place] for row in rows) for place in range(len(names))]
        if min(fewest) >= smallest:
            pooled = tuple((name, tuple(row)) for (name, _), row in zip(groups, rows, strict=True))
            return tuple(names), pooled
        place = fewest.index(min(fewest))
        sides = [side for side in (place - 1, place + 1) if 0 <= side < len(names)]
        side = min(sides, key=lambda one: sum(row[one] for row in rows))
        low, high = min(place, side), max(place, side)
        names[low : high + 1] = [f"{names[low]} or {names[high]}"]
        for row in rows:
            row[low : high + 1] = [row[low] + row[high]]
    return None
