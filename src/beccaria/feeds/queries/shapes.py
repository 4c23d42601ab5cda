"""What is told of feeds: frozen values, without the tables they came from."""

from dataclasses import dataclass
from datetime import date, datetime

from beccaria.core.feeds import Feed, Near, Protected, State, Verdict
from beccaria.core.markings import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportShown:
    """One file, upload or batch, and what became of it."""

    id: str
    kind: Feed
    way: str
    state: State
    name: str
    total: int
    new: int
    corrected: int
    unchanged: int
    rejected: int
    privileged: int
    held: int
    reasons: dict[str, int]
    notes: tuple[object, ...]
    why: str
    mapping: dict[str, str]
    day: date | None
    made_by: str
    made_at: datetime
    finished_at: datetime | None
    waits: bool
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldShown:
    """A near miss: where it stands, whose entry it is near to, and how."""

    id: str
    brought: str
    file: str
    kind: Feed
    near: Near
    column: str
    count: int
    first_row: int
    held_at: datetime
    office: Protected | None
    named: str
    verdict: Verdict
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """One day of one kind at one prison."""

    day: date
    count: int
    doubled: int
    corrected: int
    late: int
    rejected: int
    privileged: int
    loads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a feed of one prison stands over the last weeks. `usual` is the median of its days."""

    kind: Feed
    site: str
    days: tuple[DayShown, ...]
    usual: float
    last: date
    gaps: tuple[date, ...]
    low: tuple[date, ...]
    high: tuple[date, ...]
    twice: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """An entry of the register, opened for whoever may read it."""

    id: str
    kind: Protected
    name: str
    numbers: int
    accounts: int
    changed_at: datetime
