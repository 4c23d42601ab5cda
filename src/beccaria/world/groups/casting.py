"""Cast the groups of a world: who belongs to which, with what role, and how groups stand to each other."""

import numpy as np

from beccaria.world.days import DAY
from beccaria.world.draws import chance, stream
from beccaria.world.groups.shapes import SHAPES
from beccaria.world.rates import rate
from beccaria.world.stage import CannotTellError, Stage, Theatre
from beccaria.world.told import Group, Member, Relation, Told

_IN_CUSTODY = 0.45
_KINDS = (
    "mafia",
    "street_gang",
    "drug_network",
    "motorcycle_club",
    "crime_for_hire",
    "mafia",
    "drug_network",
)
_FIRST = (
    "Corvino",
    "Saldarola",
    "Brentano",
    "Malagrida",
    "Torrebruna",
    "Ferrocino",
    "Lagonegra",
    "Spinazzi",
    "Cardamone",
    "Varricchio",
)
_SECOND = {
    "mafia": "family",
    "street_gang": "street",
    "drug_network": "line",
    "motorcycle_club": "MC",
    "crime_for_hire": "ring",
}
_MOST_GROUPS = 240
_PRINCIPAL, _SIGNIFICANT = 0.12, 0.45


def cast_groups(theatre: Theatre) -> list[Group]:
    """The groups, the largest kinds first. Those for whom the world has no people are left out."""
    rng = stream(theatre.plan.seed, "groups")
    mean = (rate("group_size_low") + rate("group_size_high")) / 2
    wanted = theatre.plan.prisoners * rate("group_members") / (_IN_CUSTODY * mean)
    groups: list[Group] = []
    for number in range(int(min(_MOST_GROUPS, max(5, round(wanted))))):
        kind = _KINDS[number % len(_KINDS)]
        size = int(rng.integers(int(rate("group_size_low")), int(rate("group_size_high")) + 1))
        if number >= wanted:
            size = int(rate("group_size_low"))
        name = f"{_FIRST[number % len(_FIRST)]} {_SECOND[kind]}" + (
            f" {number}" if number >= len(_FIRST) else ""
        )
        group = _cast_one(theatre, Group(f"G{number + 1}", name, kind), size, rng)
        if group is not None:
            groups.append(group)
    return groups


def _cast_one(theatre: Theatre, group: Group, size: int, rng: np.random.Generator) -> Group | None:
    """Members by weight in the network: the best connected lead, those between others carry messages."""
    ties = SHAPES[group.kind](rng, size)
    group.ties = [(a, b, weight) for (a, b), weight in sorted(ties.items())]
    degree = np.zeros(size)
    for a, b, weight in group.ties:
        degree[a] += weight
        degree[b] += weight
    rank = np.argsort(np.argsort(-degree, kind="stable"), kind="stable") / size
    stage = Stage(theatre, Told(f"group {group.key}", group.name))
    try:
        places = stage.sites(min(4, max(1, theatre.plan.sites // 3)))
        for position in range(size):
            group.members.append(_member(stage, float(rank[position]), places, rng))
    except CannotTellError:
        return None
    return group


def _member(stage: Stage, rank: float, places: list[int], rng: np.random.Generator) -> Member:
    standing = "principal" if rank < _PRINCIPAL else "significant" if rank < _SIGNIFICANT else "peripheral"
    if rng.random() < _IN_CUSTODY:
        site = places[int(rng.integers(len(places)))]
        record = stage.prisoner("member", site)
        role = "leader" if rank < _PRINCIPAL else "intermediary" if rank < _SIGNIFICANT else "operational"
        return Member(stage.truth(record), role, standing, record=record)  # type: ignore[arg-type]  # literals chosen above
    person = stage.outsider("member outside")
    role = "leader" if rank < _PRINCIPAL / 2 else "facilitator"
    return Member(person.truth, role, standing, outsider=person.number)  # type: ignore[arg-type]  # literals chosen above


def relations_between(theatre: Theatre) -> list[Relation]:
    """Rivalries and alliances, some of which change half-way."""
    rng = stream(theatre.plan.seed, "relations")
    groups, end = theatre.groups, theatre.plan.days * DAY
    result: list[Relation] = []
    for position in range(len(groups) - 1):
        one, other = groups[position].key, groups[position + 1].key
        if chance(rng, 0.5):  # half of the neighbours have to do with each other
            turn = int(end * rng.uniform(0.35, 0.65))
            first, second = (("rival", "feud"), ("allied", "rival"), ("rival", "allied"))[
                int(rng.integers(3))
            ]
            result.append(Relation(one, other, first, 0, turn))  # type: ignore[arg-type]  # literals chosen above
            result.append(Relation(one, other, second, turn, end))  # type: ignore[arg-type]  # literals chosen above
    return result
