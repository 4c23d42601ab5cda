"""Make the register of numbers that must never be stored: lawyers, courts, ombudsman, doctors, consulates."""

from dataclasses import dataclass

import numpy as np

from beccaria.world.draws import stream
from beccaria.world.names.pools import falling, pools
from beccaria.world.plan import Plan

_OFFICES = (
    ("court", "Tribunale di sorveglianza di {town}", 5),
    ("ombudsman", "Garante dei diritti delle persone private della libertà, {town}", 4),
    ("inspector", "Ispettorato generale, {town}", 2),
    ("doctor", "Azienda sanitaria, dottor {name}", 8),
    ("consulate", "Consolato, {town}", 5),
)
_TOWNS = ("Castagnara", "Villarosa", "Montecorvo", "Belvento", "Sorgenera", "Tufara", "Ripabella", "Olmeto")
_PUBLIC = (
    "Sportello Aurora helpline",
    "Bail and surety office Lume",
    "Family link service",
    "Debt advice line",
    "Employment desk",
)
_LANDLINE = 390_931_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One protected number."""

    kind: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Privileged:
    """Protected numbers, lawyers first; and the open numbers that hundreds call for good reasons."""

    entries: tuple[Entry, ...]
    lawyers: int
    public: tuple[tuple[str, int], ...]


def count_of_lawyers(plan: Plan) -> int:
    """How many lawyers act for the people of a service of this size."""
    return 20 + plan.prisoners // 40


def build_privileged(plan: Plan) -> Privileged:
    """The protected numbers of this service."""
    rng = stream(plan.seed, "privileged")
    lawyers = count_of_lawyers(plan)
    names = [
        _person(int(a), int(b))
        for a, b in zip(falling(rng, lawyers, 90), falling(rng, lawyers, 600), strict=True)
    ]
    numbers = (_LANDLINE + rng.permutation(900_000)[: lawyers + 40] + 50_000).tolist()
    entries = [Entry("lawyer", f"Avv. {name}", numbers[i]) for i, name in enumerate(names)]
    entries += _offices(rng, numbers[lawyers:])
    public = tuple((name, _LANDLINE + 1_000 * (i + 1) + 7) for i, name in enumerate(_PUBLIC))
    return Privileged(tuple(entries), lawyers, public)


def _person(given: int, surname: int) -> str:
    pool = pools()[0]
    return f"{pool.given(given, female=given % 3 == 0)} {pool.surname(surname)}"


def _offices(rng: np.random.Generator, numbers: list[int]) -> list[Entry]:
    result: list[Entry] = []
    for kind, text, count in _OFFICES:
        for _ in range(count):
            town = _TOWNS[int(rng.integers(len(_TOWNS)))]
            name = text.format(
                town=town, name=_person(int(rng.integers(90)), int(rng.integers(600))).split(" ", 1)[1]
            )
            result.append(Entry(kind, name, numbers[len(result)]))
    return result
