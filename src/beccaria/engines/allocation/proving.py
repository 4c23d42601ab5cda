"""Prove a placement best, or find a better one, with CP-SAT over the places the prices leave open.

With a bound L and a placement of cost U, nobody is in a place that costs him U - L or more above his cheapest at the
prices, in any better placement: those places are left out and nothing is lost (reduced-cost fixing). One worker and
deterministic time make the answer the same every time; a clock may still cut it short, and then the answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from ortools.sat.python import cp_model

from beccaria.engines.allocation.prices import SCALE, Priced, Rows, valued
from beccaria.engines.allocation.problem import Index, Problem
from beccaria.engines.allocation.search import Placement
from beccaria.engines.allocation.tables import BARRED

MOST_OPEN: Final = 40_000  # places of all people together
_WORK: Final = 30.0  # deterministic seconds


@dataclass(frozen=True)
class Proven:
    """What CP-SAT found: the placement and a bound in points, and whether it came to its end."""

    placement: Placement | None
    bound: int
    ended: bool


def open_places(problem: Problem, rows: Rows, found: Priced, cost: int) -> list[Index] | None:
    """For each person the wings in which he could be in a cheaper placement; nothing where there are too many."""
    values = valued(problem, rows, found)
    least = np.minimum(values.min(axis=1), rows.unplaced * SCALE)
    spare = (cost - 1) * SCALE - found.bound
    keep = (values - least[:, None] <= spare) & (problem.table != BARRED)
    if keep.sum() > MOST_OPEN:
        return None
    return [np.flatnonzero(one).astype(np.int32) for one in keep]


def proven(
    problem: Problem, places: Sequence[Index], hint: Placement, unplaced: int, *, seconds: float
) -> Proven:
    """The best placement over these places. `unplaced` is what a person without a place counts."""
    made = _Model(problem, places, unplaced)
    made.hint(hint.at)
    solver = _solver(problem.seed, seconds)
    status = solver.solve(made.model)
    found = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = Placement(made.placed(solver), round(solver.objective_value))
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) if status != cp_model.UNKNOWN else 0
    return Proven(found, bound, status in (cp_model.OPTIMAL, cp_model.INFEASIBLE))


def shortage(problem: Problem, at: Index, *, seconds: float) -> int:
    """How many at least have no place, whatever is done; proven on those who are nowhere and those in their way."""
    least = _pigeonhole(problem)
    nowhere = set(np.flatnonzero(at == len(problem.wings)).tolist())
    if len(nowhere) <= least or seconds <= 0:
        return least
    people = sorted(nowhere | _in_their_way(problem, nowhere))
    places: list[Index] = [np.array([], dtype=np.int32)] * len(problem.people)
    for one in people:
        places[one] = np.flatnonzero(problem.table[one] != BARRED).astype(np.int32)
    if sum(map(len, places)) > MOST_OPEN:
        return least
    made = _Model(problem, places, 1, only=people, free=True)
    solver = _solver(problem.seed, seconds)
    if solver.solve(made.model) == cp_model.UNKNOWN:
        return least
    return max(least, int(np.ceil(solver.best_objective_bound - 1e-6)))


def _pigeonhole(problem: Problem) -> int:
    found = [len(problem.people) - int(problem.room.sum())]
    for one in problem.counted:
        if not one.soft and one.most < len(one.people):
            units = np.unique(problem.units[one.level])
            found.append(len(one.people) - int(np.clip(one.most - one.base[units], 0, None).sum()))
    return max(0, *found)


def _in_their_way(problem: Problem, nowhere: set[int]) -> set[int]:
    """Enemies, rivals and those counted with them; and whoever else may only go where they may."""
    found: set[int] = set()
    for one in nowhere:
        found |= {int(each) for each in problem.foes.items[slice(*problem.foes.starts[one : one + 2])]}
        for ragged in (problem.member, problem.kept_from):
            for of in ragged.items[slice(*ragged.starts[one : one + 2])]:
                if not problem.counted[of].soft:
                    found |= set(problem.counted[of].people)
    theirs = (problem.table[sorted(nowhere)] != BARRED).any(axis=0)
    others = ~((problem.table != BARRED) & ~theirs).any(axis=1)
    return found | set(np.flatnonzero(others).tolist())


def _solver(seed: int, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Strong linear relaxations, and a search led by the bound: a good placement is known already.
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 2
    solver.parameters.optimize_with_lb_tree_search = True
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = _WORK
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    return solver


@dataclass
class _Model:
    """The exact model: one place or none each, capacity, keep-apart, dispersal, moves. `free` counts no costs."""

    problem: Problem
    places: Sequence[Index]
    unplaced: int
    only: Sequence[int] | None = None
    free: bool = False
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        problem, model = self.problem, self.model
        people = range(len(problem.people)) if self.only is None else self.only
        self.x = {(p, int(w)): model.new_bool_var("") for p in people for w in self.places[p]}
        self.none = {p: model.new_bool_var("") for p in people}
        self.by_wing: dict[int, list[int]] = {}
        for p, w in self.x:
            self.by_wing.setdefault(w, []).append(p)
        for p in people:
            model.add_exactly_one([self.none[p], *(self.x[p, int(w)] for w in self.places[p])])
        self.objective: list[Any] = [self.unplaced * one for one in self.none.values()]
        if not self.free:
            self.objective += [int(problem.table[key]) * one for key, one in self.x.items()]
        self._capacity()
        self._counted()
        self._foes()
        moved = [one for (p, w), one in self.x.items() if problem.here[p] >= 0 and problem.here[p] != w]
        if problem.moves < len(moved):
            model.add(sum(moved) <= problem.moves)
        model.minimize(sum(self.objective))

    def _capacity(self) -> None:
        problem, weight = self.problem, self.problem.instance.weights.crowding
        for w, people in self.by_wing.items():
            inside = sum(self.x[p, w] for p in people)
            if len(people) > problem.room[w]:
                self.model.add(inside <= int(problem.room[w]))
            if weight and not self.free and len(people) > problem.comfort[w]:
                over = self.model.new_int_var(0, len(people), "")
                self.model.add(over >= inside - int(problem.comfort[w]))
                self.objective.append(weight * over)

    def _counted(self) -> None:
        problem, weight = self.problem, self.problem.instance.weights.dispersal
        self.here = [self._by_unit(one.people, one.level) for one in problem.counted]
        for one, units in zip(problem.counted, self.here, strict=True):
            for unit, inside in units.items():
                base = int(one.base[unit])
                if one.soft and not self.free and len(inside) + base > 1:
                    over = self.model.new_int_var(0, len(inside), "")
                    self.model.add(over >= sum(inside) + min(base, 1) - 1)
                    self.objective.append(weight * over)
                elif not one.soft and len(inside) + base > one.most:
                    self.model.add(sum(inside) <= max(one.most - base, 0))
        self._opposed()

    def _opposed(self) -> None:
        for mine, theirs in self.problem.opposed:
            for unit in sorted(self.here[mine].keys() & self.here[theirs].keys()):
                side = self.model.new_bool_var("")
                for one in self.here[mine][unit]:
                    self.model.add_implication(one, side)
                for one in self.here[theirs][unit]:
                    self.model.add_implication(one, ~side)

    def _by_unit(self, people: Sequence[int], level: int) -> dict[int, list[Any]]:
        made: dict[int, list[Any]] = {}
        for p in people:
            if p in self.none:
                for w in self.places[p]:
                    made.setdefault(int(self.problem.units[level, w]), []).append(self.x[p, int(w)])
        return made

    def _foes(self) -> None:
        problem = self.problem
        for p in self.none:
            for item in range(*problem.foes.starts[p : p + 2]):
                other, level = int(problem.foes.items[item]), int(problem.foe_level[item])
                if other > p and other in self.none:
                    sides = [self._by_unit([each], level) for each in (p, other)]
                    for unit in sorted(sides[0].keys() & sides[1].keys()):
                        self.model.add_at_most_one([*sides[0][unit], *sides[1][unit]])

    def hint(self, at: Index) -> None:
        """Begin with what is known."""
        for (p, w), one in self.x.items():
            self.model.add_hint(one, int(at[p]) == w)
        for p, one in self.none.items():
            self.model.add_hint(one, int(at[p]) == len(self.problem.wings))

    def placed(self, solver: cp_model.CpSolver) -> Index:
        made = np.full(len(self.problem.people), len(self.problem.wings), dtype=np.int32)
        for (p, w), one in self.x.items():
            if solver.value(one):
                made[p] = w
        return made
