"""Write FILE.rejected.csv: the rows that were not loaded, each with its reason, safe in a spreadsheet."""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from beccaria.lib.tables_cells import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from beccaria.lib.tables import Bad

_LONGEST_SHOWN = 1_000


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs, without NUL, cut when it is very long."""
    shown = cell.replace("\x00", "␀").encode("utf-8", "replace").decode("utf-8")
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[:_LONGEST_SHOWN]}… ({len(cell):,} characters)"
    return f"'{shown}" if shown.startswith(FORMULA_STARTS) else shown


def rejects_of(path: Path) -> Path:
    """Where the rows of a file lie that were not loaded."""
    return path.with_name(f"{path.name}.rejected.csv")


class Rejects:
    """Collects rejected rows; leaving without an error puts them beside the file, or in `otherwise`.

    When nothing was rejected, a file left by an earlier load is removed. After an error nothing is changed.
    """

    def __init__(self, path: Path, headings: Sequence[str], *, otherwise: Path | None = None) -> None:
        self.headings = headings
        folder = path.parent
        if otherwise is not None and not os.access(folder, os.W_OK):
            folder = otherwise
        self.path = rejects_of(folder / path.name)
        self.count = 0
        self._part: Path | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, bad: Bad) -> None:
        """Write one rejected row to the part file."""
        if self._part is None:
            self._begin()
        self.count += 1
        self._writer.writerow([str(bad.number), safe(bad.why), *map(safe, bad.cells)])

    def _begin(self) -> None:
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        self._part = Path(name)
        self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["row", "why", *map(safe, self.headings)])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._part is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        if kind is not None:
            if self._part is not None:
                self._part.unlink()
        elif self._part is not None:
            self._part.replace(self.path)
        else:
            self.path.unlink(missing_ok=True)
