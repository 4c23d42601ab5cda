"""Judge a post or a place by what it reaches and what somebody can do, never by how he behaves.

The Handbook's second comparison: a quiet man with a trade in metal and explosives was moved, on advice, to where the
roof could be reached, and went over it. Good conduct is therefore no argument here: nothing in this file takes it.
Posts with access to goods, movement or staff areas are closed to whom an organised-crime status or a high risk is
decided for (Handbook, chapter 5.4).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from beccaria.core.refusal import Phrase

INSTRUMENT: Final = "work-and-place"


class Skill(StrEnum):
    """What somebody is known to be able to do, from his trade, his offences or what was seen."""

    METAL = "metal"
    EXPLOSIVES = "explosives"
    CLIMBING = "climbing"
    BUILDING = "building"
    LOCKS = "locks"
    ELECTRICS = "electrics"
    DRIVING = "driving"
    COMPUTERS = "computers"
    CHEMICALS = "chemicals"
    FORGERY = "forgery"


class Weakness(StrEnum):
    """The kind of a weak point of a building."""

    ROOF = "roof"
    WALL = "wall"
    FENCE = "fence"
    GATE = "gate"
    WINDOW = "window"
    SHAFT = "shaft"
    VEHICLE = "vehicle"
    SYSTEMS = "systems"


class Access(StrEnum):
    """What a post gives access to."""

    GOODS = "goods"
    MOVEMENT = "movement"
    STAFF_AREAS = "staff_areas"
    TOOLS = "tools"
    KEYS = "keys"
    COMPUTERS = "computers"
    VEHICLES = "vehicles"
    CHEMICALS = "chemicals"


class Reach(IntEnum):
    """How near one gets to a weak point there."""

    NEAR = 1
    AT_IT = 2


class Answer(StrEnum):
    """What the check says; a person decides."""

    ALLOWED = "allowed"
    ASK = "ask"
    NO = "no"


_S = Skill
# Which skill turns which weak point into a way out.
FITS: Final[dict[Weakness, frozenset[Skill]]] = {
    Weakness.ROOF: frozenset({_S.METAL, _S.EXPLOSIVES, _S.CLIMBING, _S.BUILDING}),
    Weakness.WALL: frozenset({_S.EXPLOSIVES, _S.BUILDING, _S.CLIMBING}),
    Weakness.FENCE: frozenset({_S.METAL, _S.CLIMBING, _S.ELECTRICS}),
    Weakness.GATE: frozenset({_S.LOCKS, _S.ELECTRICS, _S.DRIVING, _S.EXPLOSIVES, _S.FORGERY}),
    Weakness.WINDOW: frozenset({_S.METAL, _S.CLIMBING}),
    Weakness.SHAFT: frozenset({_S.METAL, _S.CLIMBING, _S.BUILDING}),
    Weakness.VEHICLE: frozenset({_S.DRIVING, _S.LOCKS, _S.METAL}),
    Weakness.SYSTEMS: frozenset({_S.COMPUTERS, _S.ELECTRICS}),
}
# Which skill what is handed out at a post serves.
SERVES: Final[dict[Access, frozenset[Skill]]] = {
    Access.TOOLS: frozenset({_S.METAL, _S.BUILDING, _S.LOCKS, _S.ELECTRICS}),
    Access.KEYS: frozenset({_S.LOCKS, _S.METAL}),
    Access.COMPUTERS: frozenset({_S.COMPUTERS, _S.FORGERY}),
    Access.VEHICLES: frozenset({_S.DRIVING, _S.METAL}),
    Access.CHEMICALS: frozenset({_S.CHEMICALS, _S.EXPLOSIVES}),
}
# Closed to whom a status or a high risk is decided for (Handbook, chapter 5.4).
CLOSED: Final = frozenset({Access.GOODS, Access.MOVEMENT, Access.STAFF_AREAS})
SKILL_WORDS: Final[dict[Skill, Phrase]] = {
    _S.METAL: Phrase("works metal"),
    _S.EXPLOSIVES: Phrase("knows explosives"),
    _S.CLIMBING: Phrase("climbs"),
    _S.BUILDING: Phrase("knows building work"),
    _S.LOCKS: Phrase("opens locks"),
    _S.ELECTRICS: Phrase("knows electrics and alarms"),
    _S.DRIVING: Phrase("drives heavy vehicles"),
    _S.COMPUTERS: Phrase("knows computers and networks"),
    _S.CHEMICALS: Phrase("knows chemicals"),
    _S.FORGERY: Phrase("forges papers"),
}
WEAKNESS_WORDS: Final[dict[Weakness, Phrase]] = {
    Weakness.ROOF: Phrase("roof"),
    Weakness.WALL: Phrase("wall"),
    Weakness.FENCE: Phrase("fence"),
    Weakness.GATE: Phrase("gate"),
    Weakness.WINDOW: Phrase("window"),
    Weakness.SHAFT: Phrase("shaft or duct"),
    Weakness.VEHICLE: Phrase("vehicle or delivery"),
    Weakness.SYSTEMS: Phrase("alarm, camera or network"),
}
ACCESS_WORDS: Final[dict[Access, Phrase]] = {
    Access.GOODS: Phrase("goods, deliveries or money"),
    Access.MOVEMENT: Phrase("movement between wings"),
    Access.STAFF_AREAS: Phrase("staff areas"),
    Access.TOOLS: Phrase("tools"),
    Access.KEYS: Phrase("keys"),
    Access.COMPUTERS: Phrase("computers"),
    Access.VEHICLES: Phrase("vehicles"),
    Access.CHEMICALS: Phrase("chemicals"),
}


@dataclass(frozen=True, slots=True)
class Near:
    """A weak point that a post or place reaches, and how near."""

    kind: Weakness
    reach: Reach


@dataclass(frozen=True, slots=True)
class Spot:
    """A post or a place: what it gives access to and which weak points it reaches.

    `walked`: somebody looked at it and wrote down what there is. Where nobody has, nothing is known, not nothing there.
    """

    access: frozenset[Access] = frozenset()
    near: tuple[Near, ...] = ()
    walked: bool = True


@dataclass(frozen=True, slots=True)
class Able:
    """What of somebody matters here. None means that nobody knows: `skills` when nobody asked about his trade,
    `escape_high` when no escape risk is decided. `restricted`: a status or a high risk decided for him closes posts.
    """

    skills: frozenset[Skill] | None = None
    escape_high: bool | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a check, and what it alone would come to."""

    answer: Answer
    said: Phrase


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check says, with every reason, the gravest first."""

    answer: Answer
    reasons: tuple[Reason, ...] = field(default_factory=tuple)


def check(able: Able, spot: Spot) -> Checked:
    """Whether somebody may be given this post or place. How he behaves is not asked.

    The gravest reason decides; nothing outweighs it. More skills, more weak points or more access never make it milder.
    """
    said = [*_ways_out(able, spot), *_tools(able, spot), *_closed(able, spot), *_unknown(able, spot)]
    order = list(reversed(Answer))
    said.sort(key=lambda one: order.index(one.answer))
    return Checked(said[0].answer if said else Answer.ALLOWED, tuple(said))


def _ways_out(able: Able, spot: Spot) -> Iterable[Reason]:
    for one in sorted(spot.near, key=lambda near: (-near.reach, near.kind)):
        fit = FITS[one.kind] & (able.skills or frozenset())
        at_it = one.reach is Reach.AT_IT
        if fit:
            values: dict[str, object] = {"skill": _listed(fit), "weakness": WEAKNESS_WORDS[one.kind]}
            yield Reason(Answer.NO, _at_it(values)) if at_it else Reason(Answer.ASK, _near(values))
        if able.escape_high:
            said = Phrase(
                "A high risk of escape is decided for him, and a weak point is within reach: %(weakness)s.",
                {"weakness": WEAKNESS_WORDS[one.kind]},
            )
            yield Reason(Answer.NO if at_it else Answer.ASK, said)


def _at_it(values: dict[str, object]) -> Phrase:
    return Phrase(
        "He %(skill)s, and a weak point is there: %(weakness)s. Good conduct does not change that.", values
    )


def _near(values: dict[str, object]) -> Phrase:
    return Phrase(
        "He %(skill)s, and a weak point is near: %(weakness)s. Good conduct does not change that.", values
    )


def _listed(skills: Collection[Skill]) -> Phrase:
    """The first fitting skill in words: one is enough."""
    return SKILL_WORDS[min(skills)]


def _tools(able: Able, spot: Spot) -> Iterable[Reason]:
    for access in sorted(spot.access):
        fit = SERVES.get(access, frozenset()) & (able.skills or frozenset())
        if fit:
            values = {"skill": _listed(fit), "access": ACCESS_WORDS[access]}
            yield Reason(Answer.ASK, Phrase("He %(skill)s, and this gives access to %(access)s.", values))


def _closed(able: Able, spot: Spot) -> Iterable[Reason]:
    if able.restricted:
        for access in sorted(CLOSED & spot.access):
            said = Phrase(
                "It gives access to %(access)s, and what is decided for him closes such posts: offer another.",
                {"access": ACCESS_WORDS[access]},
            )
            yield Reason(Answer.NO, said)


def _unknown(able: Able, spot: Spot) -> Iterable[Reason]:
    if not spot.walked:
        yield Reason(
            Answer.ASK, Phrase("Nobody has written down what can be reached from there: walk it first.")
        )
    if (spot.near or spot.access & SERVES.keys()) and able.skills is None:
        yield Reason(
            Answer.ASK, Phrase("Nobody has written down what trade he has: ask before he goes there.")
        )
    if spot.near and able.escape_high is None:
        yield Reason(
            Answer.ASK, Phrase("No risk of escape is decided for him, and a weak point is within reach.")
        )
