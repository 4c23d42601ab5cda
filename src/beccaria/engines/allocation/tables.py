"""What every person costs in every wing, as one table of whole points; a wing that may not take him has none."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from beccaria.core.allocation import RULES, SOON, Instance, Person, Wing, soon

Table = NDArray[np.int32]
Flags = NDArray[np.bool_]
BARRED: Final = 2**31 - 1
_AWAY: Final = 150  # points, when groups are concentrated: more than a move, less than a long way from home


def allowed(people: Sequence[Person], wings: Sequence[Wing], instance: Instance) -> Flags:
    """Where the hard rules about one person and one wing allow whom, whoever else is there."""
    made = np.broadcast_to(np.array([wing.capacity > 0 for wing in wings]), (len(people), len(wings))).copy()
    for rule in RULES:

        def fits(answer: Any, wing: Wing, fits: Callable[[Any, Wing, Instance], bool] = rule.fits) -> bool:
            return fits(answer, wing, instance)

        answers = [rule.asks(one, instance) for one in people]
        made &= _by_answer(answers, wings, fits, np.bool_)
    return made


def costs(people: Sequence[Person], wings: Sequence[Wing], instance: Instance) -> Table:
    """The cost of everybody everywhere, the same as core.allocation.terms gives one by one."""
    weights = instance.weights
    made = weights.family * _distances(people, wings, instance) + _moves(people, wings, instance)

    def add(weight: int, answers: Sequence[Hashable], units: Callable[[Any, Wing], int]) -> None:
        nonlocal made
        if weight and any(answers):
            made += weight * _by_answer(answers, wings, units, np.int32)

    add(weights.programme, [one.waits for one in people], lambda a, w: len(a - w.programmes))
    add(weights.language, [one.languages for one in people], lambda a, w: bool(a) and not a & w.languages)
    add(weights.experience, [one.experience for one in people], lambda a, w: len(a - w.experience))
    add(
        weights.court,
        [soon(one, instance, SOON) for one in people],
        lambda a, w: len(a - instance.prisons[w.prison].courts),
    )
    for group, homes in instance.concentrate.items():
        rows = [row for row, one in enumerate(people) if group in dict(one.groups)]
        away = np.array([_AWAY * (wing.id not in homes) for wing in wings], dtype=np.int32)
        made[rows] += away
    # Row by row in memory, however it came about: compiled loops are made anew for tables of another shape inside.
    found: Table = np.ascontiguousarray(made)
    return found


def _by_answer(
    answers: Sequence[Hashable], wings: Sequence[Wing], value: Callable[[Any, Wing], Any], kind: type[Any]
) -> NDArray[Any]:
    """One row for each different answer, given to all who gave it."""
    number: dict[Hashable, int] = {}
    rows = [number.setdefault(answer, len(number)) for answer in answers]
    table = np.array([[value(answer, wing) for wing in wings] for answer in number], dtype=kind)
    found: NDArray[Any] = table[rows]
    return found


def _distances(people: Sequence[Person], wings: Sequence[Wing], instance: Instance) -> Table:
    prisons = list(instance.prisons.values())
    where = {one.id: number for number, one in enumerate(prisons)}
    homes = np.array([one.home or (0, 0) for one in people], dtype=np.int64)
    known = np.array([one.home is not None for one in people])
    sites = np.array([one.at for one in prisons], dtype=np.int64)
    apart = ((homes[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2)
    # The root of a number below 2^52 is rounded correctly, so that its floor is the whole root.
    far = np.sqrt(apart).astype(np.int32) * known[:, None]
    found: Table = far[:, [where[wing.prison] for wing in wings]].astype(np.int32)
    return found


def _moves(people: Sequence[Person], wings: Sequence[Wing], instance: Instance) -> Table:
    weights = instance.weights
    number = {wing.id: place for place, wing in enumerate(wings)}
    code = {name: number for number, name in enumerate(instance.prisons)}
    prisons = np.array([code[wing.prison] for wing in wings])
    theirs = np.array([code[instance.wings[one.wing].prison] if one.wing else -1 for one in people])
    made = np.where(theirs[:, None] == prisons[None, :], weights.move_wing, weights.move_prison).astype(
        np.int32
    )
    made[theirs < 0] = 0
    here = [(row, number[one.wing]) for row, one in enumerate(people) if one.wing in number]
    if here:
        rows, places = zip(*here, strict=True)
        made[list(rows), list(places)] = 0
    return made
