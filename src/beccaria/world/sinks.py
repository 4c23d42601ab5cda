"""Write each feed file: as CSV while it is short, as Parquet once it is long, the same bytes for the same rows."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.world.days import Days
from beccaria.world.tables import join, schema

CSV_ROWS = 250_000
GROUP_ROWS = 500_000


class Sink:
    """One feed file. Rows are held back until it is clear which form the file takes, at most one group."""

    def __init__(self, folder: Path, name: str, calendar: Days) -> None:
        self._folder = folder
        self._name = name
        self._calendar = calendar
        self._held: list[Any] = []
        self._waiting = 0
        self._writer: Any = None
        self.rows = 0

    def write(self, table: Any) -> None:
        """Take rows."""
        if not table.num_rows:
            return
        self._held.append(table)
        self._waiting += table.num_rows
        self.rows += table.num_rows
        if self._waiting >= GROUP_ROWS:
            self._flush()

    def close(self) -> Path:
        """Write what is left, and say which file it became. A kind without rows still has its file, with headings."""
        if self._writer is None and self.rows <= CSV_ROWS:
            return self._csv()
        self._flush()
        self._writer.close()
        return self._folder / f"{self._name}.parquet"

    def _flush(self) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._folder / f"{self._name}.parquet",
                schema(SERVICE_FILES[self._name]),
                compression="zstd",
                use_dictionary=[c.name for c in SERVICE_FILES[self._name].columns[1:] if c.name != "text"],
                store_schema=False,
                version="2.6",
            )
        if self._held:
            self._writer.write_table(join(self._held), row_group_size=GROUP_ROWS)
        self._held, self._waiting = [], 0

    def _csv(self) -> Path:
        path = self._folder / f"{self._name}.csv"
        kind = SERVICE_FILES[self._name]
        table = join(self._held) if self._held else schema(kind).empty_table()
        plain = {column.name: self._text(table.column(column.name), column.kind) for column in kind.columns}
        pcsv.write_csv(pa.table(plain), path, pcsv.WriteOptions(quoting_style="needed"))
        self._held = []
        return path

    def _text(self, column: Any, kind: str) -> Any:
        if kind == "text":
            return column.cast(pa.string())
        if kind != "moment":
            return column
        numbers = column.cast(pa.int64())
        texts = self._calendar.local_text(numbers.fill_null(0).to_numpy())
        missing = numbers.is_null().to_numpy()
        return pa.array(texts, pa.string(), mask=missing)
