"""Say a placement in words: where everybody goes, what it costs, why not each better place, and what would help."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from beccaria.core.allocation import ALTERNATIVES, FORMAT, Level, Mode, Person, terms
from beccaria.engines.allocation.placing import Placed, prices_alone
from beccaria.engines.allocation.reasons import Reasons
from beccaria.engines.allocation.tables import BARRED

Document = dict[str, Any]
_BETTER: Final = 5  # better places that are explained for each of many people
_OPTIONS: Final = 10
_RELAXED: Final = 3


def document(found: Placed, reasons: Reasons | None = None) -> Document:
    """The whole answer as plain values; `reasons` are those of where everybody is, where somebody has them already."""
    problem = found.problem
    reasons = reasons or _reasons(found)
    rows = range(len(problem.people))
    said = {
        "format": FORMAT,
        "status": _status(found),
        "cost": found.cost,
        "bound": found.bound,
        "gap": round(found.gap, 6),
        "seconds": round(found.seconds, 3),
        "seed": problem.seed,
        "stopped": "time" if found.cut else "end",
        "weights": asdict(problem.instance.weights),
        "moved": _moved(found),
        "unplaced": [problem.people[row].id for row in rows if found.at[row] == len(problem.wings)],
        "assignments": [_assignment(found, reasons, row) for row in rows],
        "alternatives": [asdict(one) for one in ALTERNATIVES],
    }
    if problem.instance.ask.mode is Mode.ONE:
        said["options"] = _options(found)
    return said


def _status(found: Placed) -> str:
    if found.unplaced:
        return "partial"
    return "optimal" if found.cost == found.bound else "feasible"


def _moved(found: Placed) -> int:
    here, wings = found.problem.here, len(found.problem.wings)
    return int(((here >= 0) & (found.at != here) & (found.at < wings)).sum())


def _reasons(found: Placed) -> Reasons:
    problem = found.problem
    places = {one.id: one.wing for one in problem.fixed}
    for person, at in zip(problem.people, found.at, strict=True):
        if at < len(problem.wings):
            places[person.id] = problem.wings[at].id
    return Reasons.of(problem, places)


def _assignment(found: Placed, reasons: Reasons, row: int) -> Document:
    problem, person, at = found.problem, found.problem.people[row], int(found.at[row])
    if at == len(problem.wings):
        relax = _relax(found, reasons, row)
        why = "no place: nothing lawful is left" + (f"; {relax[0]['relax']}" if relax else "")
        return {"person": person.id, "place": None, "why": why, "why_not": {}, "relax": relax}
    wing = problem.wings[at]
    mine = {**terms(person, wing, problem.instance), **_shared(found, reasons, row)}
    better = _better(found, row, sum(mine.values()))
    why_not = dict(_why_not(found, reasons, person, better))
    said = {
        "person": person.id,
        "place": wing.id,
        "why": _why(mine, stays=problem.here[row] == at),
        "cost": mine,
        "why_not": {place: "; ".join(each) for place, each in why_not.items()},
        "near_misses": [place for place, each in why_not.items() if len(each) == 1],
    }
    conditions = _conditions(reasons, person, wing.id)
    return {**said, "conditions": conditions} if conditions else said


def _shared(found: Placed, reasons: Reasons, row: int) -> dict[str, int]:
    """What his being there adds for crowding and for his groups, as the others stand."""
    problem, person = found.problem, found.problem.people[row]
    wing, weights = problem.wings[int(found.at[row])], problem.instance.weights
    made = {}
    inside = reasons.inside[wing.id] + (reasons.places.get(person.id) != wing.id)
    if weights.crowding and inside > wing.comfort:
        made["crowding"] = weights.crowding
    together = sum(
        any(
            reasons.places.get(other) == wing.id
            for other in problem.instance.members[group]
            if other != person.id
        )
        for group, _ in person.groups
    )
    if weights.dispersal and together:
        made["dispersal"] = weights.dispersal * together
    return made


def _why(mine: dict[str, int], *, stays: bool) -> str:
    begin = "he stays where he is" if stays else "the cheapest lawful place for all together"
    return f"{begin}: " + (
        ", ".join(f"{name} {cost}" for name, cost in mine.items()) or "nothing counts against it"
    )


def _better(found: Placed, row: int, mine: int) -> list[int]:
    """The places that would cost him less by himself, cheapest first."""
    raw = found.problem.raw[row]
    order = np.argsort(raw, kind="stable")
    count = len(order) if found.problem.instance.ask.mode is Mode.ONE else _BETTER
    return [int(wing) for wing in order if raw[wing] < mine and wing != found.at[row]][:count]


def _why_not(
    found: Placed, reasons: Reasons, person: Person, places: list[int]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    problem = found.problem
    for place in places:
        wing = problem.wings[place]
        said = reasons.against(person, wing)
        if not said and person.wing and wing.id != person.wing and _moved(found) >= problem.moves:
            said = (f"all {problem.moves} moves are used where they gain more",)
        yield wing.id, said or ("crowding or his group there cost as much as it would save",)


def _relax(found: Placed, reasons: Reasons, row: int) -> list[Document]:
    """The places with the fewest obstacles, and what would have to give way there."""
    person = found.problem.people[row]
    all_said = [(reasons.against(person, wing), wing.id) for wing in found.problem.wings]
    if found.problem.moves < len(found.problem.people):
        moves = f"more than {found.problem.moves} moves"
        all_said = [(said or (moves,), place) for said, place in all_said]
    all_said = [(said or ("a place for somebody else who needs it more",), place) for said, place in all_said]
    fewest = sorted(all_said, key=lambda one: (len(one[0]), one[1]))[:_RELAXED]
    return [
        {"place": place, "relax": f"{place} would do but for: {'; '.join(said)}"} for said, place in fewest
    ]


def _conditions(reasons: Reasons, person: Person, place: str) -> list[str]:
    """What the wing must see to: those there with whom he may not share a cell or a transport."""
    said = []
    for rule in reasons.instance.apart:
        if rule.level in {Level.CELL, Level.TRANSPORT} and person.id in rule.people:
            others = [one for one in rule.people if one != person.id and reasons.places.get(one) == place]
            said += [f"not in one {rule.level.value} with {other} ({rule.words})" for other in others]
    return said


def _options(found: Placed) -> list[Document]:
    """For one person the lawful places that are free, cheapest first; why not the others stands with his placement."""
    problem, person = found.problem, found.problem.people[0]
    cost = prices_alone(problem)
    places = [int(at) for at in np.argsort(cost, kind="stable")[:_OPTIONS] if cost[at] < BARRED]
    return [
        {
            "place": problem.wings[at].id,
            "cost": int(cost[at]),
            "terms": terms(person, problem.wings[at], problem.instance),
        }
        for at in places
    ]
