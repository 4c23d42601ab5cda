"""How telling each likeness is, learnt from two tables without labels: one person, one household, or strangers.

A mixture of three kinds of pairs, fitted by expectation maximisation (Dempster, Laird, Rubin 1977) over the record
linkage model of Fellegi and Sunter (1969). The third kind is why it is not Splink's model of two: at one address all
but the given name agrees for people who are not the same, and two kinds call them one person.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from beccaria.engines.matching.payers_levels import Aspect
from beccaria.engines.matching.payers_pairs import CROWD, Pairs, Shares

_ROUNDS: Final = 20
# How many pairs what was known before counts for; the given names of a household are known best. Of one person's pairs
# it is at least a third of those expected, so that this kind stays what it is called.
_BEFORE_M, _BEFORE_H = 100.0, 400.0
_PART_BEFORE: Final = 1 / 3
_BEFORE_U: Final = 2_000.0
# What happens by chance less often than this cannot be measured in a sample in which some pairs are one person.
_UNMEASURABLE: Final = 2e-5
_ENOUGH: Final = 500
_NEVER: Final = -1e3


@dataclass(frozen=True, slots=True)
class Learnt:
    """For each aspect the share of its steps for one person (m), one household (h), strangers (u).

    `one`, `house`: for each kind of sides the part of all pairs that are one person, or one household.
    """

    m: dict[str, Shares]
    h: dict[str, Shares]
    u: dict[str, Shares]
    one: dict[int, float]
    house: dict[int, float]


def before(aspects: tuple[Aspect, ...]) -> Learnt:
    """What is known before anything is learnt."""
    tables = [
        {aspect.name: _sum_to_one([getattr(step, which) for step in aspect.steps]) for aspect in aspects}
        for which in ("m", "h", "u")
    ]
    return Learnt(tables[0], tables[1], tables[2], {}, {})


def learn(aspects: tuple[Aspect, ...], pairs: Pairs, random: Pairs, counts: tuple[int, int]) -> Learnt:
    """Fit to these pairs. `counts`: records left and right; with none on the right, one table is looked at."""
    known = before(aspects)
    u = _strangers(aspects, known, random, counts)
    left, right = counts
    sizes = _sizes(left, right)
    now = Learnt(
        known.m,
        known.h,
        u,
        {kind: expected / total for kind, (total, expected) in sizes.items()},
        {kind: max(counts) / total for kind, (total, _) in sizes.items()},
    )
    for _ in range(_ROUNDS):
        now = _again(aspects, pairs, known, now, sizes)
    return now


def _sizes(left: int, right: int) -> dict[int, tuple[float, float]]:
    """For each kind of sides how many pairs there are, and how many of them may be one person, to begin with."""
    found = {
        0: (left * (left - 1) / 2, (0.02 if right else 0.2) * left),
        1: (float(left * right), 0.4 * min(left, right)),
        2: (right * (right - 1) / 2, 0.02 * right),
    }
    return {kind: size for kind, size in found.items() if size[0] > 0}


def _again(
    aspects: tuple[Aspect, ...],
    pairs: Pairs,
    known: Learnt,
    now: Learnt,
    sizes: dict[int, tuple[float, float]],
) -> Learnt:
    one, house, _ = posterior(aspects, pairs, now)
    # Barracks, hostels and prisons are addresses too, but not households to learn from.
    home = pairs.crowd <= CROWD
    strength = max(_BEFORE_M, _PART_BEFORE * sum(expected for _, expected in sizes.values()))
    m = {a.name: _share(pairs.steps[a.name], one * home, known.m[a.name], strength) for a in aspects}
    h = {a.name: _share(pairs.steps[a.name], house * home, known.h[a.name], _BEFORE_H) for a in aspects}
    shares_one, shares_house = {}, {}
    for kind, (total, expected) in sizes.items():
        mine = pairs.sides == kind
        shares_one[kind] = (float(one[mine].sum()) + 0.02 * expected + 1e-3) / total
        shares_house[kind] = (float(house[mine].sum()) + 1.0) / total
    return Learnt(m, h, now.u, shares_one, shares_house)


def posterior(aspects: tuple[Aspect, ...], pairs: Pairs, learnt: Learnt) -> tuple[Shares, Shares, Shares]:
    """For each pair how probable it is one person, how probable one household, and the first as logarithm of its odds.

    The odds are of this pair alone: who else might be meant is settled after.
    """
    one, house = (_prior(pairs, share) for share in (learnt.one, learnt.house))
    one[pairs.two] += _NEVER
    strangers = np.zeros(len(pairs.left))
    for aspect in aspects:
        step = pairs.steps[aspect.name]
        seen = step >= 0
        place = np.maximum(step, 0)
        one += np.where(seen, np.log(learnt.m[aspect.name])[place], 0.0)
        house += np.where(seen, np.log(learnt.h[aspect.name])[place], 0.0)
        chance = np.log(learnt.u[aspect.name])[place]
        if aspect.name in pairs.rare:
            rare = np.array([each.rare for each in aspect.steps])[place]
            chance = np.where(rare, np.log(pairs.rare[aspect.name]), chance)
        strangers += np.where(seen, chance, 0.0)
    against = np.logaddexp(house, strangers)
    whole = np.logaddexp(one, against)
    return np.exp(one - whole), np.exp(house - whole), one - against


def _prior(pairs: Pairs, share: dict[int, float]) -> Shares:
    found = np.full(3, 1e-12)
    for kind, value in share.items():
        found[kind] = value
    return np.asarray(np.log(found)[pairs.sides])


def _strangers(
    aspects: tuple[Aspect, ...], known: Learnt, random: Pairs, counts: tuple[int, int]
) -> dict[str, Shares]:
    """As measured in random pairs; small tables say too little, and have too many of one person, to be measured."""
    if min(count for count in counts if count) < _ENOUGH:
        return known.u
    found = {}
    for aspect in aspects:
        prior = known.u[aspect.name]
        measured = _share(random.steps[aspect.name], np.ones(len(random.left)), prior, _BEFORE_U)
        found[aspect.name] = _sum_to_one(list(np.where(prior <= _UNMEASURABLE, prior, measured)))
    return found


def _share(steps: Shares | np.ndarray, weights: Shares, prior: Shares, strength: float) -> Shares:
    seen = steps >= 0
    counted = np.bincount(steps[seen], weights[seen], len(prior)) + strength * prior
    return np.asarray(counted / counted.sum())


def _sum_to_one(values: list[float]) -> Shares:
    found = np.array(values, dtype=float)
    return np.asarray(found / found.sum())
