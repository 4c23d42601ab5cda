"""Prices that make everybody choose by himself, and the bound that follows from them.

Lagrangian relaxation (Geoffrion 1974): each shared limit - the places of a wing, a group's own people on it, the number
of moves - gets a price from zero up instead of being forbidden. Then everybody takes his cheapest place, and by weak
duality the sum, less what the limits would earn, is below the cost of every lawful placement, whatever the prices. It
is counted in whole 1024ths of a point over all wings, so that no rounding can lift it. Prices are found by deflected
subgradient steps (Camerini, Fratta, Maffioli 1975) towards the best placement known.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.allocation.problem import WING, Index, Problem, Whole
from beccaria.engines.allocation.tables import BARRED, Table
from beccaria.engines.network.compiled import compiled

SCALE: Final = 1024
_NEAR: Final = 48  # wings looked at before all are
_KEEP: Final = 0.6  # of the last direction


@dataclass(frozen=True)
class Priced:
    """The best prices found: of wings, of what is counted by wing, of a move; the bound in points; who would go where."""

    wing: Whole
    counted: Whole
    move: int
    bound: int  # in 1024ths
    choice: Index


@dataclass(frozen=True)
class Rows:
    """What is priced: per row what is free of charge and what there is at most, by wing, and the charge between."""

    starts: Index  # person → rows
    items: Index
    free: Whole
    most: Whole
    charge: Whole
    near: Index
    unplaced: int


def rows_of(problem: Problem) -> Rows:
    """The priced rows: row 0 is the wing itself, the others what is counted by wing."""
    weights = problem.instance.weights
    chosen = [
        one for one in problem.counted if one.level == WING and (one.soft or one.most < len(one.people)) and len(one.people) > 1
    ]
    room = problem.room.astype(np.int64)
    # Without a charge between them, what is free is what there is at most.
    free, most, charge = [problem.comfort.astype(np.int64) if weights.crowding else room], [room], [weights.crowding]
    lists: list[list[int]] = [[] for _ in problem.people]
    for one in chosen:
        for row in one.people:
            lists[row].append(len(free))
        top = np.full(len(problem.wings), len(one.people), dtype=np.int64)
        most.append(top if one.soft else np.clip(one.most - one.base, 0, None).astype(np.int64))
        free.append(np.clip(1 - one.base, 0, None).astype(np.int64) if one.soft else most[-1])
        charge.append(weights.dispersal if one.soft else 0)
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return Rows(
        starts,
        np.array([each for one in lists for each in one], dtype=np.int32),
        np.array(free),
        np.array(most),
        np.array(charge, dtype=np.int64) * SCALE,
        _nearest(problem.table),
        weights.unplaced,
    )


def _nearest(table: Table) -> Index:
    """Of each person the cheapest wings in their order."""
    count = min(_NEAR, table.shape[1])
    some = np.argpartition(table, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(table, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1).astype(np.int32)


def priced(problem: Problem, rows: Rows, *, known: int, steps: int) -> Priced:
    """Improve the prices so many steps, towards the cost of the best placement known."""
    count, wings = rows.free.shape
    prices, move = np.zeros((count, wings)), 0.0
    towards, towards_move = np.zeros((count, wings)), 0.0
    best: Priced | None = None
    stretch, since = 1.2, 0
    for _ in range(steps):
        whole, whole_move = np.round(prices * SCALE).astype(np.int64), round(move * SCALE)
        total, choice, used, moved = _choose(
            problem.table, rows.near, problem.here, rows.starts, rows.items, whole, whole_move, rows.unplaced
        )
        earned, wanted = _earned(rows, whole)
        bound = int(total) - earned - whole_move * problem.moves
        if best is None or bound > best.bound:
            since = 0 if best is None or bound > best.bound + SCALE else since
            best = Priced(whole[0], whole, whole_move, bound, choice)
        since += 1
        if since > 25:  # noqa: PLR2004  steps without a better bound
            stretch, since = stretch * 0.7, 0
        if best.bound > (known - 1) * SCALE or stretch < 1e-4:  # noqa: PLR2004  no cheaper placement is possible
            break
        slope, slope_move = used - wanted, float(moved - problem.moves)
        slope[(prices <= 0) & (slope < 0)] = 0
        slope_move = 0.0 if move <= 0 and slope_move < 0 else slope_move
        towards, towards_move = slope + _KEEP * towards, slope_move + _KEEP * towards_move
        length = float((towards**2).sum() + towards_move**2)
        if length == 0:
            break
        step = stretch * max(known - bound / SCALE, 1.0) / length
        prices = np.maximum(prices + step * towards, 0)
        move = max(move + step * towards_move, 0.0)
    if best is None:
        raise ValueError("Prices need at least one step.")
    return best


def _earned(rows: Rows, prices: Whole) -> tuple[int, Whole]:
    """What the limits earn at these prices, and the number of people each would take."""
    over = prices > rows.charge[:, None]
    wanted = np.where(over, rows.most, rows.free)
    between = np.where(over, (prices - rows.charge[:, None]) * (rows.most - rows.free), 0)
    return int((prices * rows.free + between).sum()), wanted


@compiled
def _choose(
    table: Table,
    near: Index,
    here: Index,
    starts: Index,
    items: Index,
    prices: Whole,
    move: int,
    unplaced: int,
) -> tuple[int, Index, Whole, int]:
    people, wings = table.shape
    choice = np.empty(people, dtype=np.int32)
    used = np.zeros(prices.shape, dtype=np.int64)
    total, moved = 0, 0
    for person in range(people):
        best, where, at = np.int64(unplaced) * 1024, wings, here[person]
        if at >= 0 and table[person, at] != 2147483647:
            value = np.int64(table[person, at]) * 1024 + prices[0, at]
            for item in range(starts[person], starts[person + 1]):
                value += prices[items[item], at]
            if value < best:
                best, where = value, at
        done = False
        for place in range(near.shape[1]):
            wing = near[person, place]
            cost = np.int64(table[person, wing]) * 1024
            # No price is below nothing, so that nothing after this one can be cheaper.
            if cost >= best:
                done = True
                break
            value = cost + prices[0, wing] + (move if at >= 0 and wing != at else 0)
            for item in range(starts[person], starts[person + 1]):
                value += prices[items[item], wing]
            if value < best:
                best, where = value, wing
        if not done and near.shape[1] < wings:
            for wing in range(wings):
                cost = np.int64(table[person, wing]) * 1024
                if cost < best:
                    value = cost + prices[0, wing] + (move if at >= 0 and wing != at else 0)
                    for item in range(starts[person], starts[person + 1]):
                        value += prices[items[item], wing]
                    if value < best:
                        best, where = value, wing
        choice[person] = where
        total += best
        if where < wings:
            used[0, where] += 1
            for item in range(starts[person], starts[person + 1]):
                used[items[item], where] += 1
            if at >= 0 and where != at:
                moved += 1
    return total, choice, used, moved
