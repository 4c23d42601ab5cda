"""Keeps calls as columns of numbers, and gives every phone its own events in order of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.network.compiled import Index, Real, Whole

_DAY = 86_400.0
_HOURS_A_BIN = 3


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls between phones. `tower` is -1 where the file does not say from where was called."""

    phones: tuple[str, ...]
    caller: Index
    called: Index
    at: Real  # days since 1970
    hour: Index  # part of the day, eight of three hours
    tower: Index
    towers: int

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Events:
    """Each call twice, once for either phone: those of phone p stand at start[p] to start[p + 1], by time."""

    start: Whole
    phone: Index
    other: Index
    out: Index  # 1 where the phone called, 0 where it was called
    at: Real
    hour: Index
    tower: Index  # of calls that the phone made; -1 otherwise

    @property
    def phones(self) -> int:
        """How many phones there are."""
        return len(self.start) - 1


def collect(
    caller: Sequence[str], called: Sequence[str], at: Sequence[datetime], tower: Iterable[str | None] = ()
) -> Calls:
    """Put calls into columns. A call of a phone to itself is left out: it says nothing about anybody else."""
    numbers: dict[str, int] = {}
    one = np.fromiter((numbers.setdefault(name, len(numbers)) for name in caller), np.int32, len(caller))
    two = np.fromiter((numbers.setdefault(name, len(numbers)) for name in called), np.int32, len(called))
    cells: dict[str, int] = {}
    where = [cells.setdefault(cell, len(cells)) if cell else -1 for cell in tower] or [-1] * len(one)
    # What is written without an offset is read on one clock: only differences are used.
    days = np.fromiter((moment.timestamp() / _DAY for moment in at), np.float64, len(one))
    hours = np.fromiter((moment.hour // _HOURS_A_BIN for moment in at), np.int32, len(one))
    keep = one != two
    return Calls(
        tuple(numbers), one[keep], two[keep], days[keep], hours[keep],
        np.array(where, dtype=np.int32)[keep], len(cells),
    )  # fmt: skip


def coded(phones: Sequence[str], caller: Index, called: Index, at: NDArray[np.datetime64]) -> Calls:
    """Calls of phones that are numbers already (places in `phones`), at moments in UTC; no towers."""
    seconds = at.astype("datetime64[us]").astype(np.int64) / 1e6
    hours = (seconds // 3_600 % 24).astype(np.int32) // _HOURS_A_BIN
    keep = caller != called
    nowhere = np.full(int(keep.sum()), -1, np.int32)
    days = seconds / _DAY
    return Calls(tuple(phones), caller[keep], called[keep], days[keep], hours[keep], nowhere, 0)


def events(calls: Calls) -> Events:
    """The events of every phone."""
    size = len(calls)
    phone = np.concatenate([calls.caller, calls.called])
    at = np.concatenate([calls.at, calls.at])
    order = np.lexsort((at, phone))
    counts = np.bincount(phone, minlength=len(calls.phones))
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    out = np.concatenate([np.ones(size, np.int32), np.zeros(size, np.int32)])
    tower = np.concatenate([calls.tower, np.full(size, -1, np.int32)])
    other = np.concatenate([calls.called, calls.caller])
    hour = np.concatenate([calls.hour, calls.hour])
    return Events(start, phone[order], other[order], out[order], at[order], hour[order], tower[order])
