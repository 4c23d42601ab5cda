"""Name what prisons warn each other of, what they ban, and what is decided at the gate; and how long each may last.

Every warning and every ban ends by itself. The lengths are ours, chosen to be short enough that somebody looks again
(European Prison Rules 24.2: a minimum of contact must remain; LED Article 5: time limits).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class WarningKind(StrEnum):
    """What a warning is about."""

    VISITOR_REFUSED = "visitor_refused"
    PAYER_BLOCKED = "payer_blocked"
    NUMBER_BLOCKED = "number_blocked"
    ITEM = "item"
    METHOD = "method"
    THREAT = "threat_to_person"


class Certainty(StrEnum):
    """How sure the writer is of what he warns of; in words, never in percent."""

    ESTABLISHED = "established"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Scope(StrEnum):
    """Which prisons a warning concerns."""

    ALL = "all"
    REGION = "region"
    LINKED = "linked"
    CHOSEN = "chosen"


class Standing(StrEnum):
    """Where a warning stands now."""

    ACTIVE = "active"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def standing(withdrawn_at: datetime | None, expires_at: datetime, *, at: datetime) -> Standing:
    """Where a warning stands at a moment, by when it was withdrawn, if it was, and when it expires."""
    if withdrawn_at is not None:
        return Standing.WITHDRAWN
    return Standing.EXPIRED if expires_at <= at else Standing.ACTIVE


class BanOn(StrEnum):
    """What a ban forbids: all contact by a person, one relationship, a telephone number, an account."""

    PERSON = "person"
    RELATIONSHIP = "relationship"
    PHONE = "phone"
    ACCOUNT = "account"


class Decision(StrEnum):
    """What the person on duty at the gate decides."""

    GO = "go"
    CALL = "stop_and_call"
    REFUSE = "refuse"


class Match(StrEnum):
    """How sure it is that who stands at the gate is who was warned of; the last stops nobody."""

    ALMOST_CERTAIN = "almost_certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    ANOTHER = "probably_another"


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a kind of warning usually lasts, and the longest it may; and by when it is to be acknowledged."""

    usual: timedelta
    longest: timedelta
    acknowledge: timedelta


LASTING: Final[dict[WarningKind, Lasting]] = {
    WarningKind.VISITOR_REFUSED: Lasting(timedelta(days=90), timedelta(days=365), timedelta(minutes=60)),
    WarningKind.PAYER_BLOCKED: Lasting(timedelta(days=90), timedelta(days=365), timedelta(minutes=240)),
    WarningKind.NUMBER_BLOCKED: Lasting(timedelta(days=90), timedelta(days=365), timedelta(minutes=240)),
    WarningKind.ITEM: Lasting(timedelta(days=30), timedelta(days=180), timedelta(minutes=240)),
    WarningKind.METHOD: Lasting(timedelta(days=30), timedelta(days=180), timedelta(minutes=240)),
    WarningKind.THREAT: Lasting(timedelta(days=14), timedelta(days=90), timedelta(minutes=15)),
}
SHORTEST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(days=2)

LONGEST_BAN: Final[dict[BanOn, timedelta]] = {
    BanOn.PERSON: timedelta(days=365),
    BanOn.RELATIONSHIP: timedelta(days=365),
    BanOn.PHONE: timedelta(days=365),
    BanOn.ACCOUNT: timedelta(days=365),
}
# Somebody who merely shares a name is let in unless a person decides otherwise.
STOPS: Final = frozenset({Match.ALMOST_CERTAIN, Match.LIKELY, Match.POSSIBLE})
