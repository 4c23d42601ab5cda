"""Make an instance of a document in the portable format, or say in one sentence why it cannot be used."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from beccaria.core.allocation import fields as take
from beccaria.core.allocation.keeping_apart import apart_from, between_from, cover_from, standing_from
from beccaria.core.allocation.model import FORMAT, Ask, Instance, Mode, Person, Prison, Weights, Wing
from beccaria.core.allocation.selecting import Register
from beccaria.core.refusal import BadInput

MOST_WEIGHT: Final = 1_000_000
MOST_COST: Final = 2**31 - 1  # of one person in one wing
_FURTHEST: Final = 300_000  # kilometres on the plane of the format, corner to corner


def instance_from(said: Mapping[str, Any]) -> Instance:
    """The instance a document describes. Raises BadInput with one sentence for anything that cannot be used."""
    if not isinstance(said, Mapping) or said.get("format") != FORMAT:
        raise BadInput("This is no placement instance: it must say “format”: “%(format)s”.", format=FORMAT)
    prisons = _by_id("prison", (_prison(one) for one in take.rows(said, "prisons")))
    wings = _by_id("wing", (_wing(one, prisons) for one in take.rows(said, "wings")))
    people = _by_id("person", (_person(one, wings) for one in take.rows(said, "people")))
    if not wings or not people:
        raise BadInput("There is nothing to place: name at least one wing and one person.")
    register = Register.of(people)
    apart = said.get("keep_apart", {})
    if not isinstance(apart, Mapping):
        raise BadInput("“keep_apart” must be an object with pairs, mutual, between and dispersal.")
    return Instance(
        on=take.day(said, "on", of="The instance"),
        weights=_weights(said.get("weights", {})),
        prisons=prisons,
        wings=wings,
        people=people,
        ask=_ask(said.get("ask", {}), wings, people),
        apart=apart_from(apart, register),
        between=between_from(apart, register),
        standing=standing_from(apart),
        cover=cover_from(said, people),
        hearing_days=take.whole(said, "hearing_days", of="The instance", default=14, most=366),
        fewest_alike=take.whole(said, "fewest_alike", of="The instance", default=12, least=2),
        members={group: tuple(found) for group, found in register.groups.items()},
    )


def _by_id(kind: str, found: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for one in found:
        if one.id in made:
            raise BadInput(
                "The %(kind)s %(id)s stands there twice: give each its own id.", kind=kind, id=one.id
            )
        made[one.id] = one
    return made


def _prison(said: Mapping[str, Any]) -> Prison:
    name = take.text(said, "id", of="A prison")
    at = take.point(said, "at", of=f"Prison {name}")
    if at is None:
        raise BadInput("Prison %(name)s: say where it lies (“at”), in kilometres east and north.", name=name)
    return Prison(name, at, take.texts(said, "courts", of=f"Prison {name}"))


def _wing(said: Mapping[str, Any], prisons: Mapping[str, Prison]) -> Wing:
    name = take.text(said, "id", of="A wing")
    of = f"Wing {name}"
    prison = take.text(said, "prison", of=of)
    if prison not in prisons:
        raise BadInput(
            "Wing %(name)s is in prison %(prison)s, which is not listed.", name=name, prison=prison
        )
    capacity = take.whole(said, "capacity", of=of, most=100_000)
    ages = said.get("ages", [18, 120])
    if not isinstance(ages, list) or [type(age) for age in ages] != [int, int] or ages[0] > ages[1]:
        raise BadInput("%(of)s: “ages” must be the lowest and the highest age taken.", of=of)
    takes = {key: take.texts(said, key, of=of) for key in ("sexes", "categories", "statuses", "regimes")}
    return Wing(
        id=name,
        prison=prison,
        capacity=capacity,
        comfort=take.whole(said, "comfort", of=of, default=capacity, most=capacity),
        **takes,
        ages=(ages[0], ages[1]),
        has=take.texts(said, "has", of=of),
        yard=take.text(said, "yard", of=of, default=name),
        programmes=take.texts(said, "programmes", of=of),
        languages=take.texts(said, "languages", of=of),
        experience=take.texts(said, "experience", of=of),
        inside=take.whole(said, "inside", of=of, default=0, most=100_000),
    )


def _person(said: Mapping[str, Any], wings: Mapping[str, Wing]) -> Person:
    name = take.text(said, "id", of="A person")
    of = f"Person {name}"
    if not said.get("category"):
        raise BadInput("Person %(name)s has no category: classify first, then place.", name=name)
    wing = said.get("wing") or ""
    if wing and wing not in wings:
        raise BadInput("Person %(name)s is in wing %(wing)s, which is not listed.", name=name, wing=wing)
    return Person(
        id=name,
        sex=take.text(said, "sex", of=of),
        category=take.text(said, "category", of=of),
        age=take.whole(said, "age", of=of, most=130),
        status=take.text(said, "status", of=of),
        regime=take.text(said, "regime", of=of, default="standard"),
        wing=wing,
        home=take.point(said, "home", of=of),
        hearings=tuple(
            (take.day(one, "on", of=of), take.text(one, "court", of=of))
            for one in take.rows(said, "hearings", of=of)
        ),
        groups=_groups(said, of),
        **{
            key: take.texts(said, key, of=of)
            for key in ("traits", "needs", "waits", "languages", "experience")
        },
    )


def _groups(said: Mapping[str, Any], of: str) -> tuple[tuple[str, str], ...]:
    found = tuple(
        (take.text(one, "group", of=of), take.text(one, "role", of=of, default="member"))
        for one in take.rows(said, "groups", of=of)
    )
    if len({group for group, _ in found}) < len(found):
        raise BadInput("%(of)s is in the same group twice: give one role in each.", of=of)
    return found


def _weights(said: Any) -> Weights:
    known = {one.name for one in fields(Weights)}
    if not isinstance(said, Mapping) or set(said) - known:
        raise BadInput("“weights” may name only %(names)s.", names=", ".join(sorted(known)))
    for name, value in said.items():
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_WEIGHT:
            raise BadInput(
                "Weight %(name)s must be a whole number from 0 to %(most)s: larger ones overflow the sum.",
                name=name,
                most=MOST_WEIGHT,
            )
    made = Weights(**said)
    others = sum(getattr(made, name) for name in known - {"family", "unplaced"})
    if made.family * _FURTHEST + 100 * others > MOST_COST or made.unplaced <= 0:
        raise BadInput(
            "These weights are too large together: the cost of one place must stay below 2,147,483,647."
        )
    return made


def _ask(said: Any, wings: Mapping[str, Wing], people: Mapping[str, Person]) -> Ask:
    if not isinstance(said, Mapping) or said.get("mode", "list") not in set(Mode):
        raise BadInput("“ask” must name a mode: one, list, close or estate.")
    mode = Mode(said.get("mode", "list"))
    asked = take.listed(said, "people", of="“ask”")
    for one in asked:
        if one not in people:
            raise BadInput("Person %(name)s is asked about and not listed.", name=one)
    if mode is Mode.ONE and len(asked) != 1:
        raise BadInput("“ask”: mode one needs exactly one person.")
    if mode is Mode.LIST and not asked:
        asked = tuple(one.id for one in people.values() if not one.wing)
    wing = str(said.get("wing", ""))
    if mode is Mode.CLOSE and wing not in wings:
        raise BadInput("“ask”: mode close needs the wing to be closed, one of those listed.")
    moves = said.get("moves")
    if moves is not None:
        moves = take.whole(said, "moves", of="“ask”")
    return Ask(mode, tuple(dict.fromkeys(asked)), wing, moves)
