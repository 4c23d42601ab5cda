"""Hold one prison while its days are lived: who is there when, in which cell, and chance for each kind of row."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.codes import VISITORS
from beccaria.world.days import DAY, HOUR
from beccaria.world.draws import stream
from beccaria.world.effects import Change
from beccaria.world.estate import Site
from beccaria.world.life.cells import Cells, allot
from beccaria.world.world import World

Array = NDArray[Any]
MEMBER_STEP = 16

# How many of a hundred events fall in each hour, from midnight on.
CALL_HOURS = (0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 11, 10, 5, 5, 8, 9, 9, 8, 7, 7, 5, 2, 0, 0)
WAKING_HOURS = (1, 1, 0, 0, 0, 1, 2, 4, 7, 8, 8, 7, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 1, 1)
STAFF_HOURS = (1, 0, 0, 0, 0, 1, 3, 8, 11, 11, 9, 7, 4, 6, 9, 9, 7, 5, 3, 2, 2, 1, 1, 0)
NIGHT_HOURS = (12, 14, 10, 6, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 5, 8, 9, 9, 9, 10)


def clock(rng: np.random.Generator, hours: tuple[int, ...], count: int) -> Array:
    """Seconds of the day, by a table of hours."""
    weights = np.array(hours, dtype=float)
    hour = rng.choice(24, count, p=weights / weights.sum())
    seconds: Array = (hour * HOUR + rng.integers(0, HOUR, count)).astype(np.int64)
    return seconds


@dataclass(slots=True)
class _Moments:
    stay: Array
    at: Array


class SiteLife:
    """One prison and the stays in it. `stay` always means a position in these arrays."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.site: Site = world.estate.sites[number]
        stays = world.stays
        self.index = np.flatnonzero(stays.site == number)
        self.record, self.wing = stays.record[self.index], stays.wing[self.index]
        self.start, self.end = stays.start[self.index], stays.end[self.index]
        self.who = world.people.who[self.record]
        self.ordinal = np.minimum(stays.ordinal[self.index], MEMBER_STEP - 1)
        self.wing_codes = world.estate.wing_codes()

    def draws(self, label: str) -> np.random.Generator:
        """The chance of one kind of row at this prison."""
        return stream(self.world.plan.seed, "site", self.site.number, label)

    @cached_property
    def prisoner_codes(self) -> Array:
        """The register's identifiers, one for each stay."""
        return self.world.codes.many(self.record)

    @cached_property
    def cells(self) -> Cells:
        """Who lives in which cell."""
        wings = {number: self.world.estate.wings[number].cells for number in self.site.wings}
        return allot(self.draws("cells"), wings, self.wing, self.start, self.end)

    def member_codes(self, member: Array, ordinal: Array) -> Array:
        """The register's identifiers of visitors."""
        return self.world.codes.many(VISITORS + member.astype(np.int64) * MEMBER_STEP + ordinal)

    def moments(
        self,
        rng: np.random.Generator,
        per_day: Array | float,
        hours: tuple[int, ...],
        span: tuple[int, int] | None = None,
    ) -> _Moments:
        """Moments in people's stays: so many per day, at the hours of the table. `span` limits them to some days."""
        start, end = self.start, self.end
        if span is not None:
            start, end = np.maximum(start, span[0]), np.minimum(end, span[1])
        length = np.maximum(end - start, 0)
        count = rng.poisson(per_day * length / DAY)
        stay = np.repeat(np.arange(len(start)), count)
        raw = start[stay] + rng.random(len(stay)) * length[stay]
        at = (raw // DAY).astype(np.int64) * DAY + clock(rng, hours, len(stay))
        inside = (at >= start[stay]) & (at < end[stay])
        return _Moments(stay[inside], at[inside])

    def kept(self, rng: np.random.Generator, changes: list[Change], stay: Array, at: Array) -> Array:
        """Which moments remain after storylines made something rarer."""
        keep = np.ones(len(at), dtype=bool)
        for change in changes:
            hit = (at >= change.begin) & (at < change.end)
            if change.wing >= 0:
                hit &= self.wing[stay] == change.wing
            if change.record >= 0:
                hit &= self.record[stay] == change.record
            if hit.any():
                keep &= ~hit | (rng.random(len(at)) < change.factor)
        return keep

    def company(self, rng: np.random.Generator, stay: Array, at: Array) -> Array:
        """Somebody else on the same wing at the same time, for each moment; -1 where nobody was found."""
        order = np.argsort(self.wing, kind="stable")
        sorted_wings = self.wing[order]
        low = np.searchsorted(sorted_wings, self.wing[stay], "left")
        high = np.searchsorted(sorted_wings, self.wing[stay], "right")
        found = np.full(len(stay), -1, dtype=np.int64)
        for _ in range(6):
            guess = order[(low + rng.random(len(stay)) * (high - low)).astype(np.int64)]
            good = (
                (self.start[guess] <= at) & (self.end[guess] > at) & (self.record[guess] != self.record[stay])
            )
            found = np.where((found < 0) & good, guess, found)
        return found
