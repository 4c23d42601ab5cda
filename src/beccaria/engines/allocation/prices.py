"""Prices that make everybody choose by himself, and the bound that follows from them.

Lagrangian relaxation (Geoffrion 1974): each shared limit - the places of a wing, a group's own people on it, the number
of moves - gets a price from zero up instead of being forbidden. Then everybody takes his cheapest place, and by weak
duality the sum, less what the limits would earn, is below the cost of every lawful placement, whatever the prices. It
is counted in whole 1024ths of a point over all wings, so that no rounding can lift it. Prices are found by deflected
subgradient steps (Camerini, Fratta, Maffioli 1975) towards the best placement known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.allocation.problem import WING, Index, Problem, Whole
from beccaria.engines.allocation.tables import BARRED, Table
from beccaria.engines.network.compiled import compiled

SCALE: Final = 1024
_BARRED: Final = 2147483647  # as tables.BARRED: compiled loops take plain numbers
_NEAR: Final = 48  # wings looked at before all are
_KEEP: Final = 0.6  # of the last direction
_LOOK: Final = 50  # steps between two looks at all wings
_PATIENCE: Final = 20  # steps without a better value before they get shorter
_SHORTEST: Final = 1e-3


@dataclass(frozen=True)
class Priced:
    """The best prices found: of wings, of what is counted by wing, of a move; the bound; who would go where."""

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
    close: Table  # what these cost
    unplaced: int


def rows_of(problem: Problem) -> Rows:
    """The priced rows: row 0 is the wing itself, the others what is counted by wing."""
    weights = problem.instance.weights
    chosen = [
        one
        for one in problem.counted
        if one.level == WING and (one.soft or one.most < len(one.people)) and len(one.people) > 1
    ]
    room = problem.room.astype(np.int64)
    # Without a charge between them, what is free is what there is at most.
    free, most, charge = (
        [problem.comfort.astype(np.int64) if weights.crowding else room],
        [room],
        [weights.crowding],
    )
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
    near = nearest(problem.table, _NEAR)
    return Rows(
        starts,
        np.array([each for one in lists for each in one], dtype=np.int32),
        np.array(free),
        np.array(most),
        np.array(charge, dtype=np.int64) * SCALE,
        near,
        np.take_along_axis(problem.table, near, axis=1),
        _dearest(problem),
    )


def _dearest(problem: Problem) -> int:
    """What a person without a place is priced at: just above the dearest place, and never above its full cost.

    The rest of its cost is counted for those of whom it is proven that they have none (proving.shortage).
    """
    weights = problem.instance.weights
    allowed = problem.table[problem.table != BARRED]
    groups = 1 + int(max((len(one.groups) for one in problem.people), default=0))
    dearest = int(allowed.max(initial=0)) + weights.crowding + weights.dispersal * groups + 1
    return min(dearest, weights.unplaced)


def priced(
    problem: Problem, rows: Rows, *, known: int, steps: int, going_on: Callable[[], bool] = lambda: True
) -> Priced:
    """Improve the prices so many steps, towards the cost of the best placement known.

    Between looks at all wings, which alone give bounds, people choose among the wings that were cheapest at the last.
    """
    near, close = rows.near, rows.close
    course = _Course(np.zeros(rows.free.shape), 0.0)
    best = _look(problem, rows, course)
    for step in range(1, steps + 1):
        used, moved, value = course.tried(problem, rows, near, close)
        course.follow(used, moved, known - value / SCALE)
        course.slower(value)
        if step % _LOOK == 0 or step == steps:
            found = _look(problem, rows, course)
            best = max(best, found, key=lambda one: one.bound)
            if best.bound > (known - 1) * SCALE or course.stretch < _SHORTEST or not going_on():
                break
            near = nearest(valued(problem, rows, found), _NEAR)
            close = np.take_along_axis(problem.table, near, axis=1)
    return best


@dataclass
class _Course:
    """Where the prices are, and where they go next."""

    prices: NDArray[np.float64]
    move: float
    stretch: float = 1.2
    best: float = -np.inf
    since: int = 0

    def __post_init__(self) -> None:
        self.towards, self.towards_move = np.zeros_like(self.prices), 0.0

    def whole(self) -> tuple[Whole, int]:
        return np.round(self.prices * SCALE).astype(np.int64), round(self.move * SCALE)

    def tried(self, problem: Problem, rows: Rows, near: Index, close: Table) -> tuple[Whole, float, int]:
        """Over- and underuse of each limit when everybody chooses among the near wings, and what that is worth."""
        prices, move = self.whole()
        total, _, used, moved = _choose(
            problem.table,
            near,
            close,
            problem.here,
            rows.starts,
            rows.items,
            prices,
            move,
            rows.unplaced,
            False,
        )
        earned, wanted = _earned(rows, prices)
        return used - wanted, float(moved - problem.moves), int(total) - earned - move * problem.moves

    def follow(self, slope: Whole, slope_move: float, far: float) -> None:
        """One step along the deflected slope; prices never fall below nothing."""
        slope[(self.prices <= 0) & (slope < 0)] = 0
        if self.move <= 0 and slope_move < 0:
            slope_move = 0.0
        self.towards = slope + _KEEP * self.towards
        self.towards_move = slope_move + _KEEP * self.towards_move
        length = float((self.towards**2).sum() + self.towards_move**2)
        if length:
            step = self.stretch * max(far, 1.0) / length
            self.prices = np.maximum(self.prices + step * self.towards, 0)
            self.move = max(self.move + step * self.towards_move, 0.0)

    def slower(self, value: float) -> None:
        """Shorten the steps when the value has not risen for a while."""
        self.since = 0 if value > self.best + SCALE else self.since + 1
        self.best = max(self.best, value)
        if self.since > _PATIENCE:
            self.stretch, self.since = self.stretch * 0.7, 0


def _look(problem: Problem, rows: Rows, course: _Course) -> Priced:
    """The bound at these prices, over all wings."""
    prices, move = course.whole()
    total, choice, _, _ = _choose(
        problem.table,
        rows.near,
        rows.close,
        problem.here,
        rows.starts,
        rows.items,
        prices,
        move,
        rows.unplaced,
        True,
    )
    bound = int(total) - _earned(rows, prices)[0] - move * problem.moves
    return Priced(prices[0], prices, move, bound, choice)


def valued(problem: Problem, rows: Rows, found: Priced) -> Whole:
    """Everybody's cost everywhere at the prices, in 1024ths, a move's price included."""
    made = problem.table.astype(np.int64) * SCALE + found.wing[None, :]
    for person in np.flatnonzero(np.diff(rows.starts)):
        made[person] += found.counted[rows.items[rows.starts[person] : rows.starts[person + 1]]].sum(axis=0)
    if found.move:
        stays = np.flatnonzero(problem.here >= 0)
        made[stays] += found.move
        made[stays, problem.here[stays]] -= found.move
    made[problem.table == BARRED] = np.int64(BARRED) * SCALE
    return made


def nearest(values: Whole | Table, count: int) -> Index:
    """Of each person the cheapest wings in their order."""
    count = min(count, values.shape[1])
    some = np.argpartition(values, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(values, some, axis=1), axis=1, kind="stable")
    return np.take_along_axis(some, order, axis=1).astype(np.int32)


def _earned(rows: Rows, prices: Whole) -> tuple[int, Whole]:
    """What the limits earn at these prices, and the number of people each would take."""
    over = prices > rows.charge[:, None]
    wanted = np.where(over, rows.most, rows.free)
    between = np.where(over, (prices - rows.charge[:, None]) * (rows.most - rows.free), 0)
    return int((prices * rows.free + between).sum()), wanted


@compiled
def _choose(  # noqa: C901, PLR0912, PLR0917  one compiled loop, which takes no names
    table: Table,
    near: Index,
    close: Table,  # what the near wings cost
    here: Index,
    starts: Index,
    items: Index,
    prices: Whole,
    move: int,
    unplaced: int,
    everywhere: bool,  # noqa: FBT001  compiled loops take no names
) -> tuple[int, Index, Whole, int]:
    people, wings = table.shape
    choice = np.empty(people, dtype=np.int32)
    used = np.zeros(prices.shape, dtype=np.int64)
    total, moved = 0, 0
    for person in range(people):
        best, where, at = np.int64(unplaced) * 1024, wings, here[person]
        if at >= 0 and table[person, at] != _BARRED:
            value = np.int64(table[person, at]) * 1024 + prices[0, at]
            for item in range(starts[person], starts[person + 1]):
                value += prices[items[item], at]
            if value < best:
                best, where = value, at
        done = False
        for place in range(near.shape[1]):
            wing = near[person, place]
            cost = np.int64(close[person, place]) * 1024
            if cost >= best:
                # No price is below nothing: where the wings stand by cost alone, nothing after this is cheaper.
                if everywhere:
                    done = True
                    break
                continue
            value = cost + prices[0, wing] + (move if at >= 0 and wing != at else 0)
            for item in range(starts[person], starts[person + 1]):
                value += prices[items[item], wing]
            if value < best:
                best, where = value, wing
        if everywhere and not done and near.shape[1] < wings:
            for wing in range(wings):
                cost = np.int64(table[person, wing]) * 1024
                if cost < best:
                    value = cost + prices[0, wing] + (move if at >= 0 and wing != at else 0)
                    for item in range(starts[person], starts[person + 1]):
                        value += prices[items[item], wing]
                    if value < best:
                        best, where = value, wing
        choice[person] = where
        total += int(best)
        if where < wings:
            used[0, where] += 1
            for item in range(starts[person], starts[person + 1]):
                used[items[item], where] += 1
            if at >= 0 and where != at:
                moved += 1
    return total, choice, used, moved
