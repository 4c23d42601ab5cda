"""Find the legal roster that protects staff best: least over the limit, then evenly shared, then fewest changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from beccaria.core.refusal import Cannot
from beccaria.engines.rostering.model import REST, WEEK, Officer, Roster, Shift, near_minutes
from beccaria.engines.rostering.starting import started

_MINUTE: Final = timedelta(minutes=1)
# A change of who has a shift weighs less than a minute of the longest time, that less than a minute over the limit.
_OVER: Final = 1_000_000
_LONGEST: Final = 1_000
# Deterministic work, so that the same roster gives the same proposal on any machine.
_WORK: Final = 30.0


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who has each shift. `over` are minutes above the limit, all officers together; `proven`: nothing is better."""

    given: dict[str, str]
    changed: tuple[str, ...]
    over: int
    longest: int
    proven: bool


def proposed(roster: Roster, *, seconds: float = 20.0, seed: int = 1) -> Proposed | None:
    """The best legal roster found, or None where no legal one gives every shift to somebody.

    Raises Cannot where none was found in the time, though there may be one.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  takes seconds to import; only who asks for a roster waits for it

    start = started(roster)
    made = _Model(roster, start or {one.id: one.staff for one in roster.shifts})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = _WORK
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    status = solver.solve(made.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        given = {shift: officer for (shift, officer), one in made.has.items() if solver.value(one)}
    elif start is not None:
        given = dict(start)
    else:
        raise Cannot("No legal roster was found in the time: take some shifts out, and ask again.")
    near = near_minutes(roster, given)
    return Proposed(
        given=given,
        changed=tuple(one.id for one in roster.shifts if given[one.id] != one.staff),
        over=sum(max(0, minutes - roster.limit) for minutes in near.values()),
        longest=max(near.values(), default=0),
        proven=status == cp_model.OPTIMAL,
    )


class _Model:
    """Every shift has one officer who is trained for it and rested; nobody works too long in a week."""

    def __init__(self, roster: Roster, start: Mapping[str, str]) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  the same

        self.roster, self.model = roster, cp_model.CpModel()
        trained = {one.id: one.skills for one in roster.officers}
        self.has: dict[tuple[str, str], Any] = {
            (shift.id, officer): self.model.new_bool_var("")
            for shift in roster.shifts
            for officer, skills in trained.items()
            if shift.needs <= skills
        }
        for shift in roster.shifts:
            able = {
                officer: self.has[shift.id, officer] for officer in trained if (shift.id, officer) in self.has
            }
            self.model.add_exactly_one(list(able.values()))
            for officer, one in able.items():
                self.model.add_hint(one, start[shift.id] == officer)
        for each in roster.officers:
            self._rested(each)
            self._weeks(each)
        self._wanted()

    def _mine(self, officer: str) -> list[tuple[Shift, Any]]:
        return [
            (shift, self.has[shift.id, officer])
            for shift in self.roster.shifts
            if (shift.id, officer) in self.has
        ]

    def _rested(self, officer: Officer) -> None:
        """No two of his shifts touch when each is lengthened by the rest after it.

        At every moment at which one begins he has at most one of those that last, with their rest, beyond it.
        """
        mine = self._mine(officer.id)
        for shift, one in mine:
            if officer.worked_until and shift.starts - officer.worked_until < REST:
                self.model.add(one == 0)
        for begins in sorted({shift.starts for shift, _one in mine}):
            lasting = [one for shift, one in mine if shift.starts <= begins < shift.ends + REST]
            if len(lasting) > 1:
                self.model.add_at_most_one(lasting)

    def _weeks(self, officer: Officer) -> None:
        done, weeks = dict(officer.done), dict[tuple[int, int], list[Any]]()
        for shift, one in self._mine(officer.id):
            weeks.setdefault(shift.week, []).append(shift.minutes * one)
        for week, some in weeks.items():
            self.model.add(sum(some) <= max(0, WEEK // _MINUTE - done.get(week, 0)))

    def _wanted(self) -> None:
        all_minutes = sum(shift.minutes for shift in self.roster.shifts)
        most = all_minutes + max((one.near_before for one in self.roster.officers), default=0)
        longest, overs = self.model.new_int_var(0, most, ""), []
        for officer in self.roster.officers:
            near = officer.near_before + sum(
                shift.minutes * one for shift, one in self._mine(officer.id) if shift.near
            )
            over = self.model.new_int_var(0, most, "")
            self.model.add(over >= near - self.roster.limit)
            self.model.add(longest >= near)
            overs.append(over)
        current = {(shift.id, shift.staff) for shift in self.roster.shifts}
        kept = [self.has[key] for key in sorted(current & self.has.keys())]
        self.model.minimize(_OVER * sum(overs) + _LONGEST * longest - sum(kept))
