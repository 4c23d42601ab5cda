"""Stream a table against the columns it should have: good rows typed, bad rows with one sentence each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from beccaria.core.refusal import Phrase
from beccaria.lib.tables_cells import (
    LONGEST_KEY,
    CellRefused,
    Habits,
    Value,
    converter,
    harmless,
)
from beccaria.lib.tables_source import CannotRead, Source, format_of, open_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from beccaria.core.feedfiles import Column, FileKind

__all__ = [
    "Bad",
    "CannotRead",
    "Good",
    "Table",
    "Value",
    "fold",
    "open_source",
    "open_table",
    "sha256_of",
    "table_of",
]

_EMPTY = frozenset(("", "-", "\u2013", "\u2014"))  # dashes of three lengths stand for "nothing"
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Good:
    """A row that can be loaded. `number` is the row as a spreadsheet numbers it: the headings are row 1."""

    number: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be loaded, and why."""

    number: int
    cells: tuple[str, ...]
    why: str


def fold(text: str) -> str:
    """A heading without case, accents and punctuation: `Prénom(s)` and `prenom_s` are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", "_", plain.casefold()).strip("_")


def sha256_of(path: Path) -> str:
    """The file's SHA-256, by which the ledger names it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass
class _Cell:
    column: Column
    index: int
    heading: str
    read: Callable[[str], Value]
    habits: Habits
    may_be_future: bool


@dataclass
class Table:
    """An opened file whose headings are understood. Walk `rows()` once or more; call `close()` at the end."""

    kind: FileKind
    source: Source
    headings: list[str]
    found: dict[str, str]  # canonical column -> heading in the file
    ignored: list[str]  # headings that mean nothing here
    now: datetime
    zone: tzinfo
    unique: tuple[str, ...]
    may_be_future: frozenset[str]
    _cells: list[_Cell] = field(default_factory=list)
    _learnt: bool = False

    def part_read(self) -> float:
        """How much of the present walk is done, 0 to 1."""
        return self.source.part_read()

    def close(self) -> None:
        """Remove temporary files."""
        self.source.close()

    def rows(self) -> Iterator[Good | Bad]:
        """Every row after the headings, in order; blank rows are passed over. Raises CannotRead."""
        self.learn()
        seen: dict[int, int] = {}
        for number, cells in self.numbered():
            if any(cells):
                yield self.judge(number, cells, seen)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the headings as text, with their numbers, blank ones too. Raises CannotRead."""
        return _numbered(self.source)

    def judge(self, number: int, cells: list[str], seen: dict[int, int] | None = None) -> Good | Bad:
        """One row typed, or why not. `learn` or `ready` comes first; `seen` remembers identifiers from row to row."""
        try:
            self._even(cells)
            values = self._values(cells)
            if seen is not None:
                self._once(values, seen, number)
        except CellRefused as refused:
            return Bad(number, tuple(cells), str(refused))
        return Good(number, values)

    def _even(self, cells: list[str]) -> None:
        width = len(self.headings)
        short = (
            len(cells) < width and self.source.format != "xlsx"
        )  # workbooks leave out empty cells at the end
        if short or any(cell.strip() for cell in cells[width:]):
            raise CellRefused(f"The row has {len(cells)} cells, but there are {width} headings.")

    def ready(self) -> None:
        """Know which cell is read how; that is enough for rows whose dates and numbers can be read in one way only."""
        if self._cells:
            return
        places = {heading: index for index, heading in reversed(list(enumerate(self.headings)))}
        for column in self.kind.columns:
            if heading := self.found.get(column.name):
                habits = Habits()
                read = converter(column, habits, self.zone)
                future = column.name in self.may_be_future
                self._cells.append(_Cell(column, places[heading], heading, read, habits, future))

    def learn(self) -> None:
        """Walk the file once to learn how each column writes dates and numbers; again it does nothing."""
        if self._learnt:
            return
        self._learnt = True
        self.ready()
        dates = [(c.index, c.habits) for c in self._cells if c.column.kind in ("moment", "day")]
        numbers = [(c.index, c.habits) for c in self._cells if c.column.kind in ("number", "whole")]
        for _, cells in _numbered(self.source):
            size = len(cells)
            for index, habits in dates:
                if index < size and "/" in cells[index]:
                    habits.notice_date(cells[index].strip())
            for index, habits in numbers:
                if index < size and ("," in cells[index] or "." in cells[index]):
                    habits.notice_number(cells[index].strip())

    def _values(self, cells: list[str]) -> dict[str, Value]:
        values: dict[str, Value] = dict.fromkeys(column.name for column in self.kind.columns)
        for cell in self._cells:
            text = cells[cell.index].strip() if cell.index < len(cells) else ""
            if text in _EMPTY:
                if cell.column.required:
                    raise CellRefused(f"{cell.heading} is empty: every row needs it.")
                values[cell.column.name] = () if cell.column.kind == "list" else None
                continue
            try:
                value = self._value(cell, text)
            except CellRefused as refused:
                raise CellRefused(f"{cell.heading}: {refused}.") from refused
            values[cell.column.name] = value
        return values

    def _value(self, cell: _Cell, text: str) -> Value:
        harmless(text)
        value = cell.read(text)
        if cell.column.kind in ("moment", "day") and not cell.may_be_future:
            self._past(value)
        if cell.column.name in self.unique and len(text) > LONGEST_KEY:
            raise CellRefused(f"the identifier is longer than {LONGEST_KEY} characters")
        return value

    def _past(self, value: Value) -> None:
        late = self.now + _CLOCKS_DIFFER
        if isinstance(value, datetime):
            future = value > late
        else:
            future = isinstance(value, date) and value > late.astimezone(self.zone).date()
        if future:
            raise CellRefused(f"{value} is in the future: correct the date")

    def _once(self, values: dict[str, Value], seen: dict[int, int], number: int) -> None:
        key = "\x1f".join(str(values[name]) for name in self.unique)
        digest = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())
        first = seen.setdefault(digest, number)
        if first != number:
            shown = " ".join(str(values[name]) for name in self.unique)
            heading = self.found[self.unique[0]]
            raise CellRefused(f"{heading} {shown} is already in row {first}: keep one of them.")


def _numbered(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings with their numbers."""
    rows = enumerate(source.rows(), start=source.headings_row)
    for _, cells in rows:
        if any(cells) and not _is_separator_line(cells):
            break
    yield from rows


