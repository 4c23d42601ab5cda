"""Chain the entries by hash, and find where a chain was broken.

Each link hashes the link before it together with its entry, once over everything and once over the day, as in
a hash-linked timestamping scheme (Haber and Stornetta 1991). Entries are chained by a sealer shortly after they are
written, because a chain inside every request's transaction would be one lock for the whole service.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as the chain sees it."""

    id: int
    at: datetime
    act: str
    outcome: str
    actor: str
    duty: str
    purpose: str
    session: str
    subjects: list[str]
    detail: dict[str, Any]

    @property
    def day(self) -> date:
        """The UTC day whose chain this entry belongs to."""
        return self.at.astimezone(UTC).date()

    def digest(self) -> bytes:
        """SHA-256 over the entry, written as a JSON array in a fixed order, keys sorted, UTF-8."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        fields = [self.id, moment, self.act, self.outcome, self.actor, self.duty, self.purpose, self.session]
        text = json.dumps(
            [*fields, self.subjects, self.detail], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).digest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """One link."""

    position: int
    entry: int
    day: date
    overall: bytes
    daily: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the ledger is not what it was."""

    position: int
    entry: int | None
    what: str


def seal(entries: Iterable[Written], *, after: Sealed | None, days: dict[date, bytes]) -> Iterator[Sealed]:
    """Chain entries in the order given, after the last link. `days` holds the head of each day and is kept up."""
    position, overall = (after.position, after.overall) if after else (0, START)
    for entry in entries:
        digest = entry.digest()
        position += 1
        overall = hashlib.sha256(overall + digest).digest()
        days[entry.day] = hashlib.sha256(days.get(entry.day, START) + digest).digest()
        yield Sealed(position, entry.id, entry.day, overall, days[entry.day])


def first_fault(pairs: Iterable[tuple[Sealed, Written | None]]) -> tuple[int, bytes, Fault | None]:
    """Walk links and their entries in order. Returns how many are whole, the head there, and the first fault."""
    count, overall, days = 0, START, dict[date, bytes]()
    for link, entry in pairs:
        if link.position != count + 1:
            return count, overall, Fault(count + 1, None, "a link is missing here")
        if entry is None:
            return count, overall, Fault(link.position, link.entry, "the entry was removed")
        digest = entry.digest()
        expected = hashlib.sha256(overall + digest).digest()
        daily = hashlib.sha256(days.get(entry.day, START) + digest).digest()
        if (link.overall, link.daily, link.day) != (expected, daily, entry.day):
            return count, overall, Fault(link.position, link.entry, "the entry or the order was altered")
        count, overall, days[entry.day] = link.position, expected, daily
    return count, overall, None
