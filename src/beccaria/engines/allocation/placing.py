"""Answer a question of placement: price, search, prove; stop in time with the best there is and its gap."""

import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.core.allocation import Instance
from beccaria.engines.allocation import prices, search
from beccaria.engines.allocation.problem import Index, Problem, Whole, problem_of
from beccaria.engines.allocation.search import Placement
from beccaria.engines.allocation.tables import BARRED

_LARGE: Final = 10_000  # people, above which fewer tries a person are made
_TRIES: Final = (1600, 700)
_FEWEST: Final = 400_000
_STEPS: Final = 2000


@dataclass(frozen=True)
class Placed:
    """The placement found and a bound below every other, in points; `cut`: the clock ended the work."""

    problem: Problem
    at: Index
    cost: int
    bound: int
    cut: bool
    seconds: float

    @property
    def gap(self) -> float:
        """By how much at most a better one could be cheaper, as a share of the cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def unplaced(self) -> int:
        """For how many there is no place."""
        return int((self.at == len(self.problem.wings)).sum())


class _Clock:
    """Wall time: only ever cuts work short, and says so."""

    def __init__(self, seconds: float) -> None:
        self.began, self.seconds, self.cut = time.perf_counter(), seconds, False

    def left(self) -> float:
        return self.seconds - (time.perf_counter() - self.began)

    def going_on(self) -> bool:
        self.cut = self.cut or self.left() <= 0
        return not self.cut


def placed(instance: Instance, *, seconds: float = 60.0, seed: int = 1) -> Placed:
    """The best placement found within about `seconds`, the same for the same seed where the clock did not cut it."""
    clock = _Clock(seconds)
    problem = problem_of(instance, seed=seed)
    if len(problem.people) == 1:
        at, cost = _alone(problem)
        bound = cost
    else:
        at, cost, bound = _together(problem, clock)
    return Placed(problem, at, cost, min(bound, cost), clock.cut, time.perf_counter() - clock.began)


def prices_alone(problem: Problem) -> Whole:
    """What each wing costs one person as others stand, crowding and his group included; by arithmetic alone."""
    weights = problem.instance.weights
    made = problem.table[0].astype(np.int64)
    made += weights.crowding * (problem.comfort <= 0)
    for one in problem.counted:
        if one.soft and one.people:
            made += weights.dispersal * (one.base > 0)
    made[(problem.table[0] == BARRED) | (problem.room <= 0)] = BARRED
    found: Whole = made
    return found


def _alone(problem: Problem) -> tuple[Index, int]:
    found = prices_alone(problem)
    best = int(found.argmin())
    if found[best] == BARRED or (problem.moves < 1 and problem.here[0] not in (-1, best)):
        return np.array([len(problem.wings)], dtype=np.int32), problem.instance.weights.unplaced
    return np.array([best], dtype=np.int32), int(found[best])


def _together(problem: Problem, clock: _Clock) -> tuple[Index, int, int]:
    """Placement, cost and bound. A person without a place is priced as the dearest place; the rest is counted apart."""
    full = problem.instance.weights.unplaced
    rows = prices.rows_of(problem)
    best = search.first(problem)
    found = prices.priced(
        problem, rows, known=_known(problem, best, rows), steps=_STEPS // 4, going_on=clock.going_on
    )
    tries = max(_TRIES[len(problem.people) > _LARGE] * len(problem.people), _FEWEST)
    best = search.searched(problem, rows, found, best, steps=tries, going_on=clock.going_on)
    short, ended = _short(problem, best, clock)
    extra = (full - rows.unplaced) * short
    known = best.cost - extra
    again = prices.priced(problem, rows, known=known, steps=_STEPS, going_on=clock.going_on)
    found = max(found, again, key=lambda one: one.bound)
    bound = -(-found.bound // prices.SCALE) + extra
    if bound >= best.cost or not ended:
        return best.at, best.cost, bound
    from beccaria.engines.allocation import proving  # noqa: PLC0415  the solver takes seconds to import; only what must be proved waits for it

    places = proving.open_places(problem, rows, found, best.cost - extra)
    return _proved(problem, places, best, bound, clock) if places else (best.at, best.cost, bound)


def _known(problem: Problem, best: Placement, rows: prices.Rows) -> int:
    nowhere = int((best.at == len(problem.wings)).sum())
    return best.cost - nowhere * (problem.instance.weights.unplaced - rows.unplaced)


def _short(problem: Problem, best: Placement, clock: _Clock) -> tuple[int, bool]:
    if not (best.at == len(problem.wings)).any():
        return 0, clock.going_on()
    from beccaria.engines.allocation import proving  # noqa: PLC0415  the same

    return proving.shortage(problem, best.at, seconds=clock.left()), clock.going_on()


def _proved(
    problem: Problem, places: list[Index], best: Placement, bound: int, clock: _Clock
) -> tuple[Index, int, int]:
    from beccaria.engines.allocation import proving  # noqa: PLC0415  the same

    known = proving.proven(problem, places, best, problem.instance.weights.unplaced, seconds=clock.left())
    clock.going_on()
    # In the places left out nothing is below the cost known before, so that the smaller of both holds everywhere.
    bound = max(bound, min(known.bound, best.cost))
    if known.placement and known.placement.cost < best.cost:
        best = search.settled(problem, known.placement.at)
    return best.at, best.cost, bound
