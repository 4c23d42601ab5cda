"""Open a Parquet file as rows of text, batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from beccaria.lib.tables_source import MB, CannotRead, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BATCH = 5_000
_LARGEST_GROUP = 1024 * MB


class ParquetTable:
    """The columns of a Parquet file; typed values become the text that means the same."""

    format = "parquet"
    encoding = "utf-8"
    headings_row = 1

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = 0
        try:
            with pq.ParquetFile(path) as file:
                self.columns: list[str] = list(file.schema_arrow.names)
                self.total: int = file.metadata.num_rows
                groups = [
                    file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)
                ]
        except (pa.ArrowException, OSError) as error:
            raise CannotRead(
                "%(file)s is not a Parquet file, or a damaged one: write it again.", file=path.name
            ) from error
        if max(groups, default=0) > _LARGEST_GROUP:
            raise CannotRead(
                "%(file)s has row groups above 1 GB: write it again with smaller row groups.", file=path.name
            )

    def rows(self) -> Iterator[list[str]]:
        """The headings, then every row."""
        self._seen = 0
        yield list(self.columns)
        try:
            with pq.ParquetFile(self.path, pre_buffer=False, buffer_size=MB) as file:
                for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
                    self._seen += batch.num_rows
                    texts = [[as_text(cell) for cell in _plain(column)] for column in batch.columns]
                    yield from map(list, zip(*texts, strict=True))
        except pa.ArrowException as error:
            raise CannotRead(
                "%(file)s is damaged after %(rows)s rows: write it again.",
                file=self.path.name,
                rows=self._seen,
            ) from error

    def part_read(self) -> float:
        """How many of the rows the present walk has passed."""
        return self._seen / self.total if self.total else 1.0

    def close(self) -> None:
        """Nothing is held between walks."""


def _plain(column: pa.Array) -> list[object]:
    """Python values; nanoseconds are cut to microseconds, which is what Python can hold."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    cells: list[object] = column.to_pylist()
    return cells
