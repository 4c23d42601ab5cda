"""Draw the ties inside a group, so that they look like measured networks: meetings, hubs, calls."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from beccaria.world.draws import chance

Ties = dict[tuple[int, int], int]
"""Pairs of positions (the smaller first) with how often they meet or talk."""


def crews_of(rng: np.random.Generator, count: int, size: float) -> NDArray[np.int64]:
    """A crew for each of `count` people: crews of about `size`, some larger than others."""
    number = max(1, round(count / size))
    weights = rng.dirichlet(np.full(number, 4.0))
    crews: NDArray[np.int64] = np.sort(rng.choice(number, count, p=weights))
    return crews


def by_meetings(
    rng: np.random.Generator,
    count: int,
    *,
    crew_size: float = 12.0,
    per_person: float = 0.4,
    company: float = 1.0,
    guests: float = 0.12,
    evenness: float = 2.6,
) -> Ties:
    """Ties of people who meet: who attends the same meeting is tied. Crews meet among themselves; some bring guests.

    This is how mafia groups are observed (two-mode data of meetings), and why their networks are full of triangles.
    """
    crews = crews_of(rng, count, crew_size)
    active = rng.pareto(evenness, count) + 0.35
    bridges = active > np.quantile(active, 0.8)
    meetings: list[tuple[int, set[int]]] = []
    for _ in range(max(2, round(per_person * count))):
        crew: int = crews.tolist()[int(rng.integers(count))]
        weight = active * np.where(crews == crew, 1.0, guests * bridges)
        size = min(2 + int(rng.poisson(company)), max(2, count // 2), int(np.count_nonzero(weight)))
        meetings.append((crew, set(rng.choice(count, size, replace=False, p=weight / weight.sum()).tolist())))
    _bring_the_rest(rng, crews, meetings)
    ties: Ties = {}
    for _, people in meetings:
        present: list[int] = sorted(people)
        for i, a in enumerate(present):
            for b in present[i + 1 :]:
                ties[a, b] = ties.get((a, b), 0) + 1
    return ties


def _bring_the_rest(
    rng: np.random.Generator, crews: NDArray[np.int64], meetings: list[tuple[int, set[int]]]
) -> None:
    """Nearly everybody of a crew is seen at one of its meetings at least; a few never are."""
    seen = set().union(*(people for _, people in meetings))
    for person, crew in enumerate(crews.tolist()):
        own = [people for held, people in meetings if held == crew]
        if person in seen or not own:
            continue
        if chance(rng, 0.6):  # most come to a meeting
            min(own, key=lambda people: len(people) + rng.random() * 3).add(person)
        elif chance(rng, 0.9):  # most of the others meet one person of the crew
            host = max(own, key=len)
            meetings.append((crew, {person, sorted(host)[int(rng.integers(len(host)))]}))


def by_hubs(
    rng: np.random.Generator, count: int, *, hubs: int = 4, reach: float = 0.5, closing: float = 0.45
) -> Ties:
    """Ties of a trade: a few brokers know many, the others know a broker, and sometimes each other."""
    ties: Ties = {}
    share = reach * np.array([0.45**k for k in range(hubs)])
    for person in range(count):
        for hub in range(min(hubs, person)):
            if person < hubs or rng.random() < share[hub]:
                ties[hub, person] = 1 + int(rng.poisson(2))
    ties = _tie_the_rest(rng, count, ties, np.array([3.0] * hubs + [1.0] * max(0, count - hubs))[:count])
    known = list(ties)
    for _ in range(round(closing * len(known))):
        one, two = known[int(rng.integers(len(known)))], known[int(rng.integers(len(known)))]
        if one[0] == two[0] and one[1] != two[1]:
            ties[min(one[1], two[1]), max(one[1], two[1])] = 1
    for _ in range(round(0.35 * count)):
        a, b = sorted(rng.choice(count, 2, replace=False).tolist())
        ties.setdefault((a, b), 1)
    return ties


def by_calls(rng: np.random.Generator, count: int) -> Ties:
    """Ties of people who telephone: nearly a tree, with a few people whom many call."""
    ties: Ties = {}
    pull = np.ones(count)
    for person in range(1, count):
        if chance(rng, 0.035):  # a few keep apart
            continue
        earlier = pull[:person] ** 1.15
        other = int(rng.choice(person, p=earlier / earlier.sum()))
        ties[other, person] = 1 + int(rng.poisson(3))
        pull[other] += 1
        pull[person] += 0.2
    for _ in range(round(0.2 * count)):
        a, b = sorted(rng.choice(count, 2, replace=False, p=pull / pull.sum()).tolist())
        ties[a, b] = ties.get((a, b), 0) + 1
    for middle in rng.integers(0, count, round(0.16 * count)).tolist():
        near = sorted({b if a == middle else a for a, b in ties if middle in {a, b}})
        if len(near) > 1:
            a, b = sorted(rng.choice(near, 2, replace=False).tolist())
            ties.setdefault((a, b), 1)
    return ties


def by_gang(rng: np.random.Generator, count: int) -> Ties:
    """Ties of a street gang: crews of friends, loud and close."""
    return by_meetings(rng, count, crew_size=8, per_person=0.8, company=2.2, guests=0.1)


def by_chapter(rng: np.random.Generator, count: int) -> Ties:
    """Ties of a motorcycle club's chapter: everybody meets, the officers most."""
    return by_meetings(rng, count, crew_size=18, per_person=0.5, company=4.5, guests=0.05)


def by_contract(rng: np.random.Generator, count: int) -> Ties:
    """Ties of crime for hire: orders go through go-betweens who alone know both sides."""
    return by_hubs(rng, count, hubs=2, reach=0.4, closing=0.05)


SHAPES: dict[str, Callable[[np.random.Generator, int], Ties]] = {
    "mafia": by_meetings,
    "motorcycle_club": by_chapter,
    "street_gang": by_gang,
    "drug_network": by_hubs,
    "crime_for_hire": by_contract,
}


def _tie_the_rest(rng: np.random.Generator, count: int, ties: Ties, pull: NDArray[np.float64]) -> Ties:
    """Most of those without any tie know one person of some weight; a few stay alone, as in every file."""
    tied = {person for pair in ties for person in pair}
    for person in range(count):
        if person in tied or chance(rng, 0.1):  # one in ten is known by name only
            continue
        weight = np.where(np.arange(count) == person, 0.0, pull)
        other = int(rng.choice(count, p=weight / weight.sum()))
        ties[min(person, other), max(person, other)] = 1
    return ties
