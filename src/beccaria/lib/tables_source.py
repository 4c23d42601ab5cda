"""Open a CSV, XLSX or Parquet file as rows of text that can be walked more than once in little memory."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, Protocol

from beccaria.core.refusal import BadInput, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MB = 1 << 20
LONGEST_ROW = 64 * MB  # beyond this a quotation mark was opened and never closed
DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 4 * MB
_HEAD = 64 * 1024
_WHOLE_AS_FLOAT = 2**53

_NOT_TABLES = (
    (b"%PDF", Phrase("a PDF document")),
    (b"MZ", Phrase("a Windows program")),
    (b"\x7fELF", Phrase("a program")),
    (b"\x1f\x8b", Phrase("a gzip archive")),
    (b"\xd0\xcf\x11\xe0", Phrase("an old Excel or Word file")),
    (b"\xff\xd8\xff", Phrase("a photograph")),
    (b"\x89PNG", Phrase("a picture")),
)


class CannotRead(BadInput):
    """The whole file is refused; the sentence says why and what to do."""


class Source(Protocol):
    """Rows of cells as text; the first non-empty row holds the headings."""

    format: str
    encoding: str
    headings_row: int
    """The number of the row of headings: 0 where somebody sends rows and counts them from the first."""

    def rows(self) -> Iterator[list[str]]:
        """All rows from the beginning, headings included."""

    def part_read(self) -> float:
        """How much of the present walk is done, 0 to 1."""

    def close(self) -> None:
        """Let go of temporary files."""


def format_of(path: Path) -> str:
    """What the file is by its content (not its name): csv, xlsx or parquet."""
    if not path.is_file():
        raise CannotRead("There is no file %(file)s: check the name.", file=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except PermissionError as error:
        raise CannotRead(
            "%(file)s may not be read by this user: change its permissions.", file=path.name
        ) from error
    if not head:
        raise CannotRead("%(file)s is empty: nothing to load.", file=path.name)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, what in _NOT_TABLES:
        if head.startswith(magic):
            raise CannotRead(
                "%(file)s is %(what)s, not a table: save it as CSV, XLSX or Parquet.",
                file=path.name,
                what=what,
            )
    return "csv"


def encoding_of(path: Path) -> str:
    """How the text is encoded: by its mark, else UTF-8 if all is valid, else Windows-1252 or Latin-1."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise CannotRead("%(file)s is written in UTF-32: save it as UTF-8.", file=path.name)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if unmarked := _unmarked_utf16(head):
            return unmarked
        file.seek(0)
        return _eight_bit(file)


def _unmarked_utf16(head: bytes) -> str | None:
    """In UTF-16 text every second byte of Western letters is zero."""
    even, odd = head[0::2], head[1::2]
    if len(odd) > 1 and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if len(odd) > 1 and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _eight_bit(file: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, undefined = True, False
    while chunk := file.read(_CHUNK):
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        undefined = undefined or any(byte in chunk for byte in b"\x81\x8d\x8f\x90\x9d")
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if is_utf8:
        return "utf-8"
    return "latin-1" if undefined else "cp1252"


@dataclass
class TextTable:
    """A delimited text file."""

    path: Path
    encoding: str
    delimiter: str
    format: str = "csv"
    headings_row: int = 1
    _part: Callable[[], float] | None = None

    def rows(self) -> Iterator[list[str]]:
        """All rows; a row is refused when it is absurdly long, because a quotation mark is then open."""
        size = max(1, self.path.stat().st_size)
        with self.path.open("rb") as raw, TextIOWrapper(raw, encoding=self.encoding, newline="") as file:
            self._part = lambda: min(1.0, raw.tell() / size)
            counter = _Lines(file.readline)
            try:
                for row in _delimited(counter, self.delimiter):
                    counter.since = 0
                    yield row
            except (csv.Error, UnicodeDecodeError) as error:
                raise CannotRead(
                    "%(file)s cannot be read as a table: %(why)s.", file=self.path.name, why=str(error)
                ) from error
            self._part = None

    def part_read(self) -> float:
        """How much of the file's bytes the present walk has passed."""
        return self._part() if self._part else 1.0

    def close(self) -> None:
        """Nothing is held between walks."""


def as_text(cell: object) -> str:
    """A typed cell as the text a careful person would write: ISO dates, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode("utf-8")
    return _typed_as_text(cell)


def _typed_as_text(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < _WHOLE_AS_FLOAT:
            return str(int(cell))
        case datetime():
            return cell.isoformat(" ")
        case list() | tuple():
            return ";".join(as_text(part) for part in cell)
        case bytes():
            return cell.decode("utf-8", "replace")
        case _:
            return str(cell)


def _delimited(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The csv module, with cells of any size below a row's limit: then the row is refused, not the file."""
    csv.field_size_limit(2 * LONGEST_ROW)
    return csv.reader(lines, delimiter=delimiter)


class _Lines:
    """Hand lines to the csv reader and stop when one row swallows the file."""

    def __init__(self, readline: Callable[[int], str]) -> None:
        self.readline = readline
        self.since = 0
        self.number = 0
        self.begun = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.readline(LONGEST_ROW)
        if not line and self.since == 0:
            raise StopIteration
        if self.since == 0:
            self.begun = self.number + 1
        self.number += 1
        self.since += len(line)
        if not line or self.since >= LONGEST_ROW:
            # At the end of the file, or after far too much, the reader still waits for a closing mark.
            raise CannotRead(
                "A quotation mark is opened in line %(line)s and never closed: close it and load again.",
                line=str(self.begun),
            )
        return line


def open_text(path: Path, recognised: Callable[[list[str]], int]) -> TextTable:
    """Open delimited text with the delimiter whose heading row has the most `recognised` columns."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        lines = [line for line in (file.readline(MB) for _ in range(20)) if line.strip()]
    if not lines:
        raise CannotRead("%(file)s is empty: nothing to load.", file=path.name)
    heading = lines[1] if lines[0].lower().startswith("sep=") and len(lines) > 1 else lines[0]
    found = {mark: next(_delimited([heading], mark), []) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: (recognised(found[mark]), len(found[mark])))
    return TextTable(path, encoding, best)
