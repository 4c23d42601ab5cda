"""Where everybody is while a search moves them: counts kept up to date, and what one move may do and costs."""

from typing import Final, NamedTuple

import numpy as np

from beccaria.engines.allocation.problem import Index, Problem, Whole
from beccaria.engines.allocation.tables import Table
from beccaria.engines.network.compiled import compiled

_BARRED: Final = 2147483647


class Fixed(NamedTuple):
    """What no move changes."""

    table: Table
    here: Index
    room: Index
    comfort: Index
    units: Index
    level: Index
    most: Index
    soft: Index
    member_starts: Index
    member: Index
    kept_starts: Index
    kept_from: Index
    foe_starts: Index
    foe: Index
    foe_level: Index
    slots: Index  # where a wing's people begin in `inside`
    crowding: int
    dispersal: int
    unplaced: int
    moves: int
    together: int  # a group's own people together among those who stay


class State(NamedTuple):
    """What moves change: each person's wing (the number of wings means none), counts, who is inside, how many moved."""

    at: Index
    number: Index
    counts: Index
    inside: Index
    slot: Index
    moved: Index  # one number


def fixed_of(problem: Problem) -> Fixed:
    """The unchanging tables of a problem."""
    weights, counted = problem.instance.weights, problem.counted
    slots = np.zeros(len(problem.wings) + 1, dtype=np.int32)
    np.cumsum(np.minimum(problem.room, len(problem.people)), out=slots[1:])

    def column(values: list[int]) -> Index:
        return np.array(values or [0], dtype=np.int32)

    return Fixed(
        problem.table,
        problem.here,
        problem.room,
        problem.comfort,
        problem.units,
        column([one.level for one in counted]),
        column([one.most for one in counted]),
        column([int(one.soft) for one in counted]),
        problem.member.starts,
        problem.member.items,
        problem.kept_from.starts,
        problem.kept_from.items,
        problem.foes.starts,
        problem.foes.items,
        problem.foe_level,
        slots,
        weights.crowding,
        weights.dispersal,
        weights.unplaced,
        problem.moves,
        sum(int(np.maximum(one.base - 1, 0).sum()) for one in counted if one.soft),
    )


def empty(problem: Problem, fixed: Fixed) -> State:
    """Nobody has a place yet; those who stay where they are count."""
    wings, people = len(problem.wings), len(problem.people)
    base = [one.base for one in problem.counted] or [np.zeros(wings, dtype=np.int32)]
    return State(
        np.full(people, wings, dtype=np.int32),
        np.zeros(wings, dtype=np.int32),
        np.array(base, dtype=np.int32),
        np.full(int(fixed.slots[-1]) + 1, -1, dtype=np.int32),
        np.full(people, -1, dtype=np.int32),
        np.zeros(1, dtype=np.int32),
    )


@compiled
def fits(fixed: Fixed, state: State, person: int, wing: int) -> bool:
    """Whether all hard rules allow him there as things are, the number of moves aside."""
    if fixed.table[person, wing] == _BARRED or state.number[wing] >= fixed.room[wing]:
        return False
    for item in range(fixed.member_starts[person], fixed.member_starts[person + 1]):
        of = fixed.member[item]
        if state.counts[of, fixed.units[fixed.level[of], wing]] >= fixed.most[of]:
            return False
    for item in range(fixed.kept_starts[person], fixed.kept_starts[person + 1]):
        of = fixed.kept_from[item]
        if state.counts[of, fixed.units[fixed.level[of], wing]] > 0:
            return False
    wings = fixed.units.shape[1]
    for item in range(fixed.foe_starts[person], fixed.foe_starts[person + 1]):
        there = state.at[fixed.foe[item]]
        if there < wings:
            level = fixed.foe_level[item]
            if fixed.units[level, there] == fixed.units[level, wing]:
                return False
    return True


@compiled
def price(fixed: Fixed, state: State, person: int, wing: int) -> int:
    """What it would cost to put him there as things are: himself, crowding and his group. Nowhere costs `unplaced`."""
    if wing == fixed.units.shape[1]:
        return fixed.unplaced
    total = np.int64(fixed.table[person, wing])
    if state.number[wing] >= fixed.comfort[wing]:
        total += fixed.crowding
    for item in range(fixed.member_starts[person], fixed.member_starts[person + 1]):
        of = fixed.member[item]
        if fixed.soft[of] and state.counts[of, wing] > 0:
            total += fixed.dispersal
    return int(total)


@compiled
def put(fixed: Fixed, state: State, person: int, wing: int) -> None:
    """Put somebody who is nowhere into a wing."""
    if wing == fixed.units.shape[1]:
        return
    state.at[person] = wing
    slot = fixed.slots[wing] + state.number[wing]
    state.inside[slot], state.slot[person] = person, slot
    state.number[wing] += 1
    for item in range(fixed.member_starts[person], fixed.member_starts[person + 1]):
        of = fixed.member[item]
        state.counts[of, fixed.units[fixed.level[of], wing]] += 1
    if fixed.here[person] >= 0 and fixed.here[person] != wing:
        state.moved[0] += 1


@compiled
def take(fixed: Fixed, state: State, person: int) -> None:
    """Take him out of where he is; nothing happens to who is nowhere."""
    wings = fixed.units.shape[1]
    wing = state.at[person]
    if wing == wings:
        return
    state.at[person] = wings
    state.number[wing] -= 1
    last = fixed.slots[wing] + state.number[wing]
    other, slot = state.inside[last], state.slot[person]
    state.inside[slot], state.slot[other] = other, slot
    state.inside[last], state.slot[person] = -1, -1
    for item in range(fixed.member_starts[person], fixed.member_starts[person + 1]):
        of = fixed.member[item]
        state.counts[of, fixed.units[fixed.level[of], wing]] -= 1
    if fixed.here[person] >= 0 and fixed.here[person] != wing:
        state.moved[0] -= 1


@compiled
def moves_then(fixed: Fixed, state: State, person: int, wing: int) -> int:
    """How many would have moved with him there. He is nowhere now."""
    leaves = fixed.here[person] >= 0 and wing < fixed.units.shape[1] and fixed.here[person] != wing
    return int(state.moved[0]) + (1 if leaves else 0)


def cost_of(fixed: Fixed, state: State) -> int:
    """What the whole placement costs: everybody's own place, crowding, and a group's own people together."""
    wings = fixed.units.shape[1]
    placed = np.flatnonzero(state.at < wings)
    total = int(fixed.table[placed, state.at[placed]].astype(np.int64).sum())
    total += fixed.unplaced * int(len(state.at) - len(placed))
    total += fixed.crowding * int(np.maximum(state.number - fixed.comfort, 0).sum())
    if fixed.soft.any():
        total += fixed.dispersal * (_together(fixed, state.counts) - fixed.together)
    return total


def _together(fixed: Fixed, counts: Index) -> int:
    rows: Whole = counts[fixed.soft.astype(bool)].astype(np.int64)
    return int(np.maximum(rows - 1, 0).sum())
