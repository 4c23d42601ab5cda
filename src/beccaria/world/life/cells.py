"""Allot cells: everybody gets one of the emptier cells of the wing, and sometimes another later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY
from beccaria.world.rates import rate

Array = NDArray[Any]
_YEAR = 365.25 * DAY
_TRIES = 4
_KEY = 1 << 34


@dataclass(slots=True)
class Cells:
    """Cells by stay and time. `moved` marks the rows that are a change of cell inside a stay."""

    stay: Array
    since: Array
    cell: Array
    moved: Array
    names: list[str]

    def at(self, stay: Array, seconds: Array) -> Array:
        """The cell of each stay at each second, as a position in `names`."""
        keys = self.stay * _KEY + self.since
        position = np.searchsorted(keys, stay * _KEY + seconds, "right") - 1
        found: Array = self.cell[np.maximum(position, 0)]
        return found


def allot(
    rng: np.random.Generator, wings: Mapping[int, tuple[str, ...]], wing: Array, start: Array, end: Array
) -> Cells:
    """Live through arrivals, departures and moves in order of time. `wings` gives the cells of each wing."""
    names: list[str] = []
    first: dict[int, tuple[int, int]] = {}
    for number, cells in wings.items():
        first[number] = (len(names), len(cells))
        names += cells
    events = _events(rng, start, end)
    held = [0] * len(names)
    current: dict[int, int] = {}
    rows: list[tuple[int, int, int, bool]] = []
    dice = rng.random((len(events), _TRIES)).tolist()
    halls = wing.tolist()
    for (at, kind, stay), draws in zip(events, dice, strict=True):
        if kind != 1:
            held[current.pop(stay)] -= 1
        if kind == 0:
            continue
        begin, count = first[halls[stay]]
        cell = min((begin + int(draw * count) for draw in draws), key=held.__getitem__)
        held[cell] += 1
        current[stay] = cell
        rows.append((stay, at, cell, kind != 1))
    rows.sort()
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Cells(columns[0], columns[1], columns[2], columns[3].astype(bool), names)


def _events(rng: np.random.Generator, start: Array, end: Array) -> list[tuple[int, int, int]]:
    """Departures (0), arrivals (1) and changes (2) by time; departures first, so that places are free."""
    length = end - start
    stay = np.repeat(np.arange(len(length)), rng.poisson(rate("cell_moves") * length / _YEAR))
    at = (start[stay] + 60 + rng.random(len(stay)) * (length[stay] - 120)).astype(np.int64)
    fits = length[stay] > DAY
    events = [(int(t), 1, s) for s, t in enumerate(start)]
    events += [(int(t), 0, s) for s, t in enumerate(end)]
    events += [(int(t), 2, int(s)) for s, t in zip(stay[fits], at[fits], strict=True)]
    return sorted(events)
