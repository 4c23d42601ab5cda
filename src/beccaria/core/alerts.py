"""What an alert is answered, when a rule is right, when it is suspended, and when a silent alert speaks again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

INTEGRITY: Final = "integrity"
"""The compartment of alerts about staff: seen by those in it and by nobody else (rule 13)."""
FLOOR: Final = 0.3
"""The share of answered alerts that must be right, at the good end of the interval: our rule, no law states one."""
LOOKS_BACK: Final = timedelta(days=90)
"""How far back answers count and a change of a parameter is tried: our rule."""
LONGEST_SNOOZE: Final = timedelta(days=30)
"""How long an alert may be put aside at once: our rule."""


class Answer(StrEnum):
    """What somebody who looked says of an alert."""

    WORTH_WORK = "worth_work"
    KNOWN = "known"
    INNOCENT = "innocent"
    WRONG_DATA = "wrong_data"


RIGHT: Final = frozenset({Answer.WORTH_WORK, Answer.KNOWN})
"""The answers that say the rule was right: what is already known was rightly found."""


class Becomes(StrEnum):
    """What somebody made of an alert. Each is decided and written by a person."""

    REPORT = "report"
    WARNING = "warning"
    TASK = "task"
    REVIEW = "review"


class RuleState(StrEnum):
    """Whether a rule raises alerts."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


MOST_TRIED: Final = 500
"""Of the alerts that would come with a change, and of those that would go, the strongest are kept: so many of each."""


class ChangeState(StrEnum):
    """How far a proposed change of a rule has come."""

    COMPARING = "comparing"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Fresh:
    """What an alert names now that it did not name before."""

    people: tuple[str, ...]
    establishments: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is new."""
        return bool(self.people or self.establishments)


def fresh(
    *,
    people: Collection[str],
    establishments: Collection[str],
    known_people: Collection[str],
    known_establishments: Collection[str],
) -> Fresh:
    """What is new in a pattern found again: somebody or some place more.

    More rows of the same between the same people are nothing new: a lawyer's number that was judged innocent is called
    every week, and must not come back every week.
    """
    return Fresh(
        tuple(sorted(set(people) - set(known_people))),
        tuple(sorted(set(establishments) - set(known_establishments))),
    )


def falls_below(high: float, *, floor: float = FLOOR) -> bool:
    """Whether a rule is certainly below its floor: even the good end of its precision's interval is."""
    return high < floor
