"""Read who must be kept apart from whom: pairs, mutual enemies, one kind of people from another, a group's own."""

from collections.abc import Mapping
from typing import Any, Final

from beccaria.core.allocation import fields as take
from beccaria.core.allocation.model import Apart, Between, Cover, Level, Person, Standing
from beccaria.core.allocation.selecting import Register
from beccaria.core.refusal import BadInput

MOST_PAIRS: Final = 1_000_000
_OF: Final = "Keep-apart"


def apart_from(said: Mapping[str, Any], register: Register) -> tuple[Apart, ...]:
    """Pairs, mutual enemies and limits on a group's own people."""
    pairs = list(take.rows(said, "pairs", of=_OF))
    if len(pairs) > MOST_PAIRS:
        raise BadInput(
            "%(count)s pairs are kept apart, more than %(most)s: write enemies of each other as one “mutual” list.",
            count=len(pairs),
            most=MOST_PAIRS,
        )
    made = [_pair(one, register) for one in pairs]
    made += [_mutual(one, register) for one in take.rows(said, "mutual", of=_OF)]
    for one in take.rows(said, "dispersal", of=_OF):
        made += _dispersal(one, register)
    return tuple(made)


def between_from(said: Mapping[str, Any], register: Register) -> tuple[Between, ...]:
    """One kind of people away from another: rival groups, exploiters from the vulnerable, recruiters from the young."""
    made = []
    for one in take.rows(said, "between", of=_OF):
        left, right = (take.text(one, side, of=_OF) for side in ("a", "b"))
        sides = register.found(left), register.found(right)
        both = set(sides[0]) & set(sides[1])
        if both:
            raise BadInput(
                "%(left)s is kept apart from %(right)s, and %(who)s is both: nobody is apart from himself. Say which.",
                left=left,
                right=right,
                who=min(both),
            )
        words = take.text(one, "reason", of=_OF, default="kept apart")
        made.append(Between(*sides, _level(one), words))
    return tuple(made)


def standing_from(said: Mapping[str, Any]) -> tuple[Standing, ...]:
    """The rules that hold for every group alike."""
    made = []
    for one in take.rows(said, "standing", of=_OF):
        roles, away = take.texts(one, "roles", of=_OF), take.texts(one, "from", of=_OF)
        if not roles or not away or roles & away:
            raise BadInput("A standing rule needs “roles” and “from”, and no role on both sides.")
        made.append(Standing(roles, away, _level(one)))
    return tuple(made)


def cover_from(said: Mapping[str, Any], people: Mapping[str, Person]) -> tuple[Cover, ...]:
    """What a compartment gave. Its sentences name nobody: whoever reads them may not know the compartment."""
    made = []
    for one in take.rows(said, "cover"):
        pair = one.get("person"), one.get("from")
        if pair[0] not in people or pair[1] not in people or pair[0] == pair[1]:
            raise BadInput("The instance cannot be used as it stands: ask whoever made it to check it.")
        made.append(Cover(str(pair[0]), str(pair[1]), _level(one)))
    return tuple(made)


def _level(said: Mapping[str, Any]) -> Level:
    found = said.get("level", "wing")
    if found not in set(Level):
        raise BadInput(
            "Keep-apart: there is no level “%(level)s”; choose one of %(levels)s.",
            level=found,
            levels=", ".join(Level),
        )
    return Level(found)


def _known(name: str, register: Register) -> str:
    if name not in register.people:
        raise BadInput("Person %(name)s is kept apart and not listed.", name=name)
    return name


def _pair(said: Mapping[str, Any], register: Register) -> Apart:
    one, other = (_known(take.text(said, side, of=_OF), register) for side in ("a", "b"))
    if one == other:
        raise BadInput("Person %(name)s is kept apart from himself: name two people.", name=one)
    return Apart((one, other), _level(said), 1, take.text(said, "reason", of=_OF, default="kept apart"))


def _mutual(said: Mapping[str, Any], register: Register) -> Apart:
    found = tuple(_known(name, register) for name in take.listed(said, "people", of=_OF))
    if len(set(found)) < max(len(found), 2):
        raise BadInput("A mutual list needs two people or more, each named once.")
    return Apart(found, _level(said), 1, take.text(said, "reason", of=_OF, default="enemies of each other"))


def _dispersal(said: Mapping[str, Any], register: Register) -> list[Apart]:
    named = take.text(said, "group", of=_OF)
    made = []
    for group in sorted(register.groups) if named == "*" else [named]:
        found = register.found(f"group:{group}")
        if "most" in said:
            most = take.whole(said, "most", of=_OF)
            made.append(Apart(found, _level(said), most, f"of {group} at most {most} together"))
        if "leaders" in said:
            most, leaders = take.whole(said, "leaders", of=_OF), register.found(f"group:{group}/leader")
            made.append(Apart(leaders, _level(said), most, f"leaders of {group} at most {most} together"))
    return made
