"""Say where everybody lives and when: stays in wings of prisons, with the moves between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY
from beccaria.world.draws import stream
from beccaria.world.estate import Estate
from beccaria.world.plan import Plan
from beccaria.world.population import Population, draw_wings
from beccaria.world.rates import rate

Array = NDArray[Any]
ARRIVALS = ("already there", "reception", "transfer", "cell", "return")
LEAVES = ("still there", "moved", "release", "escape")
_YEAR = 365.25
_MOST_RECORDS = 8


@dataclass(frozen=True, slots=True)
class Move:
    """One move that a storyline decided: when (seconds), where to, and how the last stay ends."""

    at: int
    site: int
    wing: int
    kind: Literal["transfer", "cell", "return", "release", "escape"] = "transfer"


@dataclass(slots=True)
class Stays:
    """Stays in arrays, by record and time. `ordinal` counts the prisons so far; `previous` is the site before."""

    record: Array
    site: Array
    wing: Array
    start: Array
    end: Array
    arrival: Array
    leave: Array
    ordinal: Array
    previous: Array

    def of(self, record: int) -> range:
        """Positions of one record's stays."""
        first, last = np.searchsorted(self.record, [record, record + 1])
        return range(int(first), int(last))


_Row = tuple[int, int, int, int, int, int, int, int, int]


def build_stays(
    plan: Plan, estate: Estate, people: Population, pinned: Mapping[int, Sequence[Move]]
) -> Stays:
    """All stays of the period. Records pinned by a storyline move only as it says; the others move by chance."""
    chance = _chance_moves(plan, estate, people, set(pinned))
    moves: dict[int, Sequence[Move]] = {**chance, **pinned}
    returners = np.flatnonzero(people.who != np.arange(len(people)))
    second = set(returners.tolist())
    rows: list[_Row] = []
    end = plan.days * DAY
    received = (people.received * DAY).astype(np.int64).tolist()
    released = (people.released * DAY).astype(np.int64).tolist()
    homes, wings = people.home.tolist(), people.wing.tolist()
    for record in range(len(people)):
        base = _MOST_RECORDS if record in second else 0
        custody = (received[record], released[record], end)
        if received[record] < end and released[record] > 0:
            rows += _one(record, custody, (homes[record], wings[record]), moves.get(record, ()), base)
    columns = np.array(rows, dtype=np.int64).T
    return Stays(*columns)


def _one(
    record: int, custody: tuple[int, int, int], first: tuple[int, int], moves: Sequence[Move], base: int
) -> list[_Row]:
    received, released, end = custody
    site, wing = first
    start, arrival, previous, ordinal = max(0, received), 0 if received < 0 else 1, -1, base
    rows: list[_Row] = []
    for move in moves:
        if not start < move.at < min(released, end):
            continue
        if move.kind in {"release", "escape"}:
            rows.append(
                (record, site, wing, start, move.at, arrival, LEAVES.index(move.kind), ordinal, previous)
            )
            start = -1
            continue
        if start >= 0:
            rows.append((record, site, wing, start, move.at, arrival, 1, ordinal, previous))
        ordinal += move.site != site
        previous, site, wing, start, arrival = site, move.site, move.wing, move.at, ARRIVALS.index(move.kind)
    if start >= 0:
        leave = 2 if released < end else 0
        rows.append((record, site, wing, start, min(released, end), arrival, leave, ordinal, previous))
    return rows


def _chance_moves(
    plan: Plan, estate: Estate, people: Population, pinned: set[int]
) -> dict[int, Sequence[Move]]:
    """Transfers and changes of wing, drawn for the time each record spends in custody in the period."""
    rng = stream(plan.seed, "moves")
    time = np.clip(np.minimum(people.released, plan.days) - np.maximum(people.received, 0), 0, None) / _YEAR
    transfers = np.repeat(np.arange(len(people)), rng.poisson(rate("transfers") * time))
    rooms = np.repeat(np.arange(len(people)), rng.poisson(rate("wing_moves") * time))
    record = np.concatenate([transfers, rooms])
    far = np.arange(len(record)) < len(transfers)
    start, stop = np.maximum(people.received, 0)[record], np.minimum(people.released, plan.days)[record]
    at = np.floor(start + rng.random(len(record)) * (stop - start)) + rng.uniform(0.36, 0.66, len(record))
    target = _destinations(rng, estate, people.female[record])
    order = np.lexsort((at, record))
    site = _carry(record[order], target[order], far[order], people.home)
    wing = draw_wings(rng, estate, site, people.female[record[order]])
    result: dict[int, Sequence[Move]] = {}
    rows = zip(
        record[order].tolist(),
        (at[order] * DAY).astype(np.int64).tolist(),
        site.tolist(),
        wing.tolist(),
        strict=True,
    )
    current: dict[int, int] = {}
    for who, when, where, hall in rows:
        if who in pinned:
            continue
        before = current.get(who, int(people.home[who]))
        current[who] = where
        kind: Literal["transfer", "cell"] = "transfer" if where != before else "cell"
        result.setdefault(who, []).append(Move(when, where, hall, kind))  # type: ignore[attr-defined]  # built here as lists
    return result


def _destinations(rng: np.random.Generator, estate: Estate, female: Array) -> Array:
    """Where a transfer goes: prisons by size, women only to prisons with places for them."""
    sizes = np.array([site.standing for site in estate.sites], dtype=float)
    women = np.array([site.women_share * site.standing for site in estate.sites])
    men = sizes - women
    to_men = (
        rng.choice(len(sizes), len(female), p=men / men.sum())
        if men.sum()
        else np.zeros(len(female), dtype=int)
    )
    if not women.sum():
        return to_men
    to_women = rng.choice(len(sizes), len(female), p=women / women.sum())
    chosen: Array = np.where(female, to_women, to_men)
    return chosen


def _carry(record: Array, target: Array, far: Array, home: Array) -> Array:
    """The prison after each move: the target of a transfer, or wherever the person was before a change of wing."""
    result = np.empty(len(record), dtype=np.int32)
    before, where = -1, -1
    for position, (who, site, moves) in enumerate(
        zip(record.tolist(), target.tolist(), far.tolist(), strict=True)
    ):
        if who != before:
            before, where = who, int(home[who])
        where = site if moves else where
        result[position] = where
    return result
