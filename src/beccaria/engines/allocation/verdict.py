"""Judge one place after another for one person as things are: refused with why, or lawful with what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass

from beccaria.core.allocation import Instance, Mode, terms
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.placing import prices_alone
from beccaria.engines.allocation.problem import Problem, problem_of
from beccaria.engines.allocation.reasons import Reasons
from beccaria.engines.allocation.tables import BARRED


@dataclass(frozen=True, slots=True)
class Verdict:
    """A wing for a person. `against` says all that stands against it; where nothing does, `cost` is in points.

    `terms` are its parts by name. `more` is by how much it is dearer than the best lawful place: 0 for that one.
    """

    place: str
    against: tuple[str, ...]
    terms: dict[str, int]
    cost: int | None
    more: int

    @property
    def is_lawful(self) -> bool:
        """Whether he may be put there."""
        return not self.against


def verdicts(instance: Instance, places: Iterable[str] | None = None) -> dict[str, Verdict]:
    """Every wing asked about (all, if none is named) for the one person who is asked about, cheapest first.

    The rules and prices are the solver's own, cover included only as the rules for everybody that it is widened to.
    Raises BadInput unless exactly one person is asked about.
    """
    if instance.ask.mode is not Mode.ONE:
        raise BadInput("Places are tried for one person at a time: choose one.")
    problem = problem_of(instance)
    return verdicts_of(problem, as_things_are(problem), places)


def verdicts_of(
    problem: Problem, reasons: Reasons, places: Iterable[str] | None = None
) -> dict[str, Verdict]:
    """The same for one person whose problem is made already."""
    prices = prices_alone(problem)
    best = int(prices.min())
    wanted = frozenset(problem.instance.wings if places is None else places)
    found = [
        _verdict(problem, reasons, number, int(prices[number]), best)
        for number, wing in enumerate(problem.wings)
        if wing.id in wanted
    ]
    return {one.place: one for one in sorted(found, key=_order)}


def _order(one: Verdict) -> tuple[bool, int, int, str]:
    return not one.is_lawful, one.cost or 0, len(one.against), one.place


def as_things_are(problem: Problem) -> Reasons:
    """Where everybody is before anything is moved, he himself included."""
    everybody = (*problem.fixed, *problem.people)
    return Reasons.of(problem, {one.id: one.wing for one in everybody if one.wing})


def _verdict(problem: Problem, reasons: Reasons, number: int, price: int, best: int) -> Verdict:
    person, wing = problem.people[0], problem.wings[number]
    against = reasons.against(person, wing)
    if price == BARRED:
        return Verdict(wing.id, against, {}, None, 0)
    found = terms(person, wing, problem.instance)
    # What is dearer because of who is there already: crowding first, the rest is his own group.
    company = price - sum(found.values())
    crowding = min(company, problem.instance.weights.crowding * (int(problem.comfort[number]) <= 0))
    shared = {"crowding": crowding, "dispersal": company - crowding}
    found |= {name: points for name, points in shared.items() if points}
    return Verdict(wing.id, against, found, price, price - best)
