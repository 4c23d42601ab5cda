"""Hold what every register of prisons gives: rows of the estate, other names, and an honest account."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from beccaria.lib.tables import Bad, Value, open_source
from beccaria.lib.tables_cells import CellRefused, Habits, to_day, to_number, to_whole
from beccaria.lib.tables_source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

Row = dict[str, Value]
T = TypeVar("T")

_NO_HABITS = Habits()
_EMPTY = frozenset(("", "NULL", "-"))


@dataclass(frozen=True, slots=True)
class OtherName:
    """How another list writes the name of a place."""

    code: str
    name: str
    source: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A place that is already there: by its name and kind a register without codes finds it."""

    code: str
    name: str
    kind: str
    country: str = ""


@dataclass
class Register:
    """What a register says: rows of the estate, several per place when it has a history, and an account."""

    name: str
    source: str
    headings: list[str]
    rows: list[Row] = field(default_factory=list)
    names: list[OtherName] = field(default_factory=list)
    rejected: list[Bad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def reject(self, line: Line, why: str) -> None:
        """Set one row of the file aside with its reason."""
        self.rejected.append(Bad(line.number, line.cells, why))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a register's file by heading, with its number and its raw cells."""

    number: int
    cells: tuple[str, ...]
    by: dict[str, str]

    def text(self, heading: str) -> str:
        """The trimmed cell, empty when the register says nothing."""
        found = self.by.get(heading, "").strip()
        return "" if found in _EMPTY else found

    def whole(self, heading: str) -> int | None:
        """A count, or None. Raises CellRefused naming the heading."""
        return self._read(heading, lambda text: to_whole(text, _NO_HABITS))

    def number_at(self, heading: str) -> Decimal | None:
        """A number, or None. Raises CellRefused naming the heading."""
        return self._read(heading, lambda text: to_number(text, _NO_HABITS))

    def day(self, heading: str) -> date | None:
        """A day, or None. Raises CellRefused naming the heading."""
        return self._read(heading, lambda text: to_day(text, _NO_HABITS))

    def _read(self, heading: str, read: Callable[[str], T]) -> T | None:
        text = self.text(heading)
        try:
            return read(text) if text else None
        except CellRefused as refused:
            raise CellRefused(f"{heading}: {refused}.") from refused


def lines(path: Path) -> tuple[list[str], Iterator[Line]]:
    """The headings of a delimited file and its rows."""
    source = open_source(path, len)
    walk = enumerate(source.rows(), start=1)
    _, headings = next(walk, (0, []))
    return headings, _lines(headings, walk, source)


def _lines(headings: list[str], walk: Iterable[tuple[int, list[str]]], source: Source) -> Iterator[Line]:
    try:
        for number, cells in walk:
            if any(cells):
                yield Line(number, tuple(cells), dict(zip(headings, cells, strict=False)))
    finally:
        source.close()


def plain(name: str) -> str:
    """A name without case, accents, ordinal marks and punctuation, for comparing."""
    bare = unicodedata.normalize("NFKD", re.sub("[\u00aa\u00ba]", "", name))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare).split())
