"""Read what is known of somebody against the facts of a pack, and go through what the unknown could still be."""

import math
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from beccaria.core.decisions.model import UNKNOWN, Fact, FactKind, Pack, Value
from beccaria.core.refusal import BadInput

MOST_WORLDS: Final = 20_000
MOST_THINGS: Final = 200
Thing = Mapping[str, Value | None]
Known = Value | None | tuple[Thing, ...]
"""None where nobody knows."""
World = Mapping[str, Known]


def read_facts(pack: Pack, said: Mapping[str, Any]) -> dict[str, Known]:
    """Every fact of the pack with its value, None where it is unknown. Raises BadInput with one sentence."""
    names = {one.name for one in pack.facts}
    if strange := sorted(set(said) - names):
        raise BadInput(
            "“%(strange)s” is no fact of %(id)s: write one of %(choices)s.",
            strange=strange[0][:60],
            id=pack.id,
            choices=", ".join(sorted(names)),
        )
    return {one.name: _known(one, said.get(one.name)) for one in pack.facts}


def _known(fact: Fact, value: Any) -> Known:
    if value is None or value == UNKNOWN:
        return None
    if fact.kind is FactKind.LIST:
        return _things(fact, value)
    return _value(fact, value)


def _things(fact: Fact, value: Any) -> tuple[Thing, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadInput("%(name)s is a list of names and values: write [] when there is none.", name=fact.name)
    if len(value) > MOST_THINGS:
        raise BadInput(
            "%(name)s has more than %(most)s entries: nobody has so many; check the file.",
            name=fact.name,
            most=MOST_THINGS,
        )
    names = {one.name for one in fact.of}
    found = []
    for one in value:
        if strange := sorted(set(one) - names):
            raise BadInput(
                "%(name)s has no “%(strange)s”: write %(choices)s.",
                name=fact.name,
                strange=strange[0][:60],
                choices=", ".join(sorted(names)),
            )
        found.append(
            {
                part.name: None if one.get(part.name) in (None, UNKNOWN) else _value(part, one[part.name])
                for part in fact.of
            }
        )
    return tuple(found)


def _value(fact: Fact, value: Any) -> Value:
    match fact.kind:
        case FactKind.YES_NO:
            if isinstance(value, bool):
                return value
            raise BadInput(
                "%(name)s is “%(value)s”: write true, false or “unknown”.", name=fact.name, value=value
            )
        case FactKind.NUMBER:
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and math.isfinite(value)
                and value >= 0
            ):
                return float(value)
            raise BadInput(
                "%(name)s is “%(value)s”: write a number of 0 or more, or “unknown”.",
                name=fact.name,
                value=value,
            )
        case _:
            text = str(value).strip().casefold()
            if text in fact.possible:
                return text
            choices = ", ".join(str(one) for one in fact.possible)
            raise BadInput(
                "%(name)s cannot be “%(value)s”: write %(choices)s or “unknown”.",
                name=fact.name,
                value=str(value)[:60],
                choices=choices,
            )


def could_be(fact: Fact) -> tuple[Value, ...]:
    """One value of each kind that the rules tell apart."""
    return fact.possible or ((False, True) if fact.kind is FactKind.YES_NO else ())


def worlds(pack: Pack, given: World, names: frozenset[str]) -> list[World]:
    """Every way in which the unknowns among these facts could turn out. Raises BadInput when there are too many."""
    choices = [list(_ways(pack.fact(name), given[name])) for name in sorted(names)]
    if math.prod(len(ways) for ways in choices) > MOST_WORLDS:
        raise BadInput("Too much is unknown to go through what it could be: find out more first.")
    return [{**given, **dict(zip(sorted(names), chosen, strict=True))} for chosen in product(*choices)]


def _ways(fact: Fact, value: Known) -> Iterator[Known]:
    if fact.kind is not FactKind.LIST:
        yield from could_be(fact) if value is None else (value,)
    elif value is None:
        yield ()
        for one in ways_of(fact, dict.fromkeys((part.name for part in fact.of), None)):
            yield (one,)
    elif isinstance(value, tuple):
        each = [ways_of(fact, one) for one in value]
        if math.prod(len(ways) for ways in each) > MOST_WORLDS:
            raise BadInput("Too much is unknown to go through what it could be: find out more first.")
        yield from product(*each)


def ways_of(fact: Fact, thing: Thing) -> list[Thing]:
    """Every way in which the unknowns of one thing of a list could turn out."""
    choices = [could_be(part) if thing[part.name] is None else (thing[part.name],) for part in fact.of]
    return [dict(zip((part.name for part in fact.of), chosen, strict=True)) for chosen in product(*choices)]
