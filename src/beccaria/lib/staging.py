"""Bring a file's good rows into a temporary table, in little memory, so that set-based statements can take over."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self

from django.db import connection

from beccaria.core.feedfiles import Column
from beccaria.lib.tables import Bad, Good, Table, open_table, sha256_of
from beccaria.lib.tables_rejects import Rejects
from beccaria.lib.tables_source import format_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime, tzinfo
    from pathlib import Path
    from types import TracebackType

    from beccaria.core.feedfiles import FileKind
    from beccaria.lib.tables import Value

_SQL_TYPES = {
    "text": "text",
    "number": "numeric",
    "whole": "integer",
    "moment": "timestamptz",
    "day": "date",
    "yes_no": "boolean",
    "list": "text[]",
}
_TELL_EVERY = 2_000  # rows between two reports of progress
INCOMING = "incoming"
HIDDEN = "The row may be privileged and never enters: nothing of it is written down."


def _quiet(_part: float) -> None:
    """Tell nobody."""


class RowGuard(Protocol):
    """Keeps rows from being stored that may be stored nowhere, not even among the rejected."""

    def refuses(self, values: Mapping[str, Value]) -> str | None:
        """Why a good row may not be stored; None when it may."""

    def hides(self, cells: Iterable[str]) -> bool:
        """Whether nothing of a row that is rejected for another reason may be written down."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One file to load: where it lies, how its headings are named, and how to behave.

    `otherwise` is the folder for rejected rows when the file's own folder cannot be written to. `name` and `site` say
    how what is loaded is called and to which establishment it belongs, where a kind of file does not say it itself.
    `day` is the day all rows should be of. `guard` keeps out what may never be stored.
    """

    path: Path
    at: datetime
    zone: tzinfo
    profile: Mapping[str, str] | None = None
    dry_run: bool = False
    tell: Callable[[float], None] = _quiet
    otherwise: Path | None = None
    name: str = ""
    site: str | None = None
    day: date | None = None
    guard: RowGuard | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a load did. `counts` may name more than new and changed records."""

    kind: str
    sha256: str
    rows: int
    new: int
    changed: int
    rejected: int
    rejected_file: str | None
    notes: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def unchanged(self) -> int:
        """Good rows that said what was known already."""
        return max(0, self.rows - self.rejected - self.new - self.changed)

    @property
    def for_ledger(self) -> dict[str, str | int | bool | list[str] | None]:
        """What the ledger keeps of it: numbers, and nothing that stood in the file."""
        return {name: getattr(self, name) for name in ("kind", "rows", "new", "changed", "rejected")}


