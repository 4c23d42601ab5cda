"""Read entries and links from the database for the sealer and for verification."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from beccaria.ledger import chain

# What is hashed of an entry, written by the database; `chain.canonical` says the same in Python.
TEXT = """convert_to(json_build_array(e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  e.act, e.outcome, e.actor, e.duty, e.purpose, e.session, to_json(e.subjects), e.detail)::text, 'UTF8')"""
_DAY = "(e.at AT TIME ZONE 'UTC')::date"
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
        # Plain text built from constants: nothing from outside is in it.
        cursor.execute(
            f"SELECT e.id, {_DAY}, {TEXT} FROM ledger_unsealed u JOIN ledger_entry e ON e.id = u.entry"  # noqa: S608
            " ORDER BY e.id LIMIT %s",
            [_BATCH],
        )
        waiting = [chain.Due(number, day, bytes(text)) for number, day, text in cursor.fetchall()]
        if not waiting:
            return 0
        heads = _day_heads(cursor, {entry.day for entry in waiting})
        links = list(chain.seal(waiting, after=_last_link(cursor), days=heads))
        # One statement for all: COPY is not possible under row security.
        cursor.execute(
            "INSERT INTO ledger_link (position, entry, day, overall, daily)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::bytea[], %s::bytea[])",
            [
                [link.position for link in links],
                [link.entry for link in links],
                [link.day for link in links],
                [link.overall for link in links],
                [link.daily for link in links],
            ],
        )
        cursor.execute("DELETE FROM ledger_unsealed WHERE entry = ANY(%s)", [[link.entry for link in links]])
        return len(links)


def _pairs() -> Iterator[tuple[Any, ...]]:
    """The fields of `chain.Pair`, in order. Binary, and in lists: a million rows pass here."""
    statement = (
        f"SELECT l.position, l.entry, l.day, l.overall, l.daily, {_DAY},"  # noqa: S608  constants, as above
        f" CASE WHEN e.id IS NOT NULL THEN {TEXT} END"
        " FROM ledger_link l LEFT JOIN ledger_entry e ON e.id = l.entry ORDER BY l.position"
    )
    with connection.chunked_cursor() as wrapped:
        cursor = wrapped.cursor
        cursor.execute(statement, binary=True)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


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
