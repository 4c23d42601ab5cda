"""Make the people around each prisoner: family and friends who visit, pay and are called, with phones and addresses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.draws import chances, stream
from beccaria.world.names.pools import Name, falling, pools
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.rates import rate, table

Array = NDArray[Any]
_EPOCH = date(1970, 1, 1).toordinal()
_YEAR = 365.25

# relation, share, share of women, years older than the prisoner, same surname, visits, pays
RELATIONS: tuple[tuple[str, float, float, float, float, float, float], ...] = (
    ("partner", 0.17, 0.96, -1, 0.25, 0.75, 0.6),
    ("mother", 0.16, 1.0, 27, 0.3, 0.6, 0.6),
    ("father", 0.09, 0.0, 31, 0.97, 0.45, 0.5),
    ("brother", 0.14, 0.0, 0, 0.97, 0.4, 0.4),
    ("sister", 0.12, 1.0, 0, 0.7, 0.4, 0.35),
    ("child", 0.1, 0.5, -24, 0.9, 0.4, 0.1),
    ("cousin", 0.08, 0.35, 0, 0.4, 0.15, 0.15),
    ("friend", 0.14, 0.35, 0, 0.0, 0.15, 0.15),
)


@dataclass(slots=True)
class Circles:
    """Members of circles, in arrays; those of person p are at positions start[p] to start[p + 1].

    `number_until` is the day on which a number was given up for `next_number`.
    """

    start: Array
    owner: Array
    relation: Array
    female: Array
    given: Array
    surname: Array
    born: Array
    visits: Array
    pays: Array
    home: Array
    number: Array
    next_number: Array
    number_until: Array
    lawyer: Array

    def members(self, person: int) -> range:
        """Positions of the members around one person."""
        return range(int(self.start[person]), int(self.start[person + 1]))

    def name(self, people: Population, member: int) -> Name:
        """A member's own name."""
        owner = int(self.owner[member])
        pool = pools()[int(people.culture[owner])]
        given = pool.given(int(self.given[member]), female=bool(self.female[member]))
        if self.surname[member] < 0:
            return Name(given, people.name(owner)[1])
        return Name(given, pool.surname(int(self.surname[member])))

    def birthday(self, member: int) -> date:
        """A member's date of birth."""
        return date.fromordinal(_EPOCH + int(self.born[member]))


def build_circles(plan: Plan, people: Population, lawyers: int) -> Circles:
    """A circle for every person; its size varies, and some have nobody."""
    rng = stream(plan.seed, "circles")
    total = len(people)
    sizes = np.where(rng.random(total) < rate("no_circle"), 0, rng.poisson(rate("circle"), total))
    start = np.concatenate([[0], np.cumsum(sizes)])
    owner = np.repeat(np.arange(total, dtype=np.int32), sizes)
    count = len(owner)
    shares = np.array([row[1] for row in RELATIONS])
    relation = rng.choice(len(RELATIONS), count, p=shares / shares.sum()).astype(np.int8)
    traits = np.array([row[2:] for row in RELATIONS])[relation]
    same = rng.random(count) < traits[:, 2]
    elder = traits[:, 1] * _YEAR + rng.normal(0, 5 * _YEAR, count)
    together = chances(rng, count, 0.45)
    born = np.minimum(people.born[owner] - elder, people.born.max() + 8 * _YEAR)
    return Circles(
        start=start,
        owner=owner,
        relation=relation,
        female=rng.random(count) < traits[:, 0],
        given=falling(rng, count, 200, 1.3),
        surname=np.where(same, -1, falling(rng, count, 600)),
        born=born.astype(np.int32),
        visits=rng.random(count) < traits[:, 3],
        pays=rng.random(count) < traits[:, 4],
        home=np.where(together, owner, total + np.arange(count)).astype(np.int32),
        number=_numbers(rng, people.culture[owner]),
        next_number=_numbers(rng, np.zeros(count, dtype=np.int8)),
        number_until=rng.exponential(365 / rate("number_change"), count),
        lawyer=np.where(chances(rng, total, 0.55), rng.integers(0, lawyers, total), -1).astype(np.int32),
    )


def pass_on(plan: Plan, circles: Circles) -> None:
    """Let some numbers that were given up become somebody else's: phones change hands."""
    rng = stream(plan.seed, "handed on")
    count = len(circles.number)
    chosen = np.flatnonzero(rng.random(count) < rate("number_reused"))
    if not count:
        return
    donors = rng.integers(0, count, len(chosen))
    earlier = circles.number_until[donors] < circles.number_until[chosen]
    circles.next_number[chosen[earlier]] = circles.number[donors[earlier]]


_PREFIXES = {
    "MA": 212600,
    "RO": 40700,
    "AL": 35569,
    "TN": 21690,
    "NG": 234800,
    "EG": 20100,
    "UA": 38050,
    "SN": 22177,
}
_ABROAD = 0.45


def _numbers(rng: np.random.Generator, culture: Array) -> Array:
    """Numbers drawn at random: at home from a mobile range that is not handed out, abroad from the foot of a range."""
    count = len(culture)
    block = np.array([0, 1, 2, 4, 5, 6, 7, 8, 9])[rng.integers(0, 9, count)]
    home = 390_000_000_000 + 3_100_000_000 + block * 10_000_000 + rng.integers(0, 10_000_000, count)
    codes = np.array([_PREFIXES.get(pool.code, 0) for pool in pools()])[culture]
    abroad = codes * 1_000_000 + rng.integers(0, 1_000_000, count)
    chosen: Array = np.where((codes > 0) & (rng.random(count) < _ABROAD), abroad, home).astype(np.int64)
    return chosen


def address(home: int, seed: int) -> str:
    """The address of a household, the same whenever it is asked for."""
    rows = table("towns.yaml")
    streets, towns = str(rows["streets"]).split(), str(rows["towns"]).split()
    mixed = (home * 2_654_435_761 + seed * 97) % (1 << 32)
    street = streets[mixed % len(streets)].replace("_", " ")
    town = towns[(mixed >> 8) % len(towns)].replace("_", " ")
    return f"{street} {(mixed >> 14) % 180 + 1}, {town}"


def document(holder: int, seed: int) -> str:
    """The number of somebody's identity card."""
    return f"CA{(holder * 48_271 + seed * 7_907) % 100_000_000:08d}"


def account(holder: int, seed: int) -> str:
    """An Italian IBAN that checks, of a bank that does not exist."""
    mixed = (holder * 6_364_136_223_846_793_005 + seed * 1_442_695_040_888_963_407) % (1 << 63)
    body = f"09{mixed % 1000:03d}{(mixed >> 12) % 100_000:05d}{(mixed >> 22) % 10**12:012d}"
    bban = _check_letter(body) + body
    digits = "".join(str(int(mark, 36)) for mark in bban + "IT00")
    return f"IT{98 - int(digits) % 97:02d}{bban}"


_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)


def _check_letter(body: str) -> str:
    total = sum(_ODD[int(mark)] if place % 2 == 0 else int(mark) for place, mark in enumerate(body))
    return chr(ord("A") + total % 26)
