"""Say how a prisoner must be escorted, how many staff that takes, and what is still missing before anybody drives off.

The level is the highest that any single fact asks for; nothing is averaged away, and what nobody knows is not low. The
attack on an escort in France in May 2024, in which two officers died, is the case this is made for: the level was
below what was known elsewhere of the man, and not all who should have known had been told. Therefore a pack that is
below its rule, or that the receiving side has not acknowledged, cannot be signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from beccaria.core.refusal import Phrase

# A handover that nobody acknowledged so long after it was sent goes to the governor who receives.
ESCALATE_AFTER: Final = timedelta(minutes=30)
# How long before the start the receiving side must have it.
AHEAD: Final = timedelta(hours=1)
# Within this time of arrival keep-apart, regime and equipment are cleared.
CLEAR_WITHIN: Final = timedelta(hours=1)


class EscortLevel(IntEnum):
    """How a prisoner is escorted; the names are said by `LEVEL_WORDS`."""

    ORDINARY = 1
    RAISED = 2
    HIGH = 3
    ARMED = 4


LEVEL_WORDS: Final[dict[EscortLevel, Phrase]] = {
    EscortLevel.ORDINARY: Phrase("ordinary"),
    EscortLevel.RAISED: Phrase("raised"),
    EscortLevel.HIGH: Phrase("high"),
    EscortLevel.ARMED: Phrase("highest, with armed police"),
}


class Why(StrEnum):
    """Why somebody is taken out."""

    TRANSFER = "transfer"
    HOSPITAL = "hospital"
    COURT = "court"


class Equipment(StrEnum):
    """What the escort takes along."""

    HANDCUFFS = "handcuffs"
    CELL_VAN = "cell_van"
    RADIO = "radio"
    SECOND_VEHICLE = "second_vehicle"
    VESTS = "vests"
    TRACKER = "tracker"
    POLICE_CONTACT = "police_contact"
    ARMED_POLICE = "armed_police"


EQUIPMENT_WORDS: Final[dict[Equipment, Phrase]] = {
    Equipment.HANDCUFFS: Phrase("handcuffs"),
    Equipment.CELL_VAN: Phrase("van with cells"),
    Equipment.RADIO: Phrase("radio and a second way to call"),
    Equipment.SECOND_VEHICLE: Phrase("a second vehicle"),
    Equipment.VESTS: Phrase("protective vests"),
    Equipment.TRACKER: Phrase("a tracker that the control room sees"),
    Equipment.POLICE_CONTACT: Phrase("a named contact at each police on the way"),
    Equipment.ARMED_POLICE: Phrase("armed police"),
}
_E = Equipment
_ALWAYS: Final = (_E.RADIO, _E.HANDCUFFS)
TAKES: Final[dict[EscortLevel, tuple[Equipment, ...]]] = {
    EscortLevel.ORDINARY: _ALWAYS,
    EscortLevel.RAISED: (*_ALWAYS, _E.CELL_VAN),
    EscortLevel.HIGH: (*_ALWAYS, _E.CELL_VAN, _E.VESTS, _E.TRACKER, _E.POLICE_CONTACT, _E.SECOND_VEHICLE),
    EscortLevel.ARMED: (
        *_ALWAYS,
        *(_E.CELL_VAN, _E.VESTS, _E.TRACKER, _E.POLICE_CONTACT, _E.SECOND_VEHICLE, _E.ARMED_POLICE),
    ),
}
# Officers beside the driver, a rule of thumb of this service, shown with its reason and changed by whoever signs.
STAFF: Final[dict[EscortLevel, int]] = {
    EscortLevel.ORDINARY: 2,
    EscortLevel.RAISED: 3,
    EscortLevel.HIGH: 4,
    EscortLevel.ARMED: 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of somebody who is to be taken out. None: nobody has judged it.

    `status`: an organised-crime status is in force for him. `near`: people of his are known near the route or the goal.
    `help_outside`: a warning, report or find tells of help to free him. `tried`: he escaped or tried to.
    """

    escape_high: bool | None = None
    violence_high: bool | None = None
    status: bool = False
    near: int = 0
    help_outside: bool = False
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact and the level it asks for."""

    level: EscortLevel
    because: Phrase


def asked(known: Known) -> tuple[Asked, ...]:
    """Every fact with the level it asks for, the highest first. The ordinary level needs no fact."""
    return tuple(sorted(_asked(known), key=lambda one: -one.level))


def _asked(known: Known) -> Iterable[Asked]:
    level = EscortLevel
    if known.help_outside:
        yield Asked(level.ARMED, Phrase("Help from outside to free him is known of."))
    if known.escape_high and (known.near or known.status):
        yield Asked(
            level.ARMED,
            Phrase("A high risk of escape is decided for him, and he has people outside who could help."),
        )
    if known.escape_high:
        yield Asked(level.HIGH, Phrase("A high risk of escape is decided for him."))
    if known.tried:
        yield Asked(level.HIGH, Phrase("He has escaped or tried to."))
    if known.status:
        yield Asked(level.HIGH, Phrase("An organised-crime status is in force for him."))
    if known.near:
        said = Phrase("People of his are known near the route or the goal: %(count)s.", {"count": known.near})
        yield Asked(level.HIGH, said)
    if known.violence_high:
        yield Asked(level.RAISED, Phrase("A high risk of violence is decided for him."))
    if known.escape_high is None:
        yield Asked(
            level.RAISED, Phrase("Nobody has judged his risk of escape: what is not known is not low.")
        )


def needed(known: Known) -> EscortLevel:
    """The level below which nobody may take him out."""
    return max((one.level for one in _asked(known)), default=EscortLevel.ORDINARY)


def staff(level: EscortLevel, *, why: Why, hours: float) -> tuple[int, Phrase]:
    """How many officers, and the rule: by level, one more for a hospital where he is guarded in a room, two if long.

    `hours` is the length of the whole journey with the stay; from eight hours on people take turns.
    """
    number = STAFF[level]
    if why is Why.HOSPITAL:
        number += 1
    if hours >= _LONG:
        number += 2
    return number, Phrase(
        "Level %(level)s takes %(base)s; a hospital one more; from eight hours on two more, to take turns.",
        {"level": LEVEL_WORDS[level], "base": STAFF[level]},
    )


_LONG: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it stands when somebody wants to sign it."""

    level: EscortLevel
    officers: int
    why: Why
    hours: float
    routes: int
    equipment: frozenset[Equipment]
    sent_at: datetime | None
    acknowledged_at: datetime | None
    starts: datetime


