"""Open feeds as tables: CSV or Parquet files, each column in the type its kind says, moments in UTC."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from beccaria.core.feedfiles import SERVICE_FILES, Column, FileKind
from beccaria.core.refusal import BadInput
from beccaria.engines.detection.tables import AS_WRITTEN, KNOWN_AT

_SQL: Final = {
    "text": "VARCHAR",
    "list": "VARCHAR",
    "number": "DOUBLE",
    "whole": "BIGINT",
    "moment": "TIMESTAMP",
    "day": "DATE",
    "yes_no": "BOOLEAN",
}
_ARROW: Final = {
    "text": pa.string(),
    "list": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "moment": pa.timestamp("us"),
    "day": pa.date32(),
    "yes_no": pa.bool_(),
}
_CSV: Final = "all_varchar = true, header = true, nullstr = '', quote = '\"', escape = '\"'"


def connect(*, memory: str = "6GB", threads: int = 2, spill: Path | None = None) -> Backend:
    """A DuckDB of its own, in memory, that spills to a folder when it must."""
    said = {"memory_limit": memory, "threads": threads, "preserve_insertion_order": False}
    if spill is not None:
        said["temp_directory"] = str(spill)
    con = ibis.duckdb.connect(**said)
    con.raw_sql("SET TimeZone = 'UTC'")
    return con


def in_folder(folder: Path) -> dict[str, list[Path]]:
    """The feed files of a folder as `simulate` writes them, by kind. Raises BadInput if there is none."""
    found = {
        kind: [path for suffix in ("parquet", "csv") if (path := folder / f"{kind}.{suffix}").is_file()]
        for kind in SERVICE_FILES
    }
    found = {kind: paths[:1] for kind, paths in found.items() if paths}
    if not found:
        raise BadInput(f"There are no feed files in {folder}: give the folder that `simulate` wrote.")
    return found


def opened(con: Backend, sources: Mapping[str, Sequence[Path]], *, prefix: str = "") -> dict[str, Table]:
    """The tables of these files. CSV is taken into memory once, Parquet stays where it is.

    Beside the moment by which rows are known stands, where it can, how the file wrote it (`Tables` gives it to nobody):
    by that the reader of Parquet leaves out what is of other months. `prefix` sets the names in the database apart when
    a kind is opened twice.
    """
    for kind, paths in sources.items():
        names = [str(path) for path in paths]
        if not names:
            continue
        csv = names[0].endswith(".csv")
        scan = (
            f"read_csv({_list(names)}, {_CSV})"
            if csv
            else f"read_parquet({_list(names)}, union_by_name=true)"
        )
        there = {row[0]: str(row[1]) for row in con.raw_sql(f"DESCRIBE SELECT * FROM {scan}").fetchall()}  # noqa: S608  paths are quoted
        columns = ", ".join(_cast(column, there, csv=csv) for column in SERVICE_FILES[kind].columns)
        known = KNOWN_AT.get(kind, "")
        # Remarks are known by the one or the other of two moments.
        if not csv and kind != "observations" and "TIME ZONE" in there.get(known, ""):
            columns += f', "{known}" AS {AS_WRITTEN}'
        made = "TABLE" if csv else "VIEW"
        con.raw_sql(
            f'CREATE OR REPLACE {made} "{prefix}{kind}" AS SELECT {columns} FROM {scan}'  # noqa: S608  names are ours
        )
    return {kind: con.table(f"{prefix}{kind}") for kind, paths in sources.items() if paths}


def without_privileged(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables without calls to numbers of the privileged register, and to numbers one digit away from them.

    For feeds that nobody guarded, such as those of a simulated service; what a service keeps has passed its own guard,
    which holds near-misses for a person.
    """
    kept = dict(tables)
    register = kept.pop("privileged", None)
    if register is None or "calls" not in kept:
        return kept
    numbers = [row["number"] for row in register.to_pyarrow().to_pylist() if row["number"]]
    near = {near for number in numbers for near in _near(number)}
    refused = ibis.memtable(pa.table({"number": pa.array(sorted(near), pa.string())}))
    kept["calls"] = kept["calls"].anti_join(refused, "number")
    return kept


def _near(number: str) -> Iterable[str]:
    """The number, and all that differ from it in one digit."""
    yield number
    for place, digit in enumerate(number):
        if digit.isdigit():
            yield from (number[:place] + other + number[place + 1 :] for other in "0123456789")


def rows_as_tables(con: Backend, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, Table]:
    """Tables of invented rows, for the tests of patterns: columns that a row leaves out are empty."""
    for kind, some in rows.items():
        con.con.register(kind, arrow(SERVICE_FILES[kind], list(some)))
    return {kind: con.table(kind) for kind in rows}


def arrow(kind: FileKind, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of one kind as an Arrow table in its types."""
    fields = [pa.field(column.name, _ARROW[column.kind]) for column in kind.columns]
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in fields]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _cast(column: Column, there: Mapping[str, str], *, csv: bool) -> str:
    wanted = _SQL[column.kind]
    if column.name not in there:
        return f'CAST(NULL AS {wanted}) AS "{column.name}"'
    if column.kind == "moment":
        return f'{_moment(column.name, there[column.name], csv=csv)} AS "{column.name}"'
    return f'CAST("{column.name}" AS {wanted}) AS "{column.name}"'


def _moment(name: str, kind: str, *, csv: bool) -> str:
    """A moment in UTC without a zone. One with a zone is counted over: a cast asks the calendar, row by row."""
    if csv:
        return f'make_timestamp(epoch_us(CAST("{name}" AS TIMESTAMPTZ)))'
    return f'make_timestamp(epoch_us("{name}"))' if "TIME ZONE" in kind else f'CAST("{name}" AS TIMESTAMP)'


def _list(names: Sequence[str]) -> str:
    return "[" + ", ".join("'" + name.replace("'", "''") + "'" for name in names) + "]"
