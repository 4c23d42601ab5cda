"""Judge which reasons may be told to the person decided upon; what is not known to be permitted is not told.

Sources: Directive (EU) 2016/680, articles 13 to 18: what the person is told may be restricted, with the reasons
recorded for the authority; Recommendation CM/Rec(2014)3: he is involved and given reasons; European Prison Rule 53: he
may complain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from beccaria.core.actors import Level

ANSWER_WITHIN: Final = timedelta(days=28)
"""A contest is answered within four weeks, as one against a membership is."""

NEVER_ABOUT: Final = frozenset({"source-risk", "staff-exposure", "threat-to-life"})
"""Instruments of which the person must not even learn that they were used."""

_MOST: Final = Level.RESTRICTED
_FREE: Final = frozenset({"3x5x2:P"})


class Grounds(StrEnum):
    """Why a reason is not told. A closed list: what fits none of them is told."""

    PERSON = "safety_of_a_person"
    SOURCE = "source"
    INVESTIGATION = "ongoing_investigation"
    SECURITY = "security_of_the_prison"


class Stands(StrEnum):
    """What kind of paper a reason rests on."""

    REGISTER = "register"
    """An event or a fact on record that the service would show him anyway: a movement, an incident, a find."""
    INTELLIGENCE = "intelligence"
    """A report, an observation, a warning."""
    MEMBERSHIP = "membership"
    """That he may belong to a group."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One piece that a reason rests on, by what decides whether it may be told. `hushed`: never to its subject."""

    stands: Stands
    level: Level = Level.OFFICIAL
    compartments: frozenset[str] = field(default_factory=frozenset)
    handling: frozenset[str] = field(default_factory=frozenset)
    hushed: bool = False


def why_not_told(sources: Iterable[Source]) -> str | None:
    """Why a reason that rests on these may not be told, in a sentence; None when it may. Nothing known is a no.

    To tell the subject is to act overtly, to pass on, and to open a proceeding at once. So only intelligence that may
    be shared without conditions (3x5x2 P) may stand behind what is told; every 4x4 and 5x5x5 code keeps it from him.
    """
    pieces = tuple(sources)
    if not pieces:
        return "It cites nothing: what is told needs evidence behind it."
    return next((why for why in map(_why_not, pieces) if why), None)


def _why_not(one: Source) -> str | None:
    if one.compartments:
        return "It rests on something kept in a compartment."
    if one.hushed:
        return "It rests on something that must not be told to him."
    if one.level > _MOST:
        return "It rests on something too sensitive to be told to him."
    match one.stands:
        case Stands.REGISTER:
            free = one.handling <= _FREE
        case Stands.INTELLIGENCE:
            # Without a condition on it nobody has said that it may be shared.
            free = one.handling == _FREE
        case Stands.MEMBERSHIP:
            free = one.handling <= _FREE
        case Stands.UNKNOWN:
            free = False
    return None if free else "It rests on something whose handling forbids telling him."


def why_no_letter(*, instrument: str, compartments: frozenset[str]) -> str | None:
    """Why no letter at all is written of such a decision; None when one may be."""
    if compartments:
        return "No letter is written of what is kept in a compartment."
    if instrument in NEVER_ABOUT:
        return "No letter is written of this instrument: he must not learn that it was used."
    return None
