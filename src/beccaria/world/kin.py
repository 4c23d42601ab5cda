"""Make kin among the people in custody: brothers, twins, and fathers and sons who bear one name."""

import numpy as np

from beccaria.world.draws import stream
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.rates import rate

_YEAR = 365.25
_KINDS = ("brothers", "brothers", "twins", "father and son", "one name")


def add_kin(plan: Plan, people: Population) -> None:
    """Give some pairs one surname; twins one birthday, fathers and sons one name, and some strangers both by chance."""
    rng = stream(plan.seed, "kin")
    count = int(len(people) * rate("kin_pairs"))
    chosen = rng.permutation(len(people))[: 2 * count]
    for turn, (one, other) in enumerate(zip(chosen[:count].tolist(), chosen[count:].tolist(), strict=True)):
        if people.female[one] != people.female[other] or one in people.printed or other in people.printed:
            continue
        _make(people, one, other, _KINDS[turn % len(_KINDS)], rng)


def _make(people: Population, one: int, other: int, kind: str, rng: np.random.Generator) -> None:
    people.culture[other] = people.culture[one]
    people.surname[other] = people.surname[one]
    people.second[other] = people.second[one]
    if kind == "twins":
        people.born[other] = people.born[one]
        people.given[other] = people.given[one] + 1
    if kind in {"father and son", "one name"}:
        people.given[other] = people.given[one]
    if kind == "father and son":
        elder, younger = sorted((one, other), key=lambda record: people.born[record])
        people.born[elder] = min(people.born[elder], people.born[younger] - int(rng.uniform(19, 34) * _YEAR))
