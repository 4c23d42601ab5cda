"""Make the people in custody: who they are, when they come and go, in arrays that stay small for a whole country."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.draws import chances, stream
from beccaria.world.estate import Estate
from beccaria.world.names.pools import falling, pools
from beccaria.world.plan import Plan
from beccaria.world.rates import rate

Array = NDArray[Any]
_YEAR = 365.25
_SENTENCE = 2
_EPOCH = date(1970, 1, 1)


@dataclass(slots=True)
class Population:
    """Records of prisoners, one position each. `who` is the person behind a record: one man can have two records.

    `received` and `released` are days from the first midnight; negative is before the period, beyond the end is later.
    """

    who: Array
    home: Array
    wing: Array
    received: Array
    released: Array
    remand: Array
    culture: Array
    female: Array
    given: Array
    surname: Array
    second: Array
    born: Array
    call_rate: Array
    printed: dict[int, tuple[str, str, date | None]] = field(default_factory=dict)
    aliases: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.who)

    def name(self, record: int) -> tuple[str, str]:
        """Given names and surname of a record, as this register wrote them."""
        if record in self.printed:
            return self.printed[record][0], self.printed[record][1]
        pool = pools()[int(self.culture[record])]
        given = pool.given(int(self.given[record]), female=bool(self.female[record]))
        surname = pool.surname(int(self.surname[record]))
        if pool.double and self.second[record] >= 0:
            surname = f"{surname} {pool.surname(int(self.second[record]))}"
        return given, surname

    def full_name(self, record: int) -> str:
        """Given names first."""
        return " ".join(self.name(record))

    def birthday(self, record: int) -> date | None:
        """The date of birth this register wrote; none if it wrote none."""
        if record in self.printed:
            return self.printed[record][2]
        return date.fromordinal(_EPOCH.toordinal() + int(self.born[record]))


def build_population(plan: Plan, estate: Estate) -> Population:
    """Everybody who is in custody on some day of the period: those present at its start, and those received in it."""
    rng = stream(plan.seed, "population")
    standing = np.array([site.standing for site in estate.sites])
    mean_stay = _mean_stay()
    arrivals = rng.poisson(standing / mean_stay * plan.days)
    home = np.concatenate(
        [np.repeat(np.arange(len(standing)), standing), np.repeat(np.arange(len(standing)), arrivals)]
    )
    present = int(standing.sum())
    total = len(home)
    received, released, remand = _stays(rng, plan.days, present, total)
    female = rng.random(total) < np.array([site.women_share for site in estate.sites])[home]
    culture = rng.choice(len(pools()), size=total, p=_shares()).astype(np.int8)
    age = np.clip(rng.gamma(7.5, 5.6, total), 18, 82)
    first_day = (plan.first - _EPOCH).days
    return Population(
        who=np.arange(total, dtype=np.int32),
        home=home.astype(np.int32),
        wing=draw_wings(rng, estate, home, female),
        received=received,
        released=released,
        remand=remand,
        culture=culture,
        female=female,
        given=falling(rng, total, 200, 1.3),
        surname=falling(rng, total, 600),
        second=np.where(chances(rng, total, 0.85), falling(rng, total, 600), -1),
        born=(first_day + np.minimum(-age * _YEAR, received - 18.2 * _YEAR)).astype(np.int32),
        call_rate=rng.gamma(rate("calls_spread"), rate("calls") / rate("calls_spread"), total),
    )


def _shares() -> Array:
    shares = np.array([pool.share for pool in pools()])
    return np.asarray(shares / shares.sum())


def _mean_stay() -> float:
    short, remand = rate("stay_short_share"), rate("stay_remand_share")
    rest = 1 - short - remand
    return (
        short * rate("stay_short_days")
        + remand * rate("stay_remand_days")
        + rest * rate("stay_sentence_days")
    )


def _stays(rng: np.random.Generator, days: int, present: int, total: int) -> tuple[Array, Array, Array]:
    """When each record begins and ends. Those present at the start are drawn with length bias, mid-stay."""
    short, remand = rate("stay_short_share"), rate("stay_remand_share")
    weights = np.array([short, remand, 1 - short - remand])
    means = np.array([rate("stay_short_days"), rate("stay_remand_days"), rate("stay_sentence_days")])
    biased = weights * means / (weights * means).sum()
    kind = np.concatenate([rng.choice(3, present, p=biased), rng.choice(3, total - present, p=weights)])
    is_present = np.arange(total) < present
    spread = rate("stay_sentence_spread")
    middle = np.log(means[2]) - spread**2 / 2
    sentence = rng.lognormal(middle + np.where(is_present, spread**2, 0.0), spread)
    waiting = rng.exponential(means[kind])
    length = np.where(
        kind == _SENTENCE, sentence, np.where(is_present, waiting + rng.exponential(means[kind]), waiting)
    )
    length = np.maximum(length, 0.4)
    received = np.where(is_present, -length * rng.random(total), days * rng.random(total))
    received = np.floor(received) + rng.beta(5, 4, total)
    return received, received + length, kind < _SENTENCE


def draw_wings(rng: np.random.Generator, estate: Estate, sites: Array, female: Array) -> Array:
    """A wing for each person at each site, among those for men or for women."""
    men = np.array([site.men for site in estate.sites])
    women = np.array([site.women for site in estate.sites])
    span = np.where(female[:, None], women[sites], men[sites])
    width = np.maximum(span[:, 1] - span[:, 0], 1)
    drawn: Array = (span[:, 0] + np.floor(rng.random(len(sites)) * width)).astype(np.int32)
    return drawn
