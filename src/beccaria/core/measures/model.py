"""What measures there are, how far one has come, and what each must say before anybody decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from beccaria.core.countries import Isolation


class Kind(StrEnum):
    """What is restricted."""

    ISOLATION = "isolation"
    SEPARATION = "separation"
    REGIME = "regime"
    SUPERVISED_VISITS = "supervised_visits"
    FEWER_VISITS = "fewer_visits"
    CALLS_LIMITED = "calls_limited"
    MAIL_CONTROLLED = "mail_controlled"
    COMMUNICATION_MONITORED = "communication_monitored"
    CONTACT_REFUSED = "contact_refused"
    MORE_SEARCHES = "more_searches"
    MORE_STAFF = "more_staff"
    WORK_CLOSED = "work_closed"


APART: Final = frozenset({Kind.ISOLATION, Kind.SEPARATION, Kind.REGIME})
"""Kinds that keep somebody from others: each promises hours of contact a day, and the clock of isolation runs."""


COMMUNICATION: Final = frozenset(
    {
        *(Kind.SUPERVISED_VISITS, Kind.FEWER_VISITS, Kind.CALLS_LIMITED, Kind.MAIL_CONTROLLED),
        *(Kind.COMMUNICATION_MONITORED, Kind.CONTACT_REFUSED, Kind.REGIME),
    }
)
"""Kinds that touch communication: never that with lawyers, courts and the like (rule 11)."""


class State(StrEnum):
    """How far the decision has come. That a measure is over by its end stands in no state: its end says it."""

    PROPOSED = "proposed"
    FIRST = "first"
    DECIDED = "decided"
    REFUSED = "refused"
    ENDED = "ended"


class Standing(StrEnum):
    """What a measure is at a moment."""

    PROPOSED = "proposed"
    FIRST = "first"
    AHEAD = "ahead"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    ENDED = "ended"
    REFUSED = "refused"


class Plann(StrEnum):
    """The test of the Committee for the Prevention of Torture, 21st General Report: PLANN."""

    PROPORTIONATE = "proportionate"
    LAWFUL = "lawful"
    ACCOUNTABLE = "accountable"
    NECESSARY = "necessary"
    NON_DISCRIMINATORY = "non_discriminatory"


MOST_AHEAD: Final = timedelta(days=31)
"""How far ahead a measure may begin, by our rule."""
LONGEST: Final = timedelta(days=4 * 366)
"""No measure of ours is longer than the longest first duration a pack knows (41-bis: four years)."""
LONGEST_WITHOUT_LAW: Final = timedelta(days=31)
"""How long a measure may last where no law is known to allow longer: to the next review (core.countries, a month)."""


def standing(
    state: State, *, starts: datetime, ends: datetime, ended_at: datetime | None, at: datetime
) -> Standing:
    """What it is at a moment. Its end is in this condition: it is over at that minute, whoever is late (rule 7)."""
    match state:
        case State.PROPOSED | State.FIRST | State.REFUSED:
            return Standing(state.value)
        case State.ENDED if ended_at is not None and ended_at <= at:
            return Standing.ENDED
        case _:
            if at >= ends:
                return Standing.LAPSED
            return Standing.IN_FORCE if starts <= at else Standing.AHEAD


def isolates(kind: Kind, contact_hours: float | None, limit: Isolation) -> bool:
    """Whether it keeps somebody alone, by what it promises itself and whatever it is called."""
    if kind not in APART:
        return False
    return contact_hours is None or 24 - contact_hours >= limit.hours_a_day.days * 24


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when, checked. Raises BadInput."""

    starts: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise BadInput("It would end before it begins: correct one of the two moments.")
        if self.ends - self.starts > LONGEST:
            raise BadInput("It would last longer than four years: name an earlier end.")


def check_contact(kind: Kind, hours: float | None) -> None:
    """Hours of contact a day are promised by what keeps somebody apart, and only by that. Raises BadInput."""
    if kind not in APART:
        if hours is not None:
            raise BadInput("This measure keeps nobody apart: leave the hours of contact empty.")
        return
    if hours is None:
        raise BadInput(
            "Say how many hours a day he will be among others: a measure that keeps him apart says it."
        )
    if not 0 <= hours <= 24:  # noqa: PLR2004  the hours of a day
        raise BadInput("A day has 24 hours: write hours of contact from 0 to 24.")
    if round(hours, 1) != hours:
        raise BadInput("Hours of contact are kept to a tenth: write them so, such as 2.5.")
