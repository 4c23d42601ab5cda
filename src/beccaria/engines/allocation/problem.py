"""Put one question of placement into tables: who may be moved, what is free, who counts where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from beccaria.core.allocation import BREADTH, Apart, Between, Instance, Mode, Person, Wing, open_rules
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.tables import BARRED, Flags, Table, allowed, costs

Whole = NDArray[np.int64]
Index = NDArray[np.int32]
WING, YARD, PRISON = range(3)
NO_LIMIT: Final = 2**30


@dataclass(frozen=True)
class Ragged:
    """Lists of different length one after the other: list `i` is `items[starts[i]:starts[i + 1]]`."""

    starts: Index
    items: Index

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Ragged":
        """Lay the lists end to end."""
        starts = np.zeros(len(lists) + 1, dtype=np.int32)
        np.cumsum([len(one) for one in lists], out=starts[1:])
        return cls(starts, np.array([each for one in lists for each in one], dtype=np.int32))


@dataclass(frozen=True)
class Counted:
    """People of whom is counted how many are in each unit. `soft` ones cost from the second on; `most` binds."""

    level: int
    people: tuple[int, ...]  # movable ones
    base: Index  # others of them, by unit
    most: int
    soft: bool = False


@dataclass(frozen=True)
class Problem:
    """Everything the search needs, by number: movable people, wings and what is counted."""

    instance: Instance
    people: tuple[Person, ...]
    fixed: tuple[Person, ...]
    wings: tuple[Wing, ...]
    closed: str
    raw: Table  # people by wings: what it would cost, allowed or not
    table: Table  # the same, BARRED where not allowed
    lawful: Flags  # what the hard rules about person and wing allow
    here: Index  # the wing where he is, -1 for none
    room: Index  # free places when all movable people are gone
    comfort: Index  # of these, how many without crowding
    units: Index  # level by wing
    counted: tuple[Counted, ...]
    opposed: tuple[tuple[int, int], ...]  # what of `counted` may not meet
    member: Ragged  # person → what he is counted in
    kept_from: Ragged  # person → what must be empty where he goes
    foes: Ragged  # person → other movable people
    foe_level: Index
    rules: tuple[tuple[Apart, ...], tuple[Between, ...]]  # all that is open about keeping apart
    moves: int  # at most so many leave their wing
    seed: int = 1


def problem_of(instance: Instance, *, seed: int = 1) -> Problem:
    """The tables of what is asked. Cover is widened before (core.allocation.open_rules)."""
    chosen = set(_movable(instance))
    if not chosen:
        raise BadInput(
            "Nobody is to be placed: name people, or give an instance in which somebody has no wing."
        )
    people = tuple(one for one in instance.people.values() if one.id in chosen)
    fixed = tuple(one for one in instance.people.values() if one.id not in chosen and one.wing)
    wings = tuple(instance.wings.values())
    number = {wing.id: place for place, wing in enumerate(wings)}
    closed = instance.ask.wing if instance.ask.mode is Mode.CLOSE else ""
    lawful = allowed(people, wings, instance)
    if closed:
        lawful[:, number[closed]] = False
    table = costs(people, wings, instance)
    raw = table.copy()
    table[~lawful] = BARRED
    inside = np.bincount([number[one.wing] for one in fixed], minlength=len(wings)).astype(np.int32)
    inside += np.array([wing.inside for wing in wings], dtype=np.int32)
    capacity, comfort = (np.array([getattr(wing, of) for wing in wings]) for of in ("capacity", "comfort"))
    room = np.maximum(capacity - inside, 0).astype(np.int32)
    rules = _Rules(instance, people, fixed, number, _units(wings))
    rules.bar(table)
    moves = instance.ask.moves
    return Problem(
        instance=instance,
        people=people,
        fixed=fixed,
        wings=wings,
        closed=closed,
        raw=raw,
        table=table,
        lawful=lawful,
        here=np.array([number.get(one.wing, -1) for one in people], dtype=np.int32),
        room=room,
        comfort=np.clip(comfort - inside, 0, room).astype(np.int32),
        units=rules.units,
        counted=tuple(rules.counted),
        opposed=tuple(rules.opposed),
        member=Ragged.of(rules.member),
        kept_from=Ragged.of(rules.kept_from),
        foes=Ragged.of([[other for other, _ in one] for one in rules.foes]),
        foe_level=np.array([level for one in rules.foes for _, level in one], dtype=np.int32),
        rules=rules.open,
        moves=len(people) if moves is None else moves,
        seed=seed,
    )


def _movable(instance: Instance) -> Iterable[str]:
    ask = instance.ask
    if ask.mode is Mode.ESTATE:
        return instance.people
    if ask.mode is Mode.CLOSE:
        return [one.id for one in instance.people.values() if one.wing == ask.wing]
    return ask.people


def _units(wings: Sequence[Wing]) -> Index:
    def numbered(keys: Sequence[Any]) -> list[int]:
        seen: dict[Any, int] = {}
        return [seen.setdefault(key, len(seen)) for key in keys]

    return np.array(
        [
            list(range(len(wings))),
            numbered([(wing.prison, wing.yard) for wing in wings]),
            numbered([wing.prison for wing in wings]),
        ],
        dtype=np.int32,
    )


class _Rules:
    """Writes keep-apart and dispersal out by number."""

    def __init__(
        self,
        instance: Instance,
        people: Sequence[Person],
        fixed: Sequence[Person],
        number: dict[str, int],
        units: Index,
    ) -> None:
        self.units = units
        self.row = {one.id: place for place, one in enumerate(people)}
        self.where = {one.id: number[one.wing] for one in fixed}
        self.counted: list[Counted] = []
        self.opposed: list[tuple[int, int]] = []
        self.member: list[list[int]] = [[] for _ in people]
        self.kept_from: list[list[int]] = [[] for _ in people]
        self.foes: list[list[tuple[int, int]]] = [[] for _ in people]
        self._bars: list[tuple[int, int, Index]] = []
        self.open = apart, between = open_rules(instance)
        for rule in apart:
            if BREADTH[rule.level]:
                self._limit(rule.people, BREADTH[rule.level] - 1, rule.most)
        for each in between:
            if BREADTH[each.level]:
                self._opposed(each.left, each.right, BREADTH[each.level] - 1)
        if instance.weights.dispersal:
            for group in sorted(instance.members):
                self._count(instance.members[group], WING, NO_LIMIT, soft=True)

    def bar(self, table: Table) -> None:
        """Take out the wings that people who stay make impossible."""
        for row, level, base in self._bars:
            table[row, base[self.units[level]] > 0] = BARRED
        for one in self.counted:
            if not one.soft and one.people:
                full = (one.base >= one.most)[self.units[one.level]]
                table[np.ix_(np.array(one.people), np.flatnonzero(full))] = BARRED

    def _limit(self, people: Sequence[str], level: int, most: int) -> None:
        movable = [self.row[one] for one in people if one in self.row]
        if len(people) > 2 or most != 1:  # noqa: PLR2004  a pair
            if movable and most < len(people):
                self._count(people, level, most)
        elif len(movable) == 2:  # noqa: PLR2004  the same
            one, other = movable
            self.foes[one].append((other, level))
            self.foes[other].append((one, level))
        elif movable:
            self._bars.append((movable[0], level, self._base(people, level)))

    def _opposed(self, left: Sequence[str], right: Sequence[str], level: int) -> None:
        sides = [self._count(side, level, NO_LIMIT) for side in (left, right)]
        self.opposed.append((sides[0], sides[1]))
        for mine, theirs in ((0, 1), (1, 0)):
            other = self.counted[sides[theirs]]
            for row in self.counted[sides[mine]].people:
                if other.people:
                    self.kept_from[row].append(sides[theirs])
                if other.base.any():
                    self._bars.append((row, level, other.base))

    def _count(self, people: Sequence[str], level: int, most: int, *, soft: bool = False) -> int:
        movable = tuple(self.row[one] for one in people if one in self.row)
        self.counted.append(Counted(level, movable, self._base(people, level), most, soft))
        for row in movable:
            self.member[row].append(len(self.counted) - 1)
        return len(self.counted) - 1

    def _base(self, people: Sequence[str], level: int) -> Index:
        made = np.zeros(self.units.shape[1], dtype=np.int32)
        for one in people:
            if one in self.where:
                made[self.units[level, self.where[one]]] += 1
        return made
