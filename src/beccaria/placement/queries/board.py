"""Read who lives where in one prison now: wings, cells, people with their group, and what is not as it should be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from beccaria.access.api import may_go, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.placement import OrderState
from beccaria.lib.moments import day_of
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.people.api import Placed
from beccaria.placement.models import MovementOrder
from beccaria.placement.queries import keeping
from beccaria.placement.queries.groups import COUNTS
from beccaria.placement.queries.sharing import shares
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody on the board. `group` is the best supported of his; `breach`: he shares what he must not share."""

    id: str
    name: str
    number: str
    wing: str
    cell: str
    group: str
    group_name: str
    suspected: bool
    kept_apart: bool
    breach: bool
    moves: bool
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with how many may sleep there, where the register says; `code` is empty for who is in none."""

    code: str
    name: str
    places: int | None
    people: tuple[Card, ...]

    @property
    def free(self) -> int | None:
        """Places nobody has; None where the register does not say how many there are."""
        return None if self.places is None else max(0, self.places - len(self.people))


@dataclass(frozen=True, slots=True)
class Wing:
    """A wing with its cells in order, and the groups on it that are hostile to each other."""

    code: str
    name: str
    places: int | None
    cells: tuple[Cell, ...]
    hostile: tuple[tuple[str, str, bool], ...]

    @property
    def people(self) -> int:
        """How many the reader sees there."""
        return sum(len(cell.people) for cell in self.cells)

    @property
    def free(self) -> int | None:
        """Places nobody has; None where the register does not say."""
        return None if self.places is None else max(0, self.places - self.people)


@dataclass(frozen=True, slots=True)
class Board:
    """One prison as the reader may see it."""

    site: str
    name: str
    wings: tuple[Wing, ...]
    groups: Mapping[str, str]

    @property
    def people(self) -> tuple[Card, ...]:
        """Everybody, wing by wing."""
        return tuple(card for wing in self.wings for cell in wing.cells for card in cell.people)


def mine(*, by: Actor, act: Act = Act.PLACEMENT_SEE) -> dict[str, str]:
    """The prisons where the reader may do this (whose board he may see), by code with their names."""
    return {
        one.code: one.name
        for one in places.establishments(by=by)
        if refusal(act, by, Marking(site=one.code)) is None
    }


def board(site: str, *, by: Actor, at: datetime) -> Board:
    """The board of one prison: of nothing but what the reader may see, in a handful of statements. Raises Refused."""
    require(Act.PLACEMENT_SEE, by, Marking(site=site))
    held = people.placed(people.held_in(site, by=by), by=by)
    numbers = {one.id: one.number for one in people.lines(sorted(held), by=by)}
    marks = _best(networks.marks(held, by=by, at=at))
    told = [one for one in keeping.told(held, by=by, on=day_of(at)) if one.kind == keeping.PAIR]
    kept, breaches, moves = {rule.person for rule in told}, _breaches(told, held), _moves(held, by=by)
    cards = {
        key: _card(one, numbers.get(key, ""), marks.get(key), kept=kept, breaches=breaches, moves=moves)
        for key, one in held.items()
    }
    return _board(site, cards, by=by, at=at)


def spots(site: str, *, by: Actor, at: datetime) -> Board:
    """The same with nothing but who is where: enough to try a place while somebody waits. Raises Refused."""
    require(Act.PLACEMENT_SEE, by, Marking(site=site))
    held = people.placed(people.held_in(site, by=by), by=by)
    nobody: set[str] = set()
    cards = {
        key: _card(one, "", None, kept=nobody, breaches=nobody, moves=nobody) for key, one in held.items()
    }
    return _board(site, cards, by=by, at=at)


def _board(site: str, cards: Mapping[str, Card], *, by: Actor, at: datetime) -> Board:
    groups = {one.group: one.group_name for one in cards.values() if one.group}
    return Board(site, places.establishment(site, by=by).name, _wings(site, cards, by=by, at=at), groups)


def _moves(held: Mapping[str, Placed], *, by: Actor) -> set[str]:
    """Whom an open order is to move."""
    rows = MovementOrder.objects.filter(may_go(by), person__in=list(held), state=OrderState.ORDERED.value)
    return set(rows.values_list("person_id", flat=True))


def _best(found: Mapping[str, tuple[networks.Mark, ...]]) -> dict[str, networks.Mark]:
    """Of each the first of his marks that counts; they come with the best supported first."""
    return {
        person: one
        for person, several in found.items()
        if (one := next((each for each in several if each.support in COUNTS), None))
    }


def _breaches(told: Iterable[keeping.Told], held: Mapping[str, Placed]) -> set[str]:
    """Who shares with another what the rule of these two forbids."""
    where = {one.holder: one for one in held.values()} | dict(held)
    return {
        rule.person
        for rule in told
        if rule.other in where and shares(where[rule.person], where[rule.other], rule.apart)
    }


def _card(
    one: Placed,
    number: str,
    mark: networks.Mark | None,
    *,
    kept: set[str],
    breaches: set[str],
    moves: set[str],
) -> Card:
    codes = {*one.handling, *(mark.handling if mark else ())}
    return Card(
        one.id,
        one.name,
        number,
        one.wing,
        one.cell,
        mark.group if mark else "",
        mark.name if mark else "",
        mark is not None and mark.support != "supported",
        one.id in kept,
        one.id in breaches,
        one.id in moves,
        max(one.level, mark.level if mark else 0),
        tuple(sorted(codes)),
    )


def _wings(site: str, cards: Mapping[str, Card], *, by: Actor, at: datetime) -> tuple[Wing, ...]:
    """The wings of the register in order, then those on which people stand though the register does not know them."""
    units = places.units(site, by=by)
    sleeps = places.unit_occupancy(site, by=by)
    usable = {unit.code: one.usable for unit in units if (one := sleeps.get(unit.pk)) is not None}
    names = {unit.code: unit.name for unit in units if unit.kind == "wing"}
    wing_of = _wing_of({unit.pk: (unit.code, unit.parent_id, unit.kind) for unit in units})
    cells: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        if unit.kind == "cell" and (wing := wing_of.get(unit.pk)):
            cells[wing].append((unit.code, unit.name))
    on: dict[str, list[Card]] = defaultdict(list)
    for card in cards.values():
        on[card.wing].append(card)
    names |= {wing: wing.removeprefix(f"{site}-") for wing in sorted(on) if wing not in names}
    hostile = _hostile(on, by=by, at=at)
    return tuple(
        Wing(code, name, usable.get(code), _cells(cells[code], on[code], usable), hostile.get(code, ()))
        for code, name in names.items()
    )


def _wing_of(units: Mapping[str, tuple[str, str | None, str]]) -> dict[str, str]:
    """The code of the wing in which each unit lies."""
    found = {}
    for key in units:
        at: str | None = key
        passed = set()
        while at is not None and at in units and at not in passed:
            passed.add(at)
            code, parent, kind = units[at]
            if kind == "wing":
                found[key] = code
                break
            at = parent
    return found


def _cells(
    known: Iterable[tuple[str, str]], on: Iterable[Card], usable: Mapping[str, int | None]
) -> tuple[Cell, ...]:
    """The cells of the register, then those that only custody names, then who is in none."""
    inside: dict[str, list[Card]] = defaultdict(list)
    codes = {name: code for code, name in known} | {code: code for code, _name in known}
    for card in sorted(on, key=lambda one: (one.name, one.id)):
        inside[codes.get(card.cell, card.cell)].append(card)
    named = dict(known)
    others = sorted(code for code in inside if code and code not in named)
    made = [Cell(code, name, usable.get(code), tuple(inside.pop(code, ()))) for code, name in named.items()]
    made += [Cell(code, code, None, tuple(inside.pop(code))) for code in others]
    return (*made, *([Cell("", "", None, tuple(inside[""]))] if inside.get("") else []))


def _hostile(
    on: Mapping[str, Iterable[Card]], *, by: Actor, at: datetime
) -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """By wing the pairs of groups there that are hostile, by name; True for a feud."""
    here = {wing: {card.group: card.group_name for card in cards if card.group} for wing, cards in on.items()}
    groups = {group for named in here.values() for group in named}
    if not groups:
        return {}
    pairs = networks.opposed(by=by, on=day_of(at), groups=groups)
    return {
        wing: tuple(
            (one.one_name, one.other_name, one.kind.value == "feud")
            for one in pairs
            if one.one in named and one.other in named
        )
        for wing, named in here.items()
    }
