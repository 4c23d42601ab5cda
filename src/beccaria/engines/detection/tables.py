"""Hold the feeds as of a moment: nothing that came later is seen, and nothing that must never score."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, Protocol

import ibis
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend
from ibis.expr.operations import DatabaseTable
from ibis.expr.types import BooleanValue, Table, TimestampValue

KNOWN_AT: Final = {
    "movements": "at",
    "visits": "at",
    "calls": "at",
    "payments": "at",
    "incidents": "at",
    "finds": "at",
    "observations": "reported_at",
    "drones": "at",
    "shifts": "starts",
    "lookups": "at",
    "searches": "at",
    "activities": "starts",
}
"""When a row of each feed is known; registers (people, estate) have no such moment and are taken as they are."""

AS_WRITTEN: Final = "known_as_written"
"""The moment of `KNOWN_AT` as a file of Parquet holds it, with its zone: only to leave out what need not be read."""

NEVER_SCORED: Final = frozenset({"nationality", "languages"})
"""Columns that no pattern is given (DESIGN, rule 9)."""


def known_at(kind: str, rows: Table) -> TimestampValue:
    """The moment at which each row was known: a remark that nobody says when it was handed in, when it was made."""
    if kind == "observations":
        return rows.reported_at.coalesce(rows.occurred_at)
    return rows[KNOWN_AT[kind]]


class Summarised(Protocol):
    """Where summaries come from: kept by month, or made on the spot."""

    def summary(self, name: str, tables: "Tables") -> Table:
        """One summary as of the moment of the tables."""

    def summed(self, name: str, tables: "Tables") -> Table:
        """The same over all months, for a summary that can be added up."""


class Tables(Mapping[str, Table]):
    """The feeds as of `until` (excluded), by kind. Moments are in UTC without a zone."""

    def __init__(
        self,
        raw: Mapping[str, Table],
        until: datetime,
        summaries: Summarised,
        *,
        since: datetime | None = None,
    ) -> None:
        """Keep them; `until` and `since` have a zone. With `since` only what rests on a row from then on is asked."""
        self._raw = raw
        self.until = _in_utc(until)
        self.since = None if since is None else _in_utc(since)
        self._summaries = summaries
        self._made: dict[str, Table] = {}

    def __getitem__(self, kind: str) -> Table:
        """The rows of one kind that were known by then. Raises KeyError for a kind that no feed delivered."""
        return self.between(kind, None, self.until)

    def between(self, kind: str, begin: datetime | None, end: datetime) -> Table:
        """The rows of one kind that were known from `begin` on and before `end`, both without a zone.

        Raises KeyError for a kind that no feed delivered.
        """
        rows = self._raw[kind]
        if kind in KNOWN_AT:
            rows = rows.filter(*_known_between(kind, rows, begin, min(end, self.until)))
        return rows.drop(*(set(rows.columns) & (NEVER_SCORED | {AS_WRITTEN})))

    def __iter__(self) -> Iterator[str]:
        """The kinds delivered."""
        return iter(self._raw)

    def __len__(self) -> int:
        """How many kinds were delivered."""
        return len(self._raw)

    def touched(self, rows: Table, *columns: str, at: str = "at") -> Table:
        """Of these rows what is asked for: the groups, by any of the columns, that have a row from `since` on.

        Each such group is whole; a group of another column may lack rows, and then has no new one. All without `since`.
        """
        if self.since is None:
            return rows
        new = rows.filter(rows[at] >= self.since)
        return rows.filter(ibis.or_(*(rows[column].isin(new[column]) for column in columns)))

    def once(self, name: str, make: Callable[[], Table]) -> Table:
        """A table that several patterns need: computed when it is first asked for, and kept until `release`.

        DuckDB keeps it as a table of its own, and spills what does not fit.
        """
        if name not in self._made:
            self._made[name] = _laid_down(make(), next(iter(self._raw.values())).get_backend())
        return self._made[name]

    def release(self) -> None:
        """Give back what was kept, the last made first: while the connection is open, whatever happened."""
        while self._made:
            _taken_up(self._made.popitem()[1])

    @property
    def until_seconds(self) -> int:
        """`until` as seconds since 1970."""
        return int(self.until.replace(tzinfo=UTC).timestamp())

    def summary(self, name: str) -> Table:
        """A summary of a feed by month (engines/detection/summaries.py says which there are)."""
        return self._summaries.summary(name, self)

    def summed(self, name: str) -> Table:
        """A summary of a feed over all months."""
        return self._summaries.summed(name, self)


def _known_between(kind: str, rows: Table, begin: datetime | None, end: datetime) -> Iterator[BooleanValue]:
    """Compared as the file wrote it where that is there: it keeps the first and last of every group of rows."""
    written = AS_WRITTEN in rows.columns
    at = rows[AS_WRITTEN] if written else known_at(kind, rows)
    zone = UTC if written else None
    yield at < end.replace(tzinfo=zone)
    if begin is not None:
        yield at >= begin.replace(tzinfo=zone)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _laid_down(rows: Table, con: BaseBackend) -> Table:
    """The rows computed, and kept by DuckDB, or in memory for another engine."""
    if isinstance(con, Backend):
        return con.create_table(ibis.util.gen_name("once"), rows, temp=True)
    return ibis.memtable(rows.to_pyarrow())


def _taken_up(rows: Table) -> None:
    """Give them back. DuckDB's own table is dropped in so many words: what Ibis says for it, DuckDB does not read."""
    kept = rows.op()
    if isinstance(kept, DatabaseTable):
        kept.source.raw_sql(f'DROP TABLE "{kept.name}"')