class Staging:
    """A load in progress: the rejected rows, the temporary table, and the count of rows.

    Use it as a context inside a transaction. `copy` may be called once.
    """

    def __init__(self, job: Job, kind: FileKind) -> None:
        self.job = job
        self.kind = kind
        self.rows = 0
        self.hidden = 0
        self.notes: list[str] = []
        self._stack = ExitStack()
        self.sha256 = ""
        self._table: Table | None = None

    def __enter__(self) -> Self:
        format_of(self.job.path)  # says in one sentence when there is nothing to read
        self.sha256 = sha256_of(self.job.path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def open(
        self, *, unique: tuple[str, ...] | None = None, may_be_future: frozenset[str] = frozenset()
    ) -> Table:
        """Open the file as its kind. Raises CannotRead."""
        table = open_table(
            self.job.path,
            self.kind,
            now=self.job.at,
            zone=self.job.zone,
            profile=self.job.profile,
            unique=unique,
            may_be_future=may_be_future,
        )
        self._stack.callback(table.close)
        if table.ignored:
            self.notes.append(f"Columns that mean nothing here were left out: {', '.join(table.ignored)}.")
        self.expect(table.headings)
        return table

    def expect(self, headings: list[str]) -> None:
        """Say under which headings rejected rows are written."""
        self.rejects = self._stack.enter_context(
            Rejects(self.job.path, headings, otherwise=self.job.otherwise)
        )

    def reject(self, bad: Bad) -> None:
        """Set a row aside; what the guard hides, without its cells."""
        self.rows += 1
        self._set_aside(bad)

    def _set_aside(self, bad: Bad) -> None:
        if self.job.guard is not None and self.job.guard.hides(bad.cells):
            self._hide(bad.number, HIDDEN)
        else:
            self.rejects.add(bad)

    def _hide(self, number: int, why: str) -> None:
        self.hidden += 1
        self.rejects.add(Bad(number, (), why))

    def copy_table(
        self,
        table: Table,
        judge: Callable[[dict[str, Value]], str | None],
        extra: tuple[Column, ...] = (),
    ) -> None:
        """Copy every good row that `judge` has nothing against; the others are set aside with its sentence.

        `judge` may also fill the `extra` columns of the row.
        """

        def judged() -> Iterable[Good]:
            for row in table.rows():
                if self.rows % _TELL_EVERY == 0:
                    self.job.tell(table.part_read())
                if isinstance(row, Bad):
                    self.reject(row)
                elif self.job.guard is not None and (said := self.job.guard.refuses(row.values)):
                    self.rows += 1
                    self._hide(row.number, said)
                elif why := judge(row.values):
                    self.reject(Bad(row.number, _as_written(table, row.values), why))
                else:
                    self.rows += 1
                    yield row

        self._table = table
        self.copy(judged(), extra)
        self.job.tell(1.0)

    def copy(self, rows: Iterable[Good], extra: tuple[Column, ...] = ()) -> None:
        """Make the temporary table `incoming` and copy these rows into it; `row` holds their number."""
        columns = (*self.kind.columns, *extra)
        spelt = ", ".join(f'"{column.name}" {_SQL_TYPES[column.kind]}' for column in columns)
        names = [column.name for column in columns]
        listed = ", ".join(f'"{name}"' for name in names)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{INCOMING}")
            cursor.execute(f"CREATE TEMPORARY TABLE {INCOMING} (row integer, {spelt}) ON COMMIT DROP")
            with cursor.copy(f"COPY {INCOMING} (row, {listed}) FROM STDIN") as copy:
                for row in rows:
                    values = row.values
                    copy.write_row((row.number, *[_plain(values.get(name)) for name in names]))
            cursor.execute(f"ANALYZE {INCOMING}")
            # Search indexes take a million rows in large helpings; small ones are sorted in again and again.
            cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
            cursor.execute("SET LOCAL work_mem = '64MB'")

    def refuse(self, condition: str, why: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Set aside the rows of `incoming` for which a condition holds; `why` is SQL that makes the sentence."""
        names = [column.name for column in self.kind.columns]
        listed = ", ".join(f'incoming."{name}"' for name in names)
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {INCOMING} AS incoming WHERE {condition} RETURNING row, {why}, {listed}",  # noqa: S608  written by us
                parameters,
            )
            refused = 0
            while batch := cursor.fetchmany(_TELL_EVERY):
                for number, sentence, *values in batch:
                    said = {name: _back(value) for name, value in zip(names, values, strict=True)}
                    cells = _as_written(self._table, said) if self._table else ()
                    self._set_aside(Bad(number, cells, sentence))
                    refused += 1
        return refused

    def outcome(self, *, new: int, changed: int, counts: dict[str, int] | None = None) -> Outcome:
        """What the load did, once the statements have run."""
        return Outcome(
            kind=self.kind.name,
            sha256=self.sha256,
            rows=self.rows,
            new=new,
            changed=changed,
            rejected=self.rejects.count,
            rejected_file=str(self.rejects.path) if self.rejects.count else None,
            notes=tuple(self.notes),
            counts=({"privileged": self.hidden} if self.hidden else {}) | (counts or {}),
        )


def _plain(value: Value) -> object:
    """Lists go to the database as arrays; a tuple would be a composite."""
    return list(value) if isinstance(value, tuple) else value


def _back(value: Any) -> Value:
    """What the database gave, as a typed cell."""
    return tuple(value) if isinstance(value, list) else value


def _as_written(table: Table, values: dict[str, Value]) -> tuple[str, ...]:
    """A judged row under the file's own headings, as nearly as typed values allow."""
    column_of = {heading: column for column, heading in table.found.items()}
    return tuple(_text(values.get(column_of.get(heading, ""))) for heading in table.headings)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)


def run(statement: str, parameters: Mapping[str, Any] | None = None) -> int:
    """Run one set-based statement over `incoming`; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return max(0, int(cursor.rowcount))


def learn(*tables: str) -> None:
    """Have the planner look at tables again: one it has never seen it takes for empty, and compares row by row."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT app_analyze(%s::regclass)", [table])


def ask(statement: str, parameters: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
    """Run a statement that answers one row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def rows(statement: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Run a statement that answers rows, all at once: for what is kept short, such as identifiers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
