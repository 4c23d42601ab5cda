"""Read entries and links from the database for the sealer and for verification."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from beccaria.ledger import chain

_ENTRY = "e.id, e.at, e.act, e.outcome, e.actor, e.duty, e.purpose, e.session, e.subjects, e.detail"
# One sealer at a time, whatever the number of workers: the number is this lock's name in the database.
_LOCK = 0x1EDCE4
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found."""

    entries: int
    unsealed: int
    head: bytes
    fault: chain.Fault | None


def _written(row: tuple[Any, ...]) -> chain.Written:
    # The driver gives JSON as text here: Django's own loader is bypassed by a bare cursor.
    detail = row[9] if isinstance(row[9], dict) else json.loads(row[9])
    number, at, act, outcome, actor, duty, purpose, session, subjects = row[:9]
    return chain.Written(number, at, act, outcome, actor, duty, purpose, session, subjects, detail)


def _last_link(cursor: Any) -> chain.Sealed | None:
    cursor.execute(
        "SELECT position, entry, day, overall, daily FROM ledger_link ORDER BY position DESC LIMIT 1"
    )
    row = cursor.fetchone()
    return chain.Sealed(row[0], row[1], row[2], bytes(row[3]), bytes(row[4])) if row else None


def _day_heads(cursor: Any, days: set[date]) -> dict[date, bytes]:
    cursor.execute(
        "SELECT DISTINCT ON (day) day, daily FROM ledger_link WHERE day = ANY(%s) ORDER BY day, position DESC",
        [list(days)],
    )
    return {day: bytes(daily) for day, daily in cursor.fetchall()}


def seal_waiting() -> int:
    """Chain the entries that wait, oldest identifier first, and return how many there were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(
            f"SELECT {_ENTRY} FROM ledger_unsealed u JOIN ledger_entry e ON e.id = u.entry ORDER BY e.id LIMIT %s",  # noqa: S608  constant text
            [_BATCH],
        )
        waiting = [_written(row) for row in cursor.fetchall()]
        if not waiting:
            return 0
        heads = _day_heads(cursor, {entry.day for entry in waiting})
        links = list(chain.seal(waiting, after=_last_link(cursor), days=heads))
        cursor.executemany(
            "INSERT INTO ledger_link (position, entry, day, overall, daily) VALUES (%s, %s, %s, %s, %s)",
            [(link.position, link.entry, link.day, link.overall, link.daily) for link in links],
        )
        cursor.execute("DELETE FROM ledger_unsealed WHERE entry = ANY(%s)", [[link.entry for link in links]])
        return len(links)


def _pairs() -> Iterator[tuple[chain.Sealed, chain.Written | None]]:
    statement = (
        f"SELECT l.position, l.entry, l.day, l.overall, l.daily, {_ENTRY} "  # noqa: S608  constant text
        "FROM ledger_link l LEFT JOIN ledger_entry e ON e.id = l.entry ORDER BY l.position"
    )
    with connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = _BATCH
        cursor.execute(statement)
        for row in cursor:
            link = chain.Sealed(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]))
            yield link, _written(row[5:]) if row[5] is not None else None


def verify() -> Verdict:
    """Check the whole ledger: every link, every entry, and that no entry stands outside the chain."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if alone:
                # One snapshot for everything, so that what is written meanwhile is not taken for a fault.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT count(*) FROM ledger_unsealed")
            unsealed = cursor.fetchone()[0]
        entries, head, fault = chain.first_fault(_pairs())
        if fault is None:
            fault = _outside_the_chain(entries)
    return Verdict(entries, unsealed, head, fault)


def _outside_the_chain(position: int) -> chain.Fault | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry = e.id)"
            " AND NOT EXISTS (SELECT 1 FROM ledger_unsealed u WHERE u.entry = e.id) ORDER BY e.id LIMIT 1"
        )
        row = cursor.fetchone()
    return chain.Fault(position + 1, row[0], "the entry was inserted past the chain") if row else None


def head() -> chain.Sealed | None:
    """The last link, or None while nothing is sealed."""
    with connection.cursor() as cursor:
        return _last_link(cursor)


def link_at(position: int) -> chain.Sealed | None:
    """The link at a position: to compare with a checkpoint somebody kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, entry, day, overall, daily FROM ledger_link WHERE position = %s", [position]
        )
        row = cursor.fetchone()
    return chain.Sealed(row[0], row[1], row[2], bytes(row[3]), bytes(row[4])) if row else None
