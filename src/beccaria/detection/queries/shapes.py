"""Alerts as readers see them: a line, one of them in full or in general words, its rows, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from beccaria.core.alerts import Answer, Becomes
from beccaria.core.patterns import Value
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True)
class AlertTold:
    """What an alert says in full: only for who may read everything it rests on and see everybody in it.

    With `values`, and the version of the pattern that gave them, a page says it again in the reader's language.
    """

    sentence: str
    unusual: str
    innocent_if: tuple[str, ...]
    check_next: tuple[str, ...]
    strength: float
    since: datetime
    found_at: datetime
    times: int
    establishments: tuple[str, ...]
    seen: float
    usual: float
    against: str
    version: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert in a list. `told` is None when something in it is not for this reader: then general words stand."""

    id: str
    rule: str
    pattern: str
    version: str
    basis: str
    site: str | None
    level: int
    handling: tuple[str, ...]
    compartments: tuple[str, ...]
    first_at: datetime
    opened_at: datetime
    answer: Answer | None
    answered_at: datetime | None
    aside_until: datetime | None
    folded: int
    told: AlertTold | None

    @property
    def is_back(self) -> bool:
        """Whether it was answered before, and something new came since."""
        return self.answer is None and self.answered_at is not None


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One row it rests on that the reader may see."""

    kind: str
    key: str
    sentence: str
    at: datetime | None
    site: str | None
    level: int
    handling: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """What somebody said of it, from which desk: a prison's code, or None for the national one."""

    answer: Answer
    reason: str
    by: str
    at: datetime
    desk: str | None


@dataclass(frozen=True, slots=True)
class AsideShown:
    """That it was put aside, until when and why."""

    until: datetime
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """What somebody made of it."""

    became: Becomes
    reference: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertRead:
    """One alert with all of it that the reader may see."""

    line: AlertLine
    people: tuple[PersonShown, ...]
    evidence: tuple[EvidenceShown, ...]
    answers: tuple[AnswerShown, ...]
    asides: tuple[AsideShown, ...]
    outcomes: tuple[OutcomeShown, ...]
    folded: tuple[AlertLine, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Queue:
    """A heap of alerts, the strongest first, and whether more wait than are shown."""

    items: tuple[AlertLine, ...]
    more: bool
