"""The conditions of which rights are made. Each has a name, by which `access.rows` writes the same in SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from beccaria.core.actors import Actor, Duty
from beccaria.core.markings import Marking


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition: its name, how it is judged, and the sentence said when it does not hold."""

    name: str
    holds: Callable[[Actor, Marking], bool]
    otherwise: str
    duties: frozenset[Duty] = frozenset()
    about_record: bool = True


Row = tuple[Rule, ...]

at_site: Final = Rule(
    "at_site",
    lambda actor, marking: actor.everywhere or (marking.site is not None and marking.site in actor.sites),
    "This belongs to another establishment.",
)
is_cleared: Final = Rule(
    "is_cleared",
    lambda actor, marking: marking.level <= actor.level and marking.compartments <= actor.compartments,
    "Your duty is not cleared for this.",
)
is_author: Final = Rule(
    "is_author",
    lambda actor, marking: marking.author is not None and marking.author == actor.user,
    "Only the person who wrote this may do that.",
)
is_not_author: Final = Rule(
    "is_not_author",
    lambda actor, marking: marking.author != actor.user,
    "Somebody other than the person who wrote this must do that.",
)
is_addressed: Final = Rule(
    "is_addressed",
    lambda actor, marking: actor.organisation is not None and actor.organisation in marking.audiences,
    "This was not addressed to your organisation.",
)
is_reached: Final = Rule(
    "is_reached",
    lambda actor, marking: actor.everywhere or bool(marking.reaches & actor.sites),
    "This was not sent to your establishment.",
)
is_open: Final = Rule(
    "is_open",
    lambda _actor, marking: not marking.closed,
    "Nobody but the person who is writing this may see it yet.",
)
is_in_compartment: Final = Rule(
    "is_in_compartment",
    lambda _actor, marking: bool(marking.compartments),
    "Your duty looks only at what lies in its compartment.",
)
stepped_up: Final = Rule(
    "stepped_up",
    lambda actor, _marking: actor.stepped_up,
    "Confirm that it is you first.",
    about_record=False,
)


def on_duty(*duties: Duty) -> Rule:
    """The actor acts in one of these duties."""
    return Rule(
        "on_duty",
        lambda actor, _marking: actor.duty in duties,
        "Your duty does not include this.",
        duties=frozenset(duties),
        about_record=False,
    )
