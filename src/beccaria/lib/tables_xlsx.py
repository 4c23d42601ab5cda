"""Open an Excel workbook as rows of text, in one pass into a private temporary file, refusing zip bombs."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from beccaria.lib.tables_source import LONGEST_ROW, MB, CannotRead, TextTable, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.workbook.workbook import Workbook

LARGEST = 4096 * MB  # uncompressed, all parts together
LARGEST_STRINGS = 256 * MB  # Excel's shared texts have to be held in memory
HIGHEST_RATIO = 200
_SMALL = 32 * MB  # below this the ratio does not matter
_MOST_PARTS = 5_000
_MEMORY = Path("/dev/shm")  # noqa: S108  where Linux keeps files in memory


class _Spooled(TextTable):
    """The workbook's rows, copied to a temporary file that only this process may read."""

    def __init__(self, directory: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__(Path(directory.name) / "rows.csv", "utf-8", ",", "xlsx")
        self._directory = directory

    def close(self) -> None:
        self._directory.cleanup()


def open_workbook(path: Path, recognised: Callable[[list[str]], int]) -> TextTable:
    """Copy the first sheet whose headings are recognised. Raises CannotRead for bombs and broken files."""
    if not openpyxl.DEFUSEDXML:
        raise CannotRead("defusedxml is not installed, and without it no workbook is opened: install it.")
    _refuse_bombs(path)
    directory = tempfile.TemporaryDirectory(prefix="beccaria-load-", dir=_in_memory(path))
    spooled = _Spooled(directory)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that do not concern us
            # A stream, because openpyxl judges files by their names and we by their content.
            with path.open("rb") as file:
                workbook = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
                _copy(workbook, recognised, spooled.path)
    except CannotRead:
        directory.cleanup()
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError) as error:
        directory.cleanup()
        raise CannotRead(
            "%(file)s is not a workbook that can be read (%(why)s): save it again as XLSX or CSV.",
            file=path.name,
            why=str(error),
        ) from error
    return spooled


def _in_memory(path: Path) -> Path | None:
    """A folder that lies in memory, where the machine has one: rows that may never be stored touch no disk so."""
    with zipfile.ZipFile(path) as archive:
        needed = sum(part.file_size for part in archive.infolist())
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2 * needed
    return _MEMORY if roomy else None


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise CannotRead("%(file)s is damaged: save it again as XLSX or CSV.", file=path.name) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise CannotRead(
            "%(file)s is an archive, not a workbook: unpack it and load the table inside.", file=path.name
        )
    total = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > _MOST_PARTS or total > LARGEST or (total > _SMALL and total / packed > HIGHEST_RATIO):
        raise CannotRead(
            "%(file)s unpacks to far more than it should, so it is refused: save it as CSV.", file=path.name
        )
    strings = max((part.file_size for part in parts if part.filename == "xl/sharedStrings.xml"), default=0)
    if strings > LARGEST_STRINGS:
        raise CannotRead(
            "%(file)s is too large a workbook to be read safely: save it as CSV or Parquet.", file=path.name
        )


def _copy(workbook: Workbook, recognised: Callable[[list[str]], int], target: Path) -> None:
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if not sheets:
        raise CannotRead("The workbook has no sheet with cells: nothing to load.")
    scores = {title: recognised(_heading(sheet)) for title, sheet in sheets.items()}
    chosen = max(scores, key=lambda title: scores[title])
    target.touch(mode=0o600)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in _texts(sheets[chosen]):
            writer.writerow(row)


def _heading(sheet: object) -> list[str]:
    return next((row for row in _texts(sheet) if any(row)), [])


def _texts(sheet: object) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # the declared size may lie
    for cells in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]  # read-only sheets have no stub
        row = [as_text(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if sum(map(len, row)) >= LONGEST_ROW // 2:
            raise CannotRead("A row of the workbook is longer than 32 MB: shorten it and load again.")
        yield row
