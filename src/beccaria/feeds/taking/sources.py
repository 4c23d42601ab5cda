"""Read a table in chunks of text columns: large CSV and Parquet files by Arrow, everything else row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from beccaria.lib.tables_parquet import ParquetTable
from beccaria.lib.tables_source import CannotRead, TextTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from beccaria.lib.tables import Table

ROWS: Final = 100_000
# Row by row a file is read as exactly as every other; from here on it is time that counts.
LARGE: Final = 16 << 20
_BLOCK: Final = 8 << 20


@dataclass(frozen=True)
class Chunk:
    """Some rows: their numbers as a spreadsheet gives them, and their cells as text by column of the kind.

    `uneven` are rows with more or fewer cells than there are headings.
    """

    numbers: Any
    cells: dict[str, Any]
    uneven: list[tuple[int, list[str]]] = field(default_factory=list)
    part_read: float = 0.0

    def __len__(self) -> int:
        return len(self.numbers)


def chunks(table: Table, path: Path | None) -> Iterator[Chunk]:
    """Every row of the table, in order. Raises CannotRead."""
    if path is not None and path.stat().st_size >= LARGE:
        if isinstance(table.source, ParquetTable):
            return _parquet(table, path, table.source.total)
        if isinstance(table.source, TextTable) and not _has_line_of_separator(table):
            return _csv(table, path, table.source)
    return _row_by_row(table)


def _has_line_of_separator(table: Table) -> bool:
    first = next(table.source.rows(), [])
    return [cell.strip() for cell in first[: len(table.headings)]] != table.headings


def _places(table: Table) -> dict[str, int]:
    """Where the cells of each column stand in a row."""
    places = {heading: index for index, heading in reversed(list(enumerate(table.headings)))}
    return {name: places[heading] for name, heading in table.found.items()}


def _row_by_row(table: Table) -> Iterator[Chunk]:
    width, places = len(table.headings), _places(table)
    short_is_even = table.source.format == "xlsx"
    numbers: list[int] = []
    kept: list[list[str]] = []
    uneven: list[tuple[int, list[str]]] = []
    for number, cells in table.numbered():
        if not any(cells):
            continue
        if (len(cells) < width and not short_is_even) or any(cell.strip() for cell in cells[width:]):
            uneven.append((number, cells))
        else:
            numbers.append(number)
            kept.append(cells)
        if len(numbers) + len(uneven) >= ROWS:
            yield _chunk(numbers, kept, places, uneven, table.part_read())
            numbers, kept, uneven = [], [], []
    if numbers or uneven:
        yield _chunk(numbers, kept, places, uneven, 1.0)


def _chunk(
    numbers: list[int],
    rows: list[list[str]],
    places: Mapping[str, int],
    uneven: list[tuple[int, list[str]]],
    part: float,
) -> Chunk:
    def column(place: int) -> Any:
        return pa.array([row[place] if place < len(row) else "" for row in rows], pa.string())

    cells = {name: column(place) for name, place in places.items()}
    return Chunk(pa.array(numbers, pa.int64()), cells, uneven, part)


def _csv(table: Table, path: Path, source: TextTable) -> Iterator[Chunk]:
    """A long text file, block by block. A quotation mark that is never closed ends it with a sentence."""
    uneven: list[tuple[int, list[str]]] = []

    def set_aside(row: Any) -> str:
        uneven.append((int(row.number or 0), row.text.split(source.delimiter)))
        return "skip"

    names = [f"c{place}" for place in range(len(table.headings))]
    places = _places(table)
    try:
        reader = pcsv.open_csv(
            path,
            pcsv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                encoding=source.encoding.replace("utf-8-sig", "utf-8"),
                column_names=names,
                skip_rows=1,
            ),
            pcsv.ParseOptions(
                delimiter=source.delimiter, newlines_in_values=True, invalid_row_handler=set_aside
            ),
            pcsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[f"c{place}" for place in places.values()],
                strings_can_be_null=False,
            ),
        )
        size, read, number = max(1, path.stat().st_size), 0, 2
        for batch in reader:
            skipped, uneven[:] = list(uneven), []
            read += batch.nbytes
            numbers = _numbers(number, batch.num_rows, [at for at, _ in skipped])
            number += batch.num_rows + len(skipped)
            cells = {name: batch.column(f"c{place}") for name, place in places.items()}
            yield Chunk(pa.array(numbers), cells, skipped, min(0.99, read / size))
    except pa.ArrowInvalid as error:
        raise CannotRead(
            "%(file)s cannot be read as a table after row %(row)s: a quotation mark may be open there.",
            file=path.name,
            row=str(number),
        ) from error
    if uneven:
        yield Chunk(pa.array([], pa.int64()), {name: pa.array([], pa.string()) for name in places}, uneven, 1)


def _numbers(first: int, count: int, without: list[int]) -> Any:
    """The numbers of rows from `first` on, without those that were set aside among them."""
    every = np.arange(first, first + count + len(without), dtype=np.int64)
    return every[~np.isin(every, without)][:count] if without else every


def _parquet(table: Table, path: Path, total: int) -> Iterator[Chunk]:
    """A long Parquet file: typed cells become the text that means the same."""
    con = duckdb.connect()
    try:
        con.execute(
            "SET TimeZone = 'UTC'; SET memory_limit = '512MB'; SET temp_directory = ''; SET threads = 2"
        )
        listed = ", ".join(
            f"coalesce(cast({_quoted(heading)} AS VARCHAR), '') AS {_quoted(name)}"
            for name, heading in table.found.items()
        )
        reader = con.execute(
            f"SELECT {listed} FROM read_parquet($path)",
            {"path": str(path)},
        ).to_arrow_reader(ROWS)
        number = 2
        for batch in reader:
            numbers = pa.array(np.arange(number, number + batch.num_rows, dtype=np.int64))
            number += batch.num_rows
            cells = {name: batch.column(name) for name in table.found}
            yield Chunk(numbers, cells, [], min(0.99, number / max(1, total)))
    except duckdb.Error as error:
        raise CannotRead("%(file)s is damaged: write it again.", file=path.name) from error
    finally:
        con.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
