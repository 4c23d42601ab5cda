"""Make the prisons of the service: sizes, crowding, rooms and officers in the proportions of a real register."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from beccaria.world.draws import stream
from beccaria.world.plan import Plan
from beccaria.world.rates import rate, table

_WING_PLACES = 55
_MOST_WINGS = 60
_WITH_SECURE = 3
_WOMEN_EVERY = 4
_WOMEN_SHARE = 0.16
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Wing:
    """One wing: its code (unique in the service), who it is for, its cells."""

    code: str
    site: int
    female: bool
    cells: tuple[str, ...]
    places: int
    secure: bool


@dataclass(frozen=True, slots=True)
class Site:
    """One prison. `standing` is how many live there on a usual day; `men` and `women` are ranges of wings."""

    number: int
    code: str
    name: str
    kind: str
    sex: str
    capacity: int
    unavailable: int
    standing: int
    officers: int
    men: tuple[int, int]
    women: tuple[int, int]
    region: str
    town: str
    latitude: float
    longitude: float
    address: str

    @property
    def wings(self) -> range:
        """The numbers of its wings."""
        return range(min(self.men[0], self.women[0]), max(self.men[1], self.women[1]))

    @property
    def women_share(self) -> float:
        """The share of women among the people there."""
        return {"female": 1.0, "mixed": _WOMEN_SHARE}.get(self.sex, 0.0)


@dataclass(frozen=True, slots=True)
class Estate:
    """All prisons and all wings."""

    sites: tuple[Site, ...]
    wings: tuple[Wing, ...]

    def wing_codes(self) -> list[str]:
        """The codes of the wings in order of their numbers."""
        return [wing.code for wing in self.wings]


@dataclass(frozen=True, slots=True)
class Shape:
    """The figures of one real prison, without its name."""

    kind: str
    sex: str
    capacity: int
    unavailable: int
    present: int
    rooms: int
    officers: int


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes of the register, smallest first."""
    text = (files("beccaria.world.data") / "estate.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(_shape(row) for row in rows)


def _shape(row: dict[str, str]) -> Shape:
    capacity, present = int(row["capacity"]), int(row["present"])
    return Shape(
        kind=row["kind"],
        sex=row["sex"],
        capacity=capacity,
        unavailable=int(row["unavailable"]),
        present=present,
        rooms=int(row["rooms"] or 0) or max(4, capacity // 2),
        officers=int(row["officers"] or 0) or int(present * rate("officers")),
    )


def build_estate(plan: Plan) -> Estate:
    """The prisons of the plan: shapes drawn evenly over the register's sizes, scaled to the people asked for."""
    rng = stream(plan.seed, "estate")
    chosen = _choose(rng, plan.sites)
    scale = plan.prisoners / sum(shape.present for shape in chosen)
    names = _names(rng, plan.sites)
    sites: list[Site] = []
    wings: list[Wing] = []
    for number, shape in enumerate(chosen):
        site = _site(rng, number, shape, scale, names[number], first_wing=len(wings))
        sites.append(site)
        wings.extend(_wings(site, shape, scale))
    return Estate(tuple(sites), tuple(wings))


def _choose(rng: np.random.Generator, count: int) -> list[Shape]:
    """One shape from each of `count` equal slices of the register, in random order: few prisons show the spread."""
    known = shapes()
    if count == 1:
        return [known[len(known) // 2]]
    edges = np.linspace(0, len(known), count + 1)
    picks = [known[min(len(known) - 1, int(rng.uniform(edges[i], edges[i + 1])))] for i in range(count)]
    return [picks[i] for i in rng.permutation(count)]


def _names(rng: np.random.Generator, count: int) -> list[str]:
    towns = table("towns.yaml")
    bases = [str(word).replace("_", " ") for word in str(towns["prisons"]).split()]
    endings = ["", *(f" {word}" for word in str(towns["suffixes"]).split())]
    order = rng.permutation(len(bases))
    names = [bases[order[i % len(bases)]] + endings[(i // len(bases)) % len(endings)] for i in range(count)]
    return [name if i < len(bases) * len(endings) else f"{name} {i}" for i, name in enumerate(names)]


def _site(
    rng: np.random.Generator, number: int, shape: Shape, scale: float, name: str, *, first_wing: int
) -> Site:
    capacity = max(12, round(shape.capacity * scale))
    count = min(_MOST_WINGS, max(1, round(capacity / _WING_PLACES)))
    sex = "mixed" if shape.sex == "male" and number % _WOMEN_EVERY == 1 and count > 1 else shape.sex
    women = {"female": count, "mixed": 1}.get(sex, 0)
    region, latitude, longitude = table("towns.yaml")["regions"][int(rng.integers(11))]
    streets = str(table("towns.yaml")["streets"]).split()
    street = streets[int(rng.integers(len(streets)))].replace("_", " ")
    return Site(
        number=number,
        code=_code(number),
        name=name,
        kind=shape.kind,
        sex=sex,
        capacity=capacity,
        unavailable=round(shape.unavailable * scale),
        standing=max(10, round(shape.present * scale)),
        officers=max(24, round(shape.officers * scale)),
        men=(first_wing, first_wing + count - women),
        women=(first_wing + count - women, first_wing + count),
        region=region,
        town=name,
        latitude=round(latitude + float(rng.normal(0, 0.25)), 4),
        longitude=round(longitude + float(rng.normal(0, 0.3)), 4),
        address=f"{street} {int(rng.integers(1, 190))}, {name}",
    )


def _code(number: int) -> str:
    """Three letters and no meaning: AAD, ABK … in steps, so that neighbours do not look alike."""
    mixed = (number * 7_919 + 1_013) % 17_576
    return _ALPHABET[mixed // 676] + _ALPHABET[mixed // 26 % 26] + _ALPHABET[mixed % 26]


def _wings(site: Site, shape: Shape, scale: float) -> list[Wing]:
    count = len(site.wings)
    rooms = max(count * 4, round(shape.rooms * scale))
    places = max(4, site.capacity // count)
    result = []
    for position, number in enumerate(site.wings):
        letter = _ALPHABET[position % 26] + (str(position // 26 + 1) if position // 26 else "")
        code = f"{site.code}-{letter}"
        cells = tuple(f"{code}-{room:03d}" for room in range(1, rooms // count + 1))
        secure = position == 0 and count >= _WITH_SECURE and site.sex != "female"
        result.append(Wing(code, site.number, site.women[0] <= number < site.women[1], cells, places, secure))
    return result
