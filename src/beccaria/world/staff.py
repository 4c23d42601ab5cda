"""Make the officers: where they serve, when they are on duty, how they write and how well they search."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.draws import chances, stream
from beccaria.world.estate import Estate
from beccaria.world.names.pools import Name, falling, pools
from beccaria.world.plan import Plan
from beccaria.world.rates import rate

Array = NDArray[Any]
SHIFTS = 3
SHIFT_HOURS = 8
SHIFT_START = 7
_DAY = 86_400


@dataclass(slots=True)
class Staff:
    """Officers in arrays. The team of wing w is at positions start[w] to start[w + 1]."""

    start: Array
    wing: Array
    site: Array
    given: Array
    surname: Array
    female: Array
    born: Array
    english: Array
    care: Array
    skill: Array

    def __len__(self) -> int:
        return len(self.wing)

    def name(self, officer: int) -> Name:
        """An officer's name."""
        pool = pools()[0]
        given = pool.given(int(self.given[officer]), female=bool(self.female[officer]))
        return Name(given, pool.surname(int(self.surname[officer])))

    def number(self, officer: int) -> str:
        """The staff number, as rosters and reports show it. Steps keep neighbours apart."""
        return f"{(officer * 7_919 + 10_007) % 1_000_003:06d}"

    def birthday(self, officer: int, first: date) -> date:
        """The date of birth."""
        return first - timedelta(days=int(self.born[officer]))

    def on_duty(self, wing: Array, seconds: Array, place: Array | int = 0) -> Array:
        """The officer at each wing and second: teams take turns, `place` 0 is the first of the shift, 1 the second."""
        turn = np.asarray(seconds, dtype=np.int64) - SHIFT_START * 3600
        day, shift = turn // _DAY, (turn % _DAY) // (SHIFT_HOURS * 3600)
        size = np.maximum(self.start[wing + 1] - self.start[wing], 1)
        step: Array = self.start[wing] + (day * 5 + shift * 2 + place + wing) % size
        return step


def build_staff(plan: Plan, estate: Estate) -> Staff:
    """Teams for all wings, in the proportion of officers to places of each prison; most of them work on a wing."""
    rng = stream(plan.seed, "staff")
    sizes = []
    for site in estate.sites:
        each = max(9, round(site.officers * 0.7 / len(site.wings)))
        sizes += [each] * len(site.wings)
    start = np.concatenate([[0], np.cumsum(sizes)])
    wing = np.repeat(np.arange(len(estate.wings)), sizes)
    count = len(wing)
    return Staff(
        start=start,
        wing=wing,
        site=np.array([one.site for one in estate.wings])[wing],
        given=falling(rng, count, 200, 1.1),
        surname=falling(rng, count, 600),
        female=chances(rng, count, 0.22),
        born=(rng.uniform(24, 60, count) * 365.25).astype(np.int32),
        english=rng.random(count) < rate("language_english"),
        care=rng.beta(2.2, 1.6, count),
        skill=rng.lognormal(-0.125, 0.5, count),
    )
