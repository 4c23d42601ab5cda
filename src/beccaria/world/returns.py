"""Let some people come back under a second record, spelt differently: the register's own doubles."""

import numpy as np

from beccaria.world.draws import stream
from beccaria.world.names.pools import Name, pools
from beccaria.world.names.variants import vary, vary_birthday
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.rates import rate


def add_returns(plan: Plan, people: Population) -> None:
    """Turn some receptions of the period into returns of people who left earlier, with a record of their own."""
    rng = stream(plan.seed, "returns")
    gone = np.flatnonzero((people.released > 0) & (people.released < plan.days))
    come = np.flatnonzero(people.received > 1)
    share = rate("returns") * rate("new_record_on_return")
    taken: set[int] = set()
    for record in come[rng.random(len(come)) < share].tolist():
        earlier = gone[
            (people.released[gone] < people.received[record]) & (people.female[gone] == people.female[record])
        ]
        free = [int(r) for r in earlier[:200] if int(r) not in taken and people.who[r] == r and r != record]
        if not free:
            continue
        before = free[int(rng.integers(len(free)))]
        taken.update((before, record))
        _same_man(people, before, record, rng)


def _same_man(people: Population, before: int, record: int, rng: np.random.Generator) -> None:
    people.who[record] = before
    people.culture[record] = people.culture[before]
    people.born[record] = people.born[before]
    given, surname = people.name(before)
    pool = pools()[int(people.culture[before])]
    written = vary(Name(given, surname), pool, rng)
    born = people.birthday(before)
    people.printed[record] = (
        written.given,
        written.surname,
        None if born is None else vary_birthday(born, rng),
    )
