"""What a place costs one person, term by term, in whole points of the printed weights."""

from math import isqrt

from beccaria.core.allocation.model import Instance, Person, Wing
from beccaria.core.allocation.rules import SOON, soon


def distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Whole kilometres, rounded down."""
    return isqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def terms(person: Person, wing: Wing, instance: Instance) -> dict[str, int]:
    """Every term that is not nothing. Who else is there (crowding, dispersal) is not counted here."""
    weights, prison = instance.weights, instance.prisons[wing.prison]
    found = {
        "family": weights.family * distance(person.home, prison.at) if person.home else 0,
        "move": _move(person, wing, instance),
        "programme": weights.programme * len(person.waits - wing.programmes),
        "language": weights.language * (bool(person.languages) and not person.languages & wing.languages),
        "experience": weights.experience * len(person.experience - wing.experience),
        "court": weights.court * len(soon(person, instance, SOON) - prison.courts),
    }
    return {name: cost for name, cost in found.items() if cost}


def _move(person: Person, wing: Wing, instance: Instance) -> int:
    if person.wing in ("", wing.id):
        return 0
    same = instance.wings[person.wing].prison == wing.prison
    return instance.weights.move_wing if same else instance.weights.move_prison
