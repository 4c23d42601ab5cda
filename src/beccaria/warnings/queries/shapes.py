"""What is told of warnings, bans and the gate: frozen values, without the tables they came from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from beccaria.core.warning import STOPS, BanOn, Certainty, Decision, Match, Scope, Standing, WarningKind
from beccaria.events.api import Approach, Booked
from beccaria.people.api import PersonShown
from beccaria.warnings.recognising import Recognised, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningLine:
    """A warning in a list, as its current version says. `waiting_until` is set while one's own prison must answer."""

    id: str
    reference: str
    kind: WarningKind
    site: str | None
    level: int
    handling: tuple[str, ...]
    number: int
    standing: Standing
    text: str
    reason: str
    certainty: Certainty
    subject: Subject
    written_at: datetime
    expires_at: datetime
    changed_at: datetime
    why_changed: str
    withdrawn_at: datetime | None
    sent_at: datetime | None = None
    waiting_until: datetime | None = None
    escalated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version of a warning."""

    number: int
    text: str
    reason: str
    certainty: Certainty
    subject: Subject
    why_changed: str
    withdraws: bool
    written_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """A version at one prison, and who acknowledged it in which duty; the name only at one's own prison."""

    site: str
    version: int
    sent_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    acknowledged_as: str
    escalated_at: datetime | None


@dataclass(frozen=True, slots=True)
class OriginShown:
    """What only the prison that wrote a warning knows of it."""

    person: PersonShown | None
    visit: str
    scope: Scope
    to: tuple[str, ...]
    within_minutes: int
    written_by: str


@dataclass(frozen=True, slots=True)
class WarningRead:
    """A warning with its versions, newest first; the rest is for its writer's prison only."""

    line: WarningLine
    versions: tuple[VersionShown, ...]
    mine: tuple[DeliveryShown, ...]
    deliveries: tuple[DeliveryShown, ...]
    origin: OriginShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BanShown:
    """A ban. `until` is the midnight at which it lapses by itself; `person` only for the prison that set it."""

    id: str
    reference: str
    on: BanOn
    site: str | None
    level: int
    handling: tuple[str, ...]
    subject: Subject
    prisoner_name: str
    prisoner_number: str
    ground: str
    reason: str
    authority: str
    notice: str
    contest: str
    reaches: tuple[str, ...]
    starts_at: datetime
    until: datetime
    ended_at: datetime | None
    ended_why: str
    person: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.starts_at <= at < self.until and self.ended_at is None


@dataclass(frozen=True, slots=True)
class Matched:
    """A warning or a ban that may mean who is here, how sure that is, and whether it is the visitor or the prisoner."""

    what: WarningLine | BanShown
    recognised: Recognised
    about: str = "visitor"

    @property
    def kind(self) -> str:
        """`warning` or `ban`."""
        return "ban" if isinstance(self.what, BanShown) else "warning"

    @property
    def id(self) -> str:
        """Whose identifier the ledger keeps."""
        return self.what.id

    @property
    def stops(self) -> bool:
        """Whether somebody must look before he goes in."""
        return self.recognised.match in STOPS

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept beside a decision: codes, so that it can be judged later what was known.

        Nothing that the warning or ban says: it may be handled more strictly than the decision, which others read.
        """
        return {
            "kind": self.kind,
            "id": self.what.id,
            "reference": self.what.reference,
            "version": getattr(self.what, "number", None),
            "about": self.about,
            "match": self.recognised.match.value,
            "score": round(self.recognised.score, 3),
            "because": list(self.recognised.because),
            "related": self.recognised.related,
            "differences": [one.what for one in self.recognised.differences],
        }


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided at the gate."""

    decision: Decision
    reason: str
    by: str
    duty: str
    at: datetime
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtTheGate:
    """A visit of today with its prisoner, what matches it, and what was decided, the newest last."""

    booked: Booked
    prisoner: PersonShown | None
    matches: tuple[Matched, ...]
    decided: tuple[Decided, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether somebody must look before he goes in."""
        return any(one.stops for one in self.matches)

    @property
    def surest(self) -> Match | None:
        """How sure the surest match is."""
        return self.matches[0].recognised.match if self.matches else None


@dataclass(frozen=True, slots=True)
class Approached:
    """A payment or a request for a number with its prisoner, and what it meets that must be looked at."""

    approach: Approach
    prisoner: PersonShown | None
    matches: tuple[Matched, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A warning of one's own prison that another has not acknowledged in time."""

    warning: str
    reference: str
    sites: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class TodayShown:
    """What this app puts on somebody's first page. `mark` changes when any of it does."""

    waiting: tuple[WarningLine, ...] = ()
    watched: tuple[Watched, ...] = ()
    ending: tuple[BanShown, ...] = field(default=())
