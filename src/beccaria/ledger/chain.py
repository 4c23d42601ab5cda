"""Chain the entries by hash, and find where a chain was broken.

Each link hashes the link before it together with its entry, once over everything and once over the day, as in
a hash-linked timestamping scheme (Haber and Stornetta 1991). Entries are chained by a sealer shortly after they are
written, because a chain inside every request's transaction would be one lock for the whole service.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

START = bytes(32)


class Due(NamedTuple):
    """An entry that is to be chained: its number, its UTC day, and its canonical text."""

    id: int
    day: date
    text: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """One link."""

    position: int
    entry: int
    day: date
    overall: bytes
    daily: bytes


class Pair(NamedTuple):
    """A link and the entry it names, as verification reads them; `entry_day` and `text` are None without entry."""

    position: int
    entry: int
    day: date
    overall: bytes
    daily: bytes
    entry_day: date | None
    text: bytes | None


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the ledger is not what it was."""

    position: int
    entry: int | None
    what: str


def canonical(
    number: int, at: datetime, fields: list[str], subjects: list[str], detail: dict[str, Any]
) -> bytes:
    """What is hashed of an entry: a JSON array in UTF-8, byte for byte as PostgreSQL writes it.

    Number, moment in UTC with microseconds, act, outcome, actor, duty, purpose, session, subjects, detail. A space
    stands after commas and colons, but not between subjects; the keys of detail go by length, then by their bytes.
    The database writes the same text much faster (`sealing.TEXT`); a test holds the two together, and an outsider
    needs only this function.
    """
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    ordered = {key: detail[key] for key in sorted(detail, key=lambda key: (len(key.encode()), key.encode()))}
    plain = [json.dumps(field, ensure_ascii=False) for field in (number, moment, *fields)]
    listed = json.dumps(subjects, ensure_ascii=False, separators=(",", ":"))
    return f"[{', '.join([*plain, listed, json.dumps(ordered, ensure_ascii=False)])}]".encode()


def seal(entries: Iterable[Due], *, after: Sealed | None, days: dict[date, bytes]) -> Iterator[Sealed]:
    """Chain entries in the order given, after the last link. `days` holds the head of each day and is kept up."""
    position, overall = (after.position, after.overall) if after else (0, START)
    for entry in entries:
        digest = sha256(entry.text).digest()
        position += 1
        overall = sha256(overall + digest).digest()
        days[entry.day] = sha256(days.get(entry.day, START) + digest).digest()
        yield Sealed(position, entry.id, entry.day, overall, days[entry.day])


def first_fault(pairs: Iterable[tuple[Any, ...]]) -> tuple[int, bytes, Fault | None]:
    """Walk links and their entries, each with the fields of `Pair`, in order of position.

    Returns how many are whole, the head there, and the first fault. Plain tuples, because there are millions.
    """
    count, overall, days = 0, START, dict[date, bytes]()
    for position, entry, day, link_overall, link_daily, entry_day, text in pairs:
        if position != count + 1:
            return count, overall, Fault(count + 1, None, "a link is missing here")
        if text is None:
            return count, overall, Fault(position, entry, "the entry was removed")
        digest = sha256(text).digest()
        expected = sha256(overall + digest).digest()
        daily = sha256(days.get(day, START) + digest).digest()
        if link_overall != expected or link_daily != daily or day != entry_day:
            return count, overall, Fault(position, entry, "the entry or the order was altered")
        count, overall, days[day] = position, expected, daily
    return count, overall, None
