"""Take the last fortnight of the simulated calls, searches and drones in, as a service's sources would send them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import duckdb

from beccaria.config import loading
from beccaria.config.commands.load import LOADERS
from beccaria.core.feedfiles import SERVICE_FILES

KINDS: Final = ("calls", "searches", "drones")
_LAST: Final = timedelta(days=14)


def tell(folder: Path, *, at: datetime) -> None:
    """Calls, searches and drones until this moment; the simulated calls of lawyers among them are dropped."""
    for kind in KINDS:
        loading.load(LOADERS[kind], _recent(folder, kind, at=at))


def _recent(folder: Path, kind: str, *, at: datetime) -> Path:
    """The rows of the last fortnight, written beside the whole."""
    source = next(path for path in folder.glob(f"{kind}.*") if path.suffix in {".csv", ".parquet"})
    columns = ", ".join(f'"{column.name}"' for column in SERVICE_FILES[kind].columns)
    target = folder / f"{kind}-recent.parquet"
    con = duckdb.connect()
    try:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(
            f"COPY (SELECT {columns} FROM '{source}' WHERE CAST(\"at\" AS TIMESTAMPTZ) BETWEEN $since AND $until) "  # noqa: S608  our own names
            f"TO '{target}' (FORMAT parquet)",
            {"since": at - _LAST, "until": at},
        )
    finally:
        con.close()
    return target