def _is_separator_line(cells: list[str]) -> bool:
    return cells[0].lower().startswith("sep=") and not any(cells[2:])


def open_source(path: Path, recognised: Callable[[list[str]], int]) -> Source:
    """Open any of the three formats. Raises CannotRead with one plain sentence."""
    match format_of(path):
        case "xlsx":
            from beccaria.lib.tables_xlsx import open_workbook  # noqa: PLC0415 - openpyxl only when needed

            return open_workbook(path, recognised)
        case "parquet":
            from beccaria.lib.tables_parquet import ParquetTable  # noqa: PLC0415 - pyarrow only when needed

            return ParquetTable(path)
        case _:
            return open_text(path, recognised)


def open_table(
    path: Path,
    kind: FileKind,
    *,
    now: datetime,
    zone: tzinfo,
    profile: Mapping[str, str] | None = None,
    unique: tuple[str, ...] | None = None,
    may_be_future: frozenset[str] = frozenset(),
) -> Table:
    """Open `path` as a file of this kind.

    `profile` gives headings for columns (column -> heading), `unique` the columns that together may stand
    only once (the kind's key unless told). Moments without an offset are in `zone`. Raises CannotRead.
    """
    known = {name for column in kind.columns for name in _names(column)} | set(
        map(fold, (profile or {}).values())
    )
    source = open_source(path, lambda cells: sum(fold(cell) in known for cell in cells))
    return table_of(
        source, kind, now=now, zone=zone, profile=profile, unique=unique, may_be_future=may_be_future
    )


def table_of(
    source: Source,
    kind: FileKind,
    *,
    now: datetime,
    zone: tzinfo,
    profile: Mapping[str, str] | None = None,
    unique: tuple[str, ...] | None = None,
    may_be_future: frozenset[str] = frozenset(),
) -> Table:
    """The same for rows that come from elsewhere than a file. Raises CannotRead, and closes the source then."""
    try:
        headings = _headings(source)
        found = _recognise(kind, headings, profile or {})
    except CannotRead:
        source.close()
        raise
    ignored = [heading for heading in headings if heading and heading not in found.values()]
    keys = unique or (kind.key,)
    return Table(kind, source, headings, found, ignored, now, zone, keys, may_be_future)


def _headings(source: Source) -> list[str]:
    for cells in source.rows():
        if any(cells) and not _is_separator_line(cells):
            headings = [cell.strip() for cell in cells]
            while headings and not headings[-1]:
                headings.pop()
            return headings
    raise CannotRead("The file has no row with headings: nothing to load.")


def _names(column: Column) -> tuple[str, ...]:
    return (fold(column.name), *map(fold, column.also))


def _recognise(kind: FileKind, headings: list[str], profile: Mapping[str, str]) -> dict[str, str]:
    folded = [fold(heading) for heading in headings]
    if doubled := sorted({h for h, f in zip(headings, folded, strict=True) if f and folded.count(f) > 1}):
        raise CannotRead("The heading %(heading)s stands twice: rename one of them.", heading=doubled[0])
    place = dict(zip(folded, headings, strict=True))
    columns = {column.name: column for column in kind.columns}
    found: dict[str, str] = {}
    for name, heading in profile.items():
        if name not in columns:
            raise CannotRead(
                "The profile names a column %(column)s, but %(kind)s has only: %(columns)s.",
                column=name,
                kind=kind.name,
                columns=", ".join(columns),
            )
        if fold(heading) not in place:
            raise CannotRead(
                "The profile expects a heading %(heading)s, but the file has: %(headings)s.",
                heading=heading,
                headings=", ".join(headings),
            )
        found[name] = place[fold(heading)]
    for column in kind.columns:
        if column.name not in found:
            _find(column, place, found)
    missing = [name for name in kind.required if name not in found]
    if missing:
        expected = (
            Phrase("the column %(column)s", {"column": missing[0]})
            if len(missing) == 1
            else Phrase("the columns %(columns)s", {"columns": ", ".join(missing)})
        )
        raise CannotRead(
            "The file lacks %(columns)s; it has: %(headings)s. Rename the headings, or say which stand for which (on "
            "the command line with --profile).",
            columns=expected,
            headings=", ".join(headings) or Phrase("nothing"),
        )
    return found


def _find(column: Column, place: dict[str, str], found: dict[str, str]) -> None:
    taken = set(found.values())
    if (own := place.get(fold(column.name))) and own not in taken:
        found[column.name] = own
        return
    others = [place[name] for name in map(fold, column.also) if name in place and place[name] not in taken]
    if len(others) > 1:
        raise CannotRead(
            "The headings %(headings)s could all be %(column)s: rename them, or say which is meant (on the "
            "command line with --profile).",
            headings=", ".join(others),
            column=column.name,
        )
    if others:
        found[column.name] = others[0]
