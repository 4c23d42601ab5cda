"""Opens a text file as rows of cells, whatever separates them and however it is encoded."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from beccaria.core.refusal import BadInput

_CHUNK: Final = 1 << 22
_HEAD: Final = 1 << 16
_SAMPLE: Final = 60
_COMMENT: Final = ("#", "%")
_BLANKS: Final = re.compile(r"\s+")
_BINARY: Final = (b"\x00", b"PK\x03\x04", b"%PDF", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Table:
    """A text file and how to cut it. `delimiter` None: cut at blanks."""

    path: Path
    encoding: str
    delimiter: str | None
    comments: int
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with the number of its line."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            for _ in range(self.comments):
                next(file)
            try:
                if self.delimiter is None:
                    for number, line in enumerate(file, self.comments + 1):
                        if line.strip():
                            yield number, _BLANKS.split(line.strip())
                    return
                reader = csv.reader(file, delimiter=self.delimiter)
                for row in reader:
                    if any(cell and not cell.isspace() for cell in row):
                        yield self.comments + reader.line_num, row
            except csv.Error as bad:
                raise BadInput(
                    f"{self.path.name} cannot be read as a table ({bad}): look for an open quotation mark."
                ) from bad

    def head(self) -> list[list[str]]:
        """The first rows."""
        return [row for _, row in islice(self.rows(), _SAMPLE)]


def open_table(path: Path) -> Table:
    """Find out how the file is encoded and separated. Raises BadInput when there is nothing in it, or no text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise BadInput(
            f"{path.name} is empty: give one tie a line, as `person,person` or `person,person,weight`."
        )
    encoding, notes = _encoding(path, head)
    if not encoding.startswith("utf-16") and any(head.startswith(mark) for mark in _BINARY[1:]) | (
        b"\x00" in head
    ):
        raise BadInput(f"{path.name} is not text: give CSV, a matrix, GraphML, GEXF or XLSX.")
    with path.open(encoding=encoding, newline=None) as file:
        lines = [line for line in islice(file, 2 * _SAMPLE) if line.strip()]
    comments = 0
    while comments < len(lines) and lines[comments].startswith(_COMMENT):
        comments += 1
    if comments:
        notes = (*notes, f"{comments} lines of comment at the beginning left out.")
    if not lines[comments:]:
        raise BadInput(f"{path.name} holds nothing but comments: give one tie a line.")
    return Table(path, encoding, _delimiter(path, lines[comments : comments + _SAMPLE]), comments, notes)


def _encoding(path: Path, head: bytes) -> tuple[str, tuple[str, ...]]:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252" if _is_western(path) else "latin-1", (
                "The file is not UTF-8; it was read as Western European (Windows-1252): check the accents.",
            )
    return "utf-8-sig", ()


def _is_western(path: Path) -> bool:
    """Whether no byte is one that Windows-1252 leaves undefined."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if any(byte in chunk for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
                return False
    return True


def _delimiter(path: Path, lines: list[str]) -> str | None:
    """The mark that cuts most lines; blanks only where no mark does."""
    found = {mark: sum(mark in line for line in lines) for mark in (",", ";", "\t", "|")}
    mark = max(found, key=lambda one: (found[one], sum(line.count(one) for line in lines)))
    if found[mark] >= len(lines) / 2:
        return mark
    if all(len(line.split()) > 1 for line in lines):
        return None
    raise BadInput(f"{path.name} has no columns: put a comma between the two names of each tie.")
