"""A country pack as a frozen value: facts with their sources, categories, regimes, clocks, limits and switches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNKNOWN: Final = "unknown"
# A month counts 28 days and a year 365, so that a limit said in them is never longer than the calendar makes it.
_DAYS: Final = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 28.0, "year": 365.0}
_DURATION: Final = re.compile(r"(\d{1,4}) (hour|day|week|month|year)s?")
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as a source words it, in hours, days, weeks, months or years."""

    count: int
    unit: str

    @property
    def days(self) -> float:
        """The same in days, to compare."""
        return self.count * _DAYS[self.unit]

    @classmethod
    def read(cls, said: str) -> Duration:
        """The duration of words such as “4 years”. Raises ValueError."""
        found = _DURATION.fullmatch(said.strip())
        if found is None or int(found[1]) > _LONGEST:
            raise ValueError(said)
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        """Its words: “4 years”."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


class Known(StrEnum):
    """How sure a fact is. What is not verified may be shown, and never permits anything."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with the document and place it comes from. `verified` is None when the pack does not say."""

    value: str | int | float | tuple[str, ...]
    source: str | None = None
    verified: bool | None = None
    note: str = ""

    @property
    def known(self) -> Known:
        """How sure it is. A fact without a source counts as not verified, whatever it says of itself."""
        if self.value == UNKNOWN:
            return Known.UNKNOWN
        return Known.VERIFIED if self.verified is True and self.source else Known.NOT_VERIFIED

    @property
    def words(self) -> str:
        """The value as text; several of them with semicolons."""
        return "; ".join(self.value) if isinstance(self.value, tuple) else str(self.value)


def sure(fact: Fact) -> bool:
    """Whether the fact may be built upon: known, with a source, verified."""
    return fact.known is Known.VERIFIED


class Neutral(StrEnum):
    """The neutral scale that national categories are laid beside; not comparable is an answer."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"
    NOT_COMPARABLE = "not_comparable"


class GivenTo(StrEnum):
    """To whom the categories of a scheme are given: unlike schemes are never laid beside each other."""

    EVERYBODY = "everybody"
    LISTED = "listed"


class StatusKind(StrEnum):
    """Statuses that services give beside a category. Each is a decision about one person, never a group's."""

    ORGANISED_CRIME = "organised_crime"
    HIGH_RISK = "high_risk"
    EXTREMIST = "extremist"


class RegimeKind(StrEnum):
    """What a regime is: a way of living in custody, a list somebody stands on, or help to leave."""

    SPECIAL_REGIME = "special_regime"
    LISTING = "listing"
    PROGRAMME = "programme"


class Clock(StrEnum):
    """What must be looked at again, each with its own interval."""

    CATEGORY = "category"
    LISTING = "listing"
    MEASURES = "measures"
    SPECIAL_REGIME = "special_regime"
    REGIME_INTELLIGENCE = "regime_intelligence"
    SEPARATION = "separation"
    GROUP_SCORE = "group_score"
    ALERT = "alert"


class Recipient(StrEnum):
    """To whom prison intelligence could be given. Each is a switch, and off unless the law is known to allow it."""

    POLICE = "police"
    PROSECUTION = "prosecution"
    SECURITY_SERVICE = "security_service"
    OTHER_PUBLIC_BODY = "other_public_body"
    PRISON_SERVICE_ABROAD = "prison_service_abroad"
    POLICE_ABROAD = "police_abroad"


class Decides(StrEnum):
    """Decisions of which the pack names who may take them."""

    STATUS = "status"
    CATEGORY = "category"
    SPECIAL_REGIME = "special_regime"
    MEASURES = "measures"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Category:
    """One national security category, its place among the others being its place in the pack, lowest first."""

    code: str
    describes: Fact
    crosswalk: Fact
    """A word of Neutral, and in its note why."""
    decided_by: Fact | None = None
    """Who gives this one, where the sources say it of this one only."""


@dataclass(frozen=True, slots=True)
class Status:
    """How one country calls a status, to whom it is given, and whether the person may be told."""

    kind: StatusKind
    called: Fact
    for_whom: Fact
    told: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A special regime, a list or a programme, as the law and the sources word it."""

    id: str
    name: str
    kind: RegimeKind
    for_whom: Fact
    legal_ground: Fact
    authority: Fact
    longest_first: Fact
    renewal: Fact
    restrictions: tuple[Fact, ...]
    safeguards: tuple[Fact, ...]
    remedy: Fact
    parts: tuple[tuple[str, Fact], ...] = ()
    """Kinds of measures that a restriction names, each with the fact that names it; what none names is not guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What is known of one country, or of one prison service within it."""

    id: str
    codes: tuple[str, ...]
    """How registers write this country; the pack's own id is always one of them."""
    english_name: Fact
    own_names: Fact
    languages: Fact
    currency: Fact
    time_zone: Fact
    determined_by: Fact
    determined_how: Fact
    definition: Fact
    categories: tuple[Category, ...]
    categories_known: Fact
    """Whether the list of categories is known at all; unknown for a country of which no source says it."""
    given_to: Fact
    """A word of GivenTo: whether everybody has a category or only people on a list."""
    statuses: tuple[Status, ...]
    regimes: tuple[Regime, ...]
    clocks: dict[Clock, Fact]
    isolation_hours: Fact
    isolation_days: Fact
    notice: Fact
    appeal: Fact
    sharing: dict[Recipient, Fact]
    decides: dict[Decides, Fact]
    more: tuple[tuple[str, Fact], ...] = ()
