"""Allot cells: everybody gets one of the emptier cells of the wing, and sometimes another later."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY
from beccaria.world.rates import rate

if TYPE_CHECKING:
    from beccaria.world.life.site import SiteLife

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


def allot(life: "SiteLife") -> Cells:
    """Live through arrivals, departures and moves in order of time."""
    rng = life.draws("cells")
    names: list[str] = []
    first: dict[int, tuple[int, int]] = {}
    for wing in life.site.wings:
        first[wing] = (len(names), len(life.world.estate.wings[wing].cells))
        names += list(life.world.estate.wings[wing].cells)
    events = _events(rng, life)
    held = [0] * len(names)
    current: dict[int, int] = {}
    rows: list[tuple[int, int, int, bool]] = []
    dice = rng.random((len(events), _TRIES)).tolist()
    wings = life.wing.tolist()
    for (at, kind, stay), draws in zip(events, dice, strict=True):
        if kind != 1:
            held[current.pop(stay)] -= 1
        if kind == 0:
            continue
        begin, count = first[wings[stay]]
        cell = min((begin + int(draw * count) for draw in draws), key=held.__getitem__)
        held[cell] += 1
        current[stay] = cell
        rows.append((stay, at, cell, kind != 1))
    rows.sort()
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Cells(columns[0], columns[1], columns[2], columns[3].astype(bool), names)


def _events(rng: np.random.Generator, life: "SiteLife") -> list[tuple[int, int, int]]:
    """Departures (0), arrivals (1) and changes (2) by time; departures first, so that places are free."""
    length = life.end - life.start
    stay = np.repeat(np.arange(len(length)), rng.poisson(rate("cell_moves") * length / _YEAR))
    at = (life.start[stay] + 60 + rng.random(len(stay)) * (length[stay] - 120)).astype(np.int64)
    fits = length[stay] > DAY
    events = [(int(t), 1, s) for s, t in enumerate(life.start)]
    events += [(int(t), 0, s) for s, t in enumerate(life.end)]
    events += [(int(t), 2, int(s)) for s, t in zip(stay[fits], at[fits], strict=True)]
    return sorted(events)
