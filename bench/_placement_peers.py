"""Peers of placement: rules of thumb as people use them, and HiGHS on the whole model."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # it brings no types
from scipy.sparse import coo_matrix  # type: ignore[import-untyped]  # the same

from beccaria.core.allocation import distance
from beccaria.engines.allocation.problem import Problem
from beccaria.engines.allocation.tables import BARRED

Document = dict[str, Any]
Answer = tuple[float | None, float | None, float]
MOST = 14 * 2**30


def by_thumb(problem: Problem) -> Document:
    """Nearest home with a free place, known enemies apart; first who has no place, then who gains most.

    Rival groups and a group's own people are looked at by nobody, as it is where placing is done by telephone.
    """
    room = problem.room.copy()
    at = problem.here.copy()
    np.subtract.at(room, at[at >= 0], 1)
    homes = [one.home or (0, 0) for one in problem.people]
    sites = [problem.instance.prisons[wing.prison].at for wing in problem.wings]
    far = np.array([[distance(home, site) for site in sites] for home in set(homes)])
    row = {home: number for number, home in enumerate(set(homes))}
    table = far[[row[home] for home in homes]]
    now = np.where(at >= 0, table[np.arange(len(at)), np.maximum(at, 0)], 10**6)
    left = problem.moves
    for person in np.argsort(table.min(axis=1) - now, kind="stable"):
        foes = problem.foes.items[slice(*problem.foes.starts[person : person + 2])]
        closed = {int(at[one]) for one in foes}
        for wing in np.argsort(table[person], kind="stable"):
            if at[person] >= 0 and (left == 0 or table[person, wing] >= now[person]):
                break
            if problem.lawful[person, wing] and room[wing] > 0 and int(wing) not in closed:
                if at[person] >= 0:
                    room[at[person]] += 1
                    left -= 1
                room[wing] -= 1
                at[person] = wing
                break
    rows = [
        {"person": one.id, "place": problem.wings[where].id if where >= 0 else None}
        for one, where in zip(problem.people, at, strict=True)
    ]
    return {"assignments": rows}


class _Rows:
    """Linear rows, gathered one by one."""

    def __init__(self) -> None:
        self.data: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        self.data += [(len(self.low), column, factor) for column, factor in terms]
        self.low.append(low)
        self.high.append(high)


def by_highs(problem: Problem, *, seconds: float) -> Answer:
    """Cost and gap that HiGHS comes to in so long, none where it finds nothing or lacks memory; and the time it took.

    It runs in a process of its own with `MOST` bytes, because a whole estate written out can take all there are.
    """
    began = time.perf_counter()
    mine, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_apart, args=(problem, seconds, theirs))
    process.start()
    theirs.close()
    try:
        found: Answer = mine.recv()
    except EOFError:
        # It ended without an answer: no memory was left to it.
        found = None, None, time.perf_counter() - began
    process.join()
    return found


def _apart(problem: Problem, seconds: float, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    answer.send(_highs(problem, seconds))


def _highs(  # noqa: C901, PLR0912  one model, written down rule by rule
    problem: Problem, seconds: float
) -> Answer:
    began = time.perf_counter()
    weights = problem.instance.weights
    people, wings = np.nonzero(problem.table != BARRED)
    costs: list[float] = problem.table[people, wings].astype(float).tolist()
    costs += [float(weights.unplaced)] * len(problem.people)
    none = len(people)
    rows, inside = _Rows(), [dict[int, list[int]]() for _ in problem.people]
    by_wing: dict[int, list[int]] = {}
    mine: list[list[int]] = [[none + person] for person in range(len(problem.people))]
    for column, (person, wing) in enumerate(zip(people.tolist(), wings.tolist(), strict=True)):
        mine[person].append(column)
        by_wing.setdefault(wing, []).append(column)
        inside[person].setdefault(wing, []).append(column)
    for columns in mine:
        rows.add([(column, 1) for column in columns], 1, 1)

    def extra(cost: float) -> int:
        costs.append(cost)
        return len(costs) - 1

    for wing, columns in by_wing.items():
        rows.add([(column, 1) for column in columns], -np.inf, float(problem.room[wing]))
        over = [(extra(weights.crowding), -1.0)]
        rows.add([*((column, 1.0) for column in columns), *over], -np.inf, float(problem.comfort[wing]))
    units = []
    for one in problem.counted:
        found: dict[int, list[int]] = {}
        for person in one.people:
            for wing, columns in inside[person].items():
                found.setdefault(int(problem.units[one.level, wing]), []).extend(columns)
        units.append(found)
        for unit, columns in found.items():
            terms = [(column, 1.0) for column in columns]
            if one.soft:
                over = [(extra(weights.dispersal), -1.0)]
                rows.add([*terms, *over], -np.inf, float(max(0, 1 - one.base[unit])))
            elif len(columns) > one.most - one.base[unit]:
                rows.add(terms, -np.inf, float(max(0, one.most - one.base[unit])))
    _opposed(problem, rows, units, extra)
    for person in range(len(problem.people)):
        for item in range(*problem.foes.starts[person : person + 2]):
            other, level = int(problem.foes.items[item]), int(problem.foe_level[item])
            if other > person:
                _foes(problem, rows, inside, (person, other), level)
    here = problem.here[people]
    moved = np.flatnonzero((here >= 0) & (here != wings))
    if problem.moves < len(moved):
        rows.add([(int(column), 1.0) for column in moved], -np.inf, float(problem.moves))
    return _solved(rows, np.array(costs), seconds, began)


def _opposed(
    problem: Problem, rows: _Rows, units: list[dict[int, list[int]]], extra: Callable[[float], int]
) -> None:
    """Where both sides could be, one of them may: each of the left needs the side on, each of the right off."""
    for left, right in problem.opposed:
        for unit in units[left].keys() & units[right].keys():
            side = extra(0)
            for column in units[left][unit]:
                rows.add([(column, 1.0), (side, -1.0)], -np.inf, 0.0)
            for column in units[right][unit]:
                rows.add([(column, 1.0), (side, 1.0)], -np.inf, 1.0)


def _foes(
    problem: Problem, rows: _Rows, inside: list[dict[int, list[int]]], pair: tuple[int, int], level: int
) -> None:
    found: dict[int, list[list[int]]] = {}
    for side, person in enumerate(pair):
        for wing, columns in inside[person].items():
            found.setdefault(int(problem.units[level, wing]), [[], []])[side].extend(columns)
    for sides in found.values():
        if all(sides):
            rows.add([(column, 1.0) for column in (*sides[0], *sides[1])], -np.inf, 1.0)


def _solved(rows: _Rows, costs: np.ndarray[Any, Any], seconds: float, began: float) -> Answer:
    at, columns, factors = zip(*rows.data, strict=True)
    matrix = coo_matrix((factors, (at, columns)), shape=(len(rows.low), len(costs))).tocsc()
    left = max(1.0, seconds - (time.perf_counter() - began))
    upper = np.full(len(costs), np.inf)
    answer = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix, rows.low, rows.high),
        options={"time_limit": left, "mip_rel_gap": 0.0},
    )
    cost = None if answer.x is None else float(answer.fun)
    return cost, None if answer.x is None else float(answer.mip_gap), time.perf_counter() - began
