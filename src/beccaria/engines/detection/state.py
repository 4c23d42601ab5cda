"""Keep summaries by month as Parquet: a day's rows touch their own month, and kept rows equal those made anew."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from beccaria.engines.detection.summaries import SUMMARIES, Summary, over, version
from beccaria.engines.detection.tables import Tables, known_at

_AT_ONCE: Final = 12
"""Months that are summarised in one go: a feed that is one file is read whole for each, and a year fits into memory."""
_FEW: Final = 2
"""So few months are added up whenever they are asked for."""
_BOOK: Final = "summaries.json"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month."""

    year: int
    month: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month of a moment."""
        return cls(moment.year, moment.month)

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.month, 1)  # noqa: DTZ001  tables hold UTC without a zone

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def name(self) -> str:
        """As 2026-03."""
        return f"{self.year}-{self.month:02}"


class Kept:
    """Summaries in a folder, made when they are first asked for and again when rows of their month came."""

    def __init__(
        self,
        con: Backend,
        folder: Path,
        *,
        since: datetime | None = None,
        kinds: Collection[str] | None = None,
    ) -> None:
        """Use a folder (made when it is not there); months from that of `since` on are made again, once.

        With `kinds` only summaries of these feeds are kept, and the others are made on the spot.
        """
        self._con = con
        self._kinds = kinds
        self._folder = folder
        self._since = None if since is None else since.astimezone(UTC).replace(tzinfo=None)
        self._done: set[tuple[str, str]] = set()
        self._first: dict[str, datetime | None] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._book = self._read()

    def summary(self, name: str, tables: Tables) -> Table:
        """One summary as of the moment of the tables. Raises KeyError for one that is not known."""
        one = SUMMARIES[name]
        if self._kinds is not None and one.kind not in self._kinds:
            return one.of(tables[one.kind])
        months = list(self._months(one, name, tables))
        stale = [month for month in months if not self._is_good(name, month, tables.until)]
        for some in _batches(stale):
            self._make(name, some, tables)
        if stale:
            self._write()
        files = [str(self._path(name, month)) for month in months]
        if not files:
            return one.of(tables[one.kind])
        return self._con.read_parquet(files)

    def summed(self, name: str, tables: Tables) -> Table:
        """The same over all months: those before the last are added up once, and kept so until one of them changes.

        Raises KeyError for one that is not known.
        """
        one = SUMMARIES[name]
        rows = self.summary(name, tables)
        held = self._kinds is None or one.kind in self._kinds
        months = list(self._months(one, name, tables)) if held else []
        if len(months) <= _FEW:
            return over(one, rows)
        before = self._before(one, name, months[:-1])
        last = self._con.read_parquet([str(self._path(name, months[-1]))])
        return over(one, before.union(last.select(before.columns)))

    def _before(self, one: Summary, name: str, months: list[Month]) -> Table:
        """These months added up, from their files."""
        files = [self._path(name, month) for month in months]
        kept, path = f"{name}-before", self._folder / f"{name}-before.parquet"
        made_of = str([(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files])
        if self._book.get(kept, {}).get("made_of") != made_of or not path.is_file():
            rows = over(one, self._con.read_parquet([str(file) for file in files]))
            with self._laid_down(rows) as made:
                self._copy(made, path)
            self._book[kept] = {"made_of": made_of}
            self._write()
        return self._con.read_parquet(str(path))

    def _months(self, one: Summary, name: str, tables: Tables) -> Iterator[Month]:
        """All months from the first row to the moment asked. What is kept already knows its first month."""
        first = min(self._book.get(name, {}), default=None)
        month = None if first is None else Month(*(int(part) for part in first.split("-")))
        if month is None:
            began = self._began(one.kind, tables)
            month = None if began is None else Month.of(began)
        if month is not None and self._since is not None:
            month = min(month, Month.of(self._since))
        while month is not None and month.begin < tables.until:
            yield month
            month = month.next

    def _began(self, kind: str, tables: Tables) -> datetime | None:
        """The first moment of a feed, asked once: it is a reading of all of it."""
        if self._first.get(kind) is None:
            self._first[kind] = known_at(kind, tables[kind]).min().to_pyarrow().as_py()
        return self._first[kind]

    def _is_good(self, name: str, month: Month, until: datetime) -> bool:
        """Whether what is kept holds all rows of the month before `until`, and none after."""
        said = self._book.get(name, {}).get(month.name)
        if said is None or not self._path(name, month).is_file():
            return False
        late = self._since is not None and month >= Month.of(self._since)
        if late and (name, month.name) not in self._done:
            return False
        end = month.next.begin
        return bool(min(datetime.fromisoformat(said), end) == min(until, end))

    def _make(self, name: str, months: list[Month], tables: Tables) -> None:
        """Summarise these months, which follow each other, in one reading, and put each into its own file."""
        some = self._summarised(name, months, tables)
        order = ", ".join(f'"{column}"' for column in some.columns)
        with self._laid_down(some) as made:
            for month in months:
                within = f"WHERE month = TIMESTAMP '{month.begin}' ORDER BY {order}"
                self._copy(f"{made} {within}", self._path(name, month))
                self._book.setdefault(name, {})[month.name] = tables.until.isoformat()
                self._done.add((name, month.name))

    def _summarised(self, name: str, months: list[Month], tables: Tables) -> Table:
        """The rows of these months; of a month kept up to a moment before which nothing changed only its later ones."""
        one, end = SUMMARIES[name], months[-1].next.begin
        kept = self._unchanged_until(name, months[0], tables.until) if len(months) == 1 else None
        if one.over is None or kept is None:
            return one.of(tables.between(one.kind, months[0].begin, end))
        later = one.of(tables.between(one.kind, kept, end))
        before = self._con.read_parquet(str(self._path(name, months[0]))).select(later.columns)
        return one.over(before.cast(later.schema()).union(later), "month").select(later.columns)

    def _unchanged_until(self, name: str, month: Month, until: datetime) -> datetime | None:
        """Up to when the month is kept, when that is before anything that came since; else None."""
        said = self._book.get(name, {}).get(month.name)
        if said is None or self._since is None or not self._path(name, month).is_file():
            return None
        kept = datetime.fromisoformat(said)
        return kept if kept <= min(self._since, until) else None

    @contextmanager
    def _laid_down(self, rows: Table) -> Iterator[str]:
        """The rows computed once, as a query of them; the database spills what does not fit into memory."""
        made = ibis.util.gen_name("making")
        self._con.create_table(made, rows, temp=True)
        try:
            yield f'SELECT {_columns(rows)} FROM "{made}"'  # noqa: S608  names are ours
        finally:
            self._con.raw_sql(f'DROP TABLE "{made}"')

    def _copy(self, rows: str, path: Path) -> None:
        """Write what a query gives into a file, or leave the file as it is."""
        aside = path.with_suffix(".aside")
        self._con.raw_sql(f"COPY ({rows}) TO '{_quoted(aside)}' (FORMAT parquet, COMPRESSION zstd)")
        aside.replace(path)

    def _path(self, name: str, month: Month) -> Path:
        return self._folder / f"{name}-{month.name}.parquet"

    def _read(self) -> dict[str, dict[str, str]]:
        """What is kept; nothing when it was kept by another version or its book cannot be read."""
        path = self._folder / _BOOK
        if not path.is_file():
            return {}
        try:
            said: Any = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            # Broken off in mid-writing: what is kept can be made again.
            return {}
        return said["months"] if isinstance(said, dict) and said.get("version") == version() else {}

    def _write(self) -> None:
        aside = self._folder / f"{_BOOK}.aside"
        aside.write_text(
            json.dumps({"version": version(), "months": self._book}, sort_keys=True), encoding="utf-8"
        )
        aside.replace(self._folder / _BOOK)


def _batches(months: Iterable[Month]) -> Iterator[list[Month]]:
    """Months that follow each other, a few at a time."""
    some: list[Month] = []
    for month in sorted(months):
        if some and (some[-1].next != month or len(some) == _AT_ONCE):
            yield some
            some = []
        some.append(month)
    if some:
        yield some


def _columns(rows: Table) -> str:
    """The columns for a query. A sum of whole numbers is wider in DuckDB than Parquet can hold, so it is cast."""
    return ", ".join(
        f'CAST("{column}" AS BIGINT) AS "{column}"' if kind.is_integer() else f'"{column}"'
        for column, kind in rows.schema().items()
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
