"""Stage the good rows of one import: an own small DuckDB file in which they are typed, judged and told apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pyarrow as pa

from beccaria.core.feeds import Feed
from beccaria.feeds.taking import rules
from beccaria.feeds.taking.screening import LISTED
from beccaria.feeds.taking.typing import SQL_TYPES, typed
from beccaria.lib.staging import HIDDEN
from beccaria.lib.tables import Bad

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from beccaria.core.feedfiles import FileKind
    from beccaria.feeds.taking.screening import Screen
    from beccaria.feeds.taking.sources import Chunk
    from beccaria.lib.tables import Table

MEMORY: Final = "1GB"
# One thread reads so many rows of a chunk: whole, it would be read by one.
_AT_ONCE: Final = 20_000
_FUTURE: Final[dict[Feed, frozenset[str]]] = {Feed.VISITS: frozenset({"at", "ends_at"})}


def may_be_future(kind: Feed) -> frozenset[str]:
    """The columns of a kind that may lie in the future: booked visits."""
    return _FUTURE.get(kind, frozenset())


_ARROW: Final = {
    "text": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "moment": pa.timestamp("us", tz="UTC"),
    "day": pa.date32(),
}


def _schema(file: FileKind) -> Any:
    return pa.schema([("_row", pa.int64()), *((one.name, _ARROW[one.kind]) for one in file.columns)])


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def connect(folder: Path, *, zone: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB file of one's own with bounded memory."""
    con = duckdb.connect(folder / "staged.duckdb")
    con.execute(f"SET memory_limit = '{MEMORY}'; SET threads = 2; SET temp_directory = '{folder / 'spill'}'")
    con.execute("SET preserve_insertion_order = true; SET TimeZone = 'UTC'")
    con.execute("CREATE TABLE sites (written VARCHAR, code VARCHAR, own BOOLEAN)")
    con.execute(f"CREATE MACRO local_day(moment) AS CAST(timezone('{zone}', moment) AS DATE)")
    return con


