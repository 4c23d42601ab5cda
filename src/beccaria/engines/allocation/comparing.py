"""Dispersal and concentration computed on the same instance, side by side with isolation, which is never computed."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from beccaria.core.allocation import ALTERNATIVES, Alternative, Instance, distance
from beccaria.engines.allocation.placing import Placed, placed

_SHARE: Final = 4  # of a wing's places at most one in so many for one group, when it is concentrated


@dataclass(frozen=True)
class Figures:
    """One way of housing groups, and what it would mean here; no figures where the tool computes none."""

    way: Alternative
    cost: int | None = None  # by the service's own weights
    unplaced: int | None = None
    moved: int | None = None
    together: int | None = None  # people who share a wing with somebody of their own group
    wings: int | None = None  # wings with anybody of a group, counted for each group
    kilometres: float | None = None  # from home, on average


def compared(
    instance: Instance, *, seconds: float = 60.0, seed: int = 1, known: Placed | None = None
) -> tuple[Figures, ...]:
    """The three ways in the order of core.allocation.ALTERNATIVES. What is chosen is for people to decide.

    `known` is the answer to the instance as it stands, where somebody has it already: that is dispersal.
    """
    found = {
        "dispersal": known or placed(instance, seconds=seconds / 2, seed=seed),
        "concentration": placed(_concentrated(instance), seconds=seconds / 2, seed=seed),
    }
    return tuple(
        _figures(way, instance, found[way.name]) if way.computed else Figures(way) for way in ALTERNATIVES
    )


def _concentrated(instance: Instance) -> Instance:
    """Nothing disperses a group, and its people find what they need in a few wings only."""
    apart = tuple(rule for rule in instance.apart if not _own(rule.people, instance))
    return replace(
        instance, apart=apart, weights=replace(instance.weights, dispersal=0), concentrate=_homes(instance)
    )


def _own(people: tuple[str, ...], instance: Instance) -> bool:
    """Whether a limit is on people of one group alone."""
    return len(people) > 2 and any(set(people) <= set(some) for some in instance.members.values())  # noqa: PLR2004  a pair


def _homes(instance: Instance) -> dict[str, frozenset[str]]:
    """For each group the wings where most of it is, as many as it takes when each gives a share of its places."""
    made = {}
    for group, members in sorted(instance.members.items()):
        inside: dict[str, int] = dict.fromkeys(instance.wings, 0)
        for one in members:
            if instance.people[one].wing:
                inside[instance.people[one].wing] += 1
        room, chosen = 0, []
        for wing in sorted(inside, key=lambda name: (-inside[name], name)):
            if room >= len(members):
                break
            chosen.append(wing)
            room += instance.wings[wing].capacity // _SHARE
        made[group] = frozenset(chosen)
    return made


def _figures(way: Alternative, instance: Instance, found: Placed) -> Figures:
    problem, wings = found.problem, found.problem.wings
    at = {
        one.id: wings[where]
        for one, where in zip(problem.people, found.at, strict=True)
        if where < len(wings)
    }
    where = {one.id: one.wing for one in problem.fixed} | {name: wing.id for name, wing in at.items()}
    counts = [
        list(np.unique([where[one] for one in some if one in where], return_counts=True)[1])
        for some in instance.members.values()
    ]
    far = [
        distance(home, instance.prisons[wing.prison].at)
        for name, wing in at.items()
        if (home := instance.people[name].home) is not None
    ]
    here = {one.id: one.wing for one in problem.people if one.wing}
    return Figures(
        way,
        cost=found.cost,
        unplaced=found.unplaced,
        moved=sum(here[name] != wing.id for name, wing in at.items() if name in here),
        together=int(sum(number for some in counts for number in some if number > 1)),
        wings=sum(len(some) for some in counts),
        kilometres=round(sum(far) / len(far), 1) if far else None,
    )