def missing(pack: Pack, known: Known, *, at: datetime) -> tuple[Phrase, ...]:
    """What stands between this pack and a signature; empty when it may be signed."""
    found: list[Phrase] = []
    least = needed(known)
    if pack.level < least:
        levels = {"level": LEVEL_WORDS[pack.level], "least": LEVEL_WORDS[least]}
        found.append(
            Phrase(
                "The escort is planned at level %(level)s; what is known of him asks for %(least)s.", levels
            )
        )
    number, _rule = staff(max(pack.level, least), why=pack.why, hours=pack.hours)
    if pack.officers < number:
        numbers = {"planned": pack.officers, "number": number}
        found.append(
            Phrase("Only %(planned)s officers are planned, and the rule asks for %(number)s.", numbers)
        )
    lacking = [one for one in TAKES[max(pack.level, least)] if one not in pack.equipment]
    if lacking:
        found.append(Phrase("This must go along: %(first)s.", {"first": EQUIPMENT_WORDS[lacking[0]]}))
    if pack.routes < _VARIANTS:
        found.append(Phrase("Only one way is planned: write down another."))
    if pack.sent_at is None:
        found.append(Phrase("The receiving side has not been told: send the handover."))
    elif pack.acknowledged_at is None:
        found.append(Phrase("The receiving side has not acknowledged the handover: telephone them."))
    if pack.starts < at:
        found.append(Phrase("The start lies in the past: write when it really leaves."))
    return tuple(found)


_VARIANTS: Final = 2


class Clear(StrEnum):
    """What is cleared within the hour of arrival, each by a named person."""

    KEEP_APART = "keep_apart"
    REGIME = "regime"
    EQUIPMENT = "equipment"


CLEAR_WORDS: Final[Mapping[Clear, Phrase]] = {
    Clear.KEEP_APART: Phrase("He is not with anybody from whom he is kept apart"),
    Clear.REGIME: Phrase("The regime that holds for him is known on the wing"),
    Clear.EQUIPMENT: Phrase("What he brought was searched, and the escort's equipment is back"),
}


def overdue(arrived: datetime, cleared: Iterable[Clear], *, at: datetime) -> tuple[Clear, ...]:
    """What is not cleared though the hour is over."""
    done = frozenset(cleared)
    return tuple(one for one in Clear if one not in done) if at > arrived + CLEAR_WITHIN else ()
