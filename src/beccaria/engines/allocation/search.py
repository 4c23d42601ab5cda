"""Search good placements: begin at the prices' choice, anneal with moves and exchanges, end where no move helps.

Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over lawful placements only. The number of steps follows from
the size and the numbers drawn from the seed, so that the same question has the same answer on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.allocation.prices import SCALE, Priced, Rows, nearest, valued
from beccaria.engines.allocation.problem import Index, Problem, Whole
from beccaria.engines.allocation.state import (
    Fixed,
    State,
    cost_of,
    empty,
    fits,
    fixed_of,
    moves_then,
    price,
    put,
    take,
)
from beccaria.engines.network.compiled import compiled

_BARRED: Final = 2147483647
_NEAR: Final = 12  # wings tried for a person
_PARTS: Final = 24  # between which the clock may be looked at
_COLD: Final = 0.003  # of the first heat, at the end


@dataclass(frozen=True)
class Placement:
    """Where everybody is (the number of wings: nowhere) and what that costs in points."""

    at: Index
    cost: int


def first(problem: Problem) -> Placement:
    """Everybody stays where he may; the others take the cheapest place that is left."""
    fixed = fixed_of(problem)
    state = empty(problem, fixed)
    where = nearest(problem.table, _NEAR)
    _begin(fixed, state, problem.here, where, np.arange(len(problem.people)))
    return Placement(state.at.copy(), cost_of(fixed, state))


def searched(
    problem: Problem, rows: Rows, found: Priced, start: Placement, *, steps: int, going_on: Callable[[], bool]
) -> Placement:
    """The best placement of `steps` tries from the prices' choice, or of fewer where `going_on` says no between."""
    fixed = fixed_of(problem)
    state = empty(problem, fixed)
    values = valued(problem, rows, found)
    where = nearest(values, _NEAR)
    _begin(fixed, state, found.choice, where, _turns(problem, found, values))
    low = np.take_along_axis(values, where[:, :3], axis=1)
    spread = np.minimum(low[:, -1] - low[:, 0], 1000 * SCALE)
    warm = max(float(spread.mean()) / SCALE, 1.0)
    least = min(start, Placement(state.at.copy(), cost_of(fixed, state)), key=lambda one: one.cost)
    for part in range(_PARTS):
        if not going_on():
            break
        heats = np.array([warm * _COLD ** (each / _PARTS) for each in (part, part + 1)])
        _anneal(fixed, state, where, steps // _PARTS, heats, found.move / SCALE, problem.seed + part)
        now = cost_of(fixed, state)
        if now < least.cost:
            least = Placement(state.at.copy(), now)
    return settled(problem, least.at)


def settled(problem: Problem, at: Index) -> Placement:
    """The same placement after every single move that is allowed and helps."""
    fixed = fixed_of(problem)
    state = _at(problem, fixed, at)
    _settle(fixed, state)
    return Placement(state.at.copy(), cost_of(fixed, state))


def _turns(problem: Problem, found: Priced, values: Whole) -> Whole:
    """Who is placed first: those who stay, then those who gain most by leaving."""
    rows = np.arange(len(problem.people))
    here, there = problem.here, np.minimum(found.choice, len(problem.wings) - 1)
    gain = values[rows, np.maximum(here, 0)] - values[rows, there]
    gain[here < 0] = 0
    gain[(here >= 0) & (here == found.choice)] = np.iinfo(np.int64).max
    return np.argsort(-gain, kind="stable")


def _at(problem: Problem, fixed: Fixed, at: Index) -> State:
    state = empty(problem, fixed)
    for person, wing in enumerate(at):
        put(fixed, state, person, int(wing))
    return state


@compiled
def _begin(fixed: Fixed, state: State, choice: Index, where: Index, turns: Whole) -> None:
    """Give everybody his choice if it fits, then those left the first of their wings that does, then any."""
    wings = fixed.table.shape[1]
    for person in turns:
        wing = choice[person]
        if (
            0 <= wing < wings
            and moves_then(fixed, state, person, wing) <= fixed.moves
            and fits(fixed, state, person, wing)
        ):
            put(fixed, state, person, wing)
    for person in turns:
        if state.at[person] < wings:
            continue
        for place in range(where.shape[1] + wings):
            wing = where[person, place] if place < where.shape[1] else place - where.shape[1]
            if moves_then(fixed, state, person, wing) <= fixed.moves and fits(fixed, state, person, wing):
                put(fixed, state, person, wing)
                break


@compiled
def _anneal(  # noqa: PLR0917  compiled loops take no names
    fixed: Fixed,
    state: State,
    where: Index,
    steps: int,
    heats: NDArray[np.float64],
    toll: float,
    seed: int,
) -> None:
    """Try so many moves, ever colder. A move out of his wing costs `toll` more meanwhile."""
    np.random.seed(seed)  # noqa: NPY002  the compiled generator: one per thread, the same on every machine
    people, wings = fixed.table.shape
    for step in range(steps):
        heat = heats[0] * (heats[1] / heats[0]) ** (step / steps)
        person = np.random.randint(people)  # noqa: NPY002  the same
        # The cheaper ones more often: the square of an even draw.
        wing = where[person, int(np.random.random() ** 2 * where.shape[1])]  # noqa: NPY002  the same
        come_from = state.at[person]
        if wing == come_from or fixed.table[person, wing] == _BARRED:
            continue
        other, mate = -1, come_from
        if state.number[wing] >= fixed.room[wing]:
            if state.number[wing] == 0:
                continue
            other = state.inside[fixed.slots[wing] + np.random.randint(state.number[wing])]  # noqa: NPY002  the same
            # He goes where the first came from, or to one of his own wings that has a place.
            if come_from == wings or np.random.random() < 0.5:  # noqa: NPY002, PLR2004  the same; a coin
                mate = where[other, int(np.random.random() ** 2 * where.shape[1])]  # noqa: NPY002  the same
                if mate == wing:
                    continue
        _try(fixed, state, person, wing, other, mate, toll, heat)


@compiled
def _try(  # noqa: PLR0917  the same
    fixed: Fixed, state: State, person: int, wing: int, other: int, mate: int, toll: float, heat: float
) -> None:
    """Put the one into the wing, and the other (if any) out of it to `mate`; undo it where that is no good."""
    come_from, before = state.at[person], state.moved[0]
    take(fixed, state, person)
    gain = price(fixed, state, person, come_from)
    if other >= 0:
        take(fixed, state, other)
        gain += price(fixed, state, other, wing)
    if fits(fixed, state, person, wing):
        change = price(fixed, state, person, wing) - gain
        put(fixed, state, person, wing)
        good = other < 0
        if other >= 0 and mate < fixed.units.shape[1] and fits(fixed, state, other, mate):
            good = True
            change += price(fixed, state, other, mate)
            put(fixed, state, other, mate)
        tolled = change + toll * (state.moved[0] - before)
        chance = np.exp(-max(tolled, 0.0) / heat)
        if good and state.moved[0] <= fixed.moves and np.random.random() < chance:  # noqa: NPY002  the same
            return
        take(fixed, state, person)
        if other >= 0:
            take(fixed, state, other)
    put(fixed, state, person, come_from)
    if other >= 0:
        put(fixed, state, other, wing)


@compiled
def _settle(fixed: Fixed, state: State) -> None:
    """Make single moves that are allowed and help until there is none."""
    people, wings = fixed.table.shape
    helped = True
    while helped:
        helped = False
        for person in range(people):
            come_from = state.at[person]
            take(fixed, state, person)
            least = price(fixed, state, person, come_from)
            to = come_from
            for wing in range(wings):
                if fixed.table[person, wing] >= least:
                    continue
                cost = price(fixed, state, person, wing)
                if (
                    cost < least
                    and moves_then(fixed, state, person, wing) <= fixed.moves
                    and fits(fixed, state, person, wing)
                ):
                    least, to = cost, wing
            put(fixed, state, person, to)
            helped = helped or to != come_from
