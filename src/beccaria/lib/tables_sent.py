"""Rows that somebody sends, read as a table like any file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beccaria.lib.tables_source import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Rows sent one by one, as column -> value, and the digest of what was sent."""

    rows: Sequence[Mapping[str, object]]
    sha256: str


class Listed:
    """Rows that somebody sends, as a source like any file."""

    format = "xlsx"  # cells that are missing at the end of a row are empty
    encoding = "utf-8"
    headings_row = 0

    def __init__(self, rows: Sequence[Mapping[str, object]]) -> None:
        self.headings = list(dict.fromkeys(str(name) for row in rows for name in row))
        self._rows = rows

    def rows(self) -> Iterator[list[str]]:
        """The headings, then every row."""
        yield self.headings
        for row in self._rows:
            yield [as_text(row.get(name)) for name in self.headings]

    def part_read(self) -> float:
        """It is there at once."""
        return 1.0

    def close(self) -> None:
        """Nothing is held."""