@dataclass
class Staged:
    """The rows of one import on their way. `reject` takes what is set aside."""

    con: duckdb.DuckDBPyConnection
    kind: Feed
    file: FileKind
    table: Table
    screen: Screen
    site_of: Callable[[str], tuple[str | None, bool]]
    reject: Callable[[Bad], None]
    now: datetime
    oldest: datetime
    zone: str
    total: int = 0
    dropped: Counter[tuple[str | None, Any]] = field(default_factory=Counter)
    dropped_numbers: list[int] = field(default_factory=list)
    withheld: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejected: Counter[tuple[str | None, Any]] = field(default_factory=Counter)
    _codes: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make the table."""
        spelt = ", ".join(f'"{one.name}" {SQL_TYPES[one.kind]}' for one in self.file.columns)
        self.con.execute(f"CREATE TABLE staged (_row BIGINT, {spelt})")
        self._sql = typed(self.file, frozenset(self.table.found), may_be_future=may_be_future(self.kind))

    def add(self, chunk: Chunk) -> None:
        """Take a chunk: screened, typed, judged."""
        self.total += len(chunk) + len(chunk.uneven)
        for number, cells in chunk.uneven:
            width = len(self.table.headings)
            self._refuse(number, cells, f"The row has {len(cells)} cells, but there are {width} headings.")
        kept, dropped = self.screen.screen(chunk)
        self._count_dropped(chunk, dropped)
        if not len(kept):
            return
        raw = pa.table({"_row": kept.numbers, **kept.cells})
        self.con.register("chunk", pa.Table.from_batches(raw.to_batches(max_chunksize=_AT_ONCE), raw.schema))
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE typed AS {self._sql}",
            {name: value for name, value in self._said().items() if f"${name}" in self._sql},
        )
        self._singly(raw)
        self.con.unregister("chunk")
        self._judge(raw)

    def _said(self) -> dict[str, Any]:
        return {"zone": self.zone, "now": self.now}

    def _singly(self, raw: Any) -> None:
        """Read the rows that are not plainly written one by one, as any other file's are."""
        odd = [row for (row,) in self.con.execute("SELECT _row FROM typed WHERE NOT _plain").fetchall()]
        if not odd:
            return
        rows = self._cells(raw, odd)
        if any(self._doubtful(cells) for _, cells in rows):
            self.table.learn()  # walks the whole file
        else:
            self.table.ready()
        good: list[dict[str, Any]] = []
        for number, cells in rows:
            read = self.table.judge(number, cells)
            if isinstance(read, Bad):
                self._refuse(number, cells, read.why)
            else:
                good.append({"_row": number, **{name: _plain(value) for name, value in read.values.items()}})
        self.con.execute("DELETE FROM typed WHERE NOT _plain")
        if good:
            self.con.register("singly", pa.Table.from_pylist(good, schema=_schema(self.file)))
            self.con.execute("INSERT INTO typed SELECT *, true FROM singly")
            self.con.unregister("singly")

    def _doubtful(self, cells: list[str]) -> bool:
        """Whether a cell can be read in two ways, so that the rest of its column has to say which."""
        said = dict(zip(self.table.headings, cells, strict=True))
        for column in self.file.columns:
            cell = said.get(self.table.found.get(column.name, ""), "")
            if (column.kind in {"moment", "day"} and "/" in cell) or (
                column.kind in {"number", "whole"} and ("," in cell or "." in cell)
            ):
                return True
        return False

    def _cells(self, raw: Any, numbers: list[int]) -> list[tuple[int, list[str]]]:
        """Rows as the file has them, in its own order of columns, without the columns that mean nothing here."""
        wanted = pa.array(numbers, pa.int64())
        some = raw.filter(pa.compute.is_in(raw["_row"], value_set=wanted)).to_pylist()
        named = {heading: name for name, heading in self.table.found.items()}
        return [
            (row["_row"], [row.get(named.get(heading, ""), "") or "" for heading in self.table.headings])
            for row in some
        ]

    def _judge(self, raw: Any) -> None:
        self._know_sites()
        against = rules.against(self.kind)
        names = ", ".join(
            "site.code" if one.name == "establishment" else f"r.{one.name}" for one in self.file.columns
        )
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE judged AS SELECT r._row, {names}, {against} AS _why "
            "FROM typed r LEFT JOIN sites site ON site.written = r.establishment",
            {
                name: value
                for name, value in {"oldest": self.oldest, "now": self.now}.items()
                if f"${name}" in against
            },
        )
        refused = dict(self.con.execute("SELECT _row, _why FROM judged WHERE _why IS NOT NULL").fetchall())
        if refused:
            for number, cells in self._cells(raw, list(refused)):
                self._refuse(number, cells, refused[number])
        self.con.execute(
            "INSERT INTO staged SELECT * EXCLUDE (_why) FROM judged WHERE _why IS NULL ORDER BY _row"
        )

    def _know_sites(self) -> None:
        """Learn how establishments are written that were not met before."""
        found = self.con.execute("SELECT DISTINCT establishment FROM typed").fetchall()
        for (written,) in found:
            if written is not None and written not in self._told:
                self._told.add(written)
                self.con.execute("INSERT INTO sites VALUES (?, ?, ?)", [written, *self._site(written)])

    def _site(self, written: str) -> tuple[str | None, bool]:
        """The code of an establishment as the source writes it, and whether rows of it may come in."""
        if written not in self._codes:
            self._codes[written] = self.site_of(written)
        return self._codes[written]

    def _refuse(self, number: int, cells: list[str], why: str) -> None:
        """Set a row aside; when it may be somebody privileged's, without a word of what it says."""
        if self.screen.hides(cells):
            self.withheld += 1
            self.reject(Bad(number, (), HIDDEN))
            return
        said = dict(zip(self.table.headings, cells, strict=False))
        at, prison = (said.get(self.table.found.get(name, ""), "") for name in ("at", "establishment"))
        self.rejected[self._of(prison, at)] += 1
        self.reasons[why.split(":", 1)[0] if ":" in why else "cells"] += 1
        self.reject(Bad(number, tuple(cells), why))

    def _count_dropped(self, chunk: Chunk, places: list[int]) -> None:
        """Count what was dropped by prison and day: that is all that is kept of it."""
        if not places:
            return
        at, prison = chunk.cells.get("at"), chunk.cells.get("establishment")
        for place in places:
            moment = str(at[place]) if at is not None else ""
            self.dropped[self._of(str(prison[place]) if prison is not None else "", moment)] += 1
        room = max(0, LISTED - len(self.dropped_numbers))
        self.dropped_numbers += [int(chunk.numbers[place]) for place in places[:room]]

    def _of(self, prison: str, moment: str) -> tuple[str | None, str]:
        """Of which prison and day a row is, as it was written; of none where its rows may not come in."""
        code, own = self._site(prison.strip())
        return (code, moment.strip()[:10]) if own else (None, "")
