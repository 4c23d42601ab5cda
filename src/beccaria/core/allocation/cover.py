"""Keep what a compartment knows without showing it: a cover is never a rule of its own, a class of people is.

An answer that depends on who is covered can be compared with one that does not, so none does. Either a rule that holds
for everybody alike already says what the cover asks (then nothing is added), or the rule is widened to all people who
look the same in the open register. docs/explanation/placement.md has the argument and the price.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final

from beccaria.core.allocation.model import Apart, Between, Cover, Instance, Level, Person
from beccaria.core.allocation.selecting import Register

# How much a level separates in the placing of wings. A landing is kept as a wing; cell and transport are for others.
BREADTH: Final[Mapping[Level, int]] = {
    Level.CELL: 0,
    Level.LANDING: 1,
    Level.WING: 1,
    Level.EXERCISE: 2,
    Level.TRANSPORT: 0,
    Level.ESTABLISHMENT: 3,
}
# A cover at cell level is kept as one of a wing: telling the wing would tell it.
_COVERED: Final = {**BREADTH, Level.CELL: 1}
_UNIT: Final = (Level.WING, Level.WING, Level.EXERCISE, Level.ESTABLISHMENT)


def unit(level: Level) -> Level:
    """What a cover of this level is kept as: a wing, a yard or a prison, never less than a wing."""
    return _UNIT[_COVERED[level]]


def open_rules(instance: Instance) -> tuple[tuple[Apart, ...], tuple[Between, ...]]:
    """Everything the solver is told about keeping apart. Nothing in it names who is covered."""
    between = (*instance.between, *standing(instance))
    return instance.apart, (*between, *_widened(instance))


def standing(instance: Instance) -> tuple[Between, ...]:
    """The standing rules written out: for every group, whether anybody of it is covered or not."""
    register = Register.of(instance.people)
    made = []
    for rule in instance.standing:
        for group in sorted(register.groups):
            sides = register.in_roles(group, rule.roles), register.in_roles(group, rule.away_from)
            if all(sides):
                words = f"{_named(rule.roles)} of {group} and its {_named(rule.away_from)} are kept apart"
                made.append(Between(*sides, rule.level, words))
    return tuple(made)


def _named(roles: Iterable[str]) -> str:
    return " and ".join(sorted(roles))


def loose(instance: Instance) -> tuple[int, ...]:
    """Which covers (by their place in the list) no rule for everybody implies. For the compartment's custodian only."""
    between = (*instance.between, *standing(instance))
    return tuple(
        number for number, one in enumerate(instance.cover) if not _implied(one, instance.apart, between)
    )


def classes(people: Iterable[Person], fewest: int) -> dict[str, tuple[str, ...]]:
    """Everybody's look-alikes: a division made of the open register alone, no part of it smaller than `fewest`.

    First by sex, then by groups, then by roles. Parts that would be too small are put together; if that is still too
    small they join the smallest part that is not. Where fewer than `fewest` people exist, they are one class.
    """
    keys = (_sex, _groups, _roles)
    found: list[list[Person]] = [list(people)]
    for key in keys:
        found = [part for whole in found for part in _divided(whole, key, fewest)]
    return {one.id: tuple(each.id for each in part) for part in found for one in part}


def _sex(person: Person) -> Hashable:
    return person.sex


def _groups(person: Person) -> Hashable:
    return tuple(sorted(group for group, _ in person.groups))


def _roles(person: Person) -> Hashable:
    return tuple(sorted(person.groups))


def _divided(whole: Sequence[Person], key: Callable[[Person], Hashable], fewest: int) -> list[list[Person]]:
    parts: dict[Hashable, list[Person]] = {}
    for one in whole:
        parts.setdefault(key(one), []).append(one)
    large = sorted((part for part in parts.values() if len(part) >= fewest), key=len)
    rest = [one for part in parts.values() if len(part) < fewest for one in part]
    if not rest:
        return large
    if len(rest) >= fewest or not large:
        return [*large, rest]
    return [[*large[0], *rest], *large[1:]]


def _widened(instance: Instance) -> tuple[Between, ...]:
    left_over = loose(instance)
    if not left_over:
        return ()
    alike = classes(instance.people.values(), instance.fewest_alike)
    made: dict[tuple[str, tuple[str, ...], Level], Between] = {}
    for number in left_over:
        one = instance.cover[number]
        left = tuple(name for name in alike[one.person] if name != one.away_from)
        level = unit(one.level)
        words = "he and all who are recorded as he is are kept from somebody there"
        made[one.away_from, left, level] = Between(left, (one.away_from,), level, words)
    # In an order that does not tell which cover came first.
    return tuple(made[key] for key in sorted(made))


def _implied(cover: Cover, apart: Iterable[Apart], between: Iterable[Between]) -> bool:
    wanted = _COVERED[cover.level]
    if not wanted:
        return True
    pair = {cover.person, cover.away_from}
    if any(rule.most == 1 and BREADTH[rule.level] >= wanted and pair <= set(rule.people) for rule in apart):
        return True
    return any(
        BREADTH[rule.level] >= wanted
        and any(
            cover.person in one and cover.away_from in other
            for one, other in ((rule.left, rule.right), (rule.right, rule.left))
        )
        for rule in between
    )
