"""Write staged rows to new files, and the files anew from which a row was corrected away; then move them into place."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from beccaria.core.ids import new_id
from beccaria.feeds.store import folders
from beccaria.feeds.store.settling import listed, same_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    import duckdb

    from beccaria.core.feedfiles import FileKind

_FORM: Final = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was put together, and what it holds."""

    id: str
    month: date
    site: str | None
    made: Path
    count: int
    size: int
    first_key: str
    last_key: str
    first_at: datetime
    last_at: datetime


@dataclass(slots=True)
class Moves:
    """The files of one import that were moved into the store; `undo` takes them out again."""

    done: list[Path] = field(default_factory=list)

    def into_place(self, kind: str, written: Iterable[Written]) -> None:
        """Move them, each safely on disk before it has its name."""
        for one in written:
            target = folders.part(kind, one.month, one.site, one.id)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _to_disk(one.made)
            self.done.append(target)
            one.made.replace(target)
            _to_disk(target.parent)

    def undo(self) -> None:
        """Take them out again: the import did not end."""
        for path in self.done:
            path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def new_files(con: duckdb.DuckDBPyConnection, file: FileKind, folder: Path) -> list[Written]:
    """Write what is staged and not known already, a file for each month and prison, ordered by time."""
    con.execute("DELETE FROM staged WHERE _row IN (SELECT _row FROM met WHERE same)")
    months = con.execute(
        "SELECT DISTINCT CAST(date_trunc('month', staged.at) AS DATE) AS month FROM staged ORDER BY month"
    ).fetchall()
    written: list[Written] = []
    for (month,) in months:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE of_month AS SELECT * EXCLUDE (_row) FROM staged "
            f"WHERE date_trunc('month', staged.at) = DATE '{month}' ORDER BY establishment, staged.at, {file.key}"
        )
        written += _by_prison(con, file, folder, month, "of_month")
    return written


def without_corrected(
    con: duckdb.DuckDBPyConnection, file: FileKind, folder: Path, old: Path, month: date
) -> list[Written]:
    """Write a file again without the rows that a correction replaces; none when no row is left."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT * FROM read_parquet('{old}') p "
        "WHERE NOT EXISTS (SELECT 1 FROM staged s JOIN met ON met._row = s._row "
        f"WHERE NOT met.same AND {same_row(file, 's', 'p')}) "
        f"ORDER BY p.establishment, p.at, p.{file.key}"
    )
    return _by_prison(con, file, folder, month, "rest")


def joined(
    con: duckdb.DuckDBPyConnection, file: FileKind, folder: Path, old: list[Path], month: date
) -> list[Written]:
    """Write several files of a month and prison as one."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT * FROM read_parquet({listed(old)}) p "
        f"ORDER BY p.establishment, p.at, p.{file.key}"
    )
    return _by_prison(con, file, folder, month, "rest")


def _by_prison(
    con: duckdb.DuckDBPyConnection, file: FileKind, folder: Path, month: date, table: str
) -> list[Written]:
    held = con.execute(
        f"SELECT establishment, count(*), min({file.key}), max({file.key}), "
        f"epoch_us(min({table}.at)), epoch_us(max({table}.at)) FROM {table} "
        "GROUP BY establishment ORDER BY establishment"
    ).fetchall()
    return [_file(con, folder, month, table, row) for row in held]


def _file(
    con: duckdb.DuckDBPyConnection, folder: Path, month: date, table: str, held: tuple[Any, ...]
) -> Written:
    site, count, first_key, last_key, first_at, last_at = held
    made_id = new_id()
    made = folder / f"{made_id}.parquet"
    prison = str(site).replace("'", "''")
    con.execute(f"COPY (SELECT * FROM {table} WHERE establishment = '{prison}') TO '{made}' {_FORM}")
    return Written(
        id=made_id,
        month=month,
        site=site,
        made=made,
        count=count,
        size=made.stat().st_size,
        first_key=first_key,
        last_key=last_key,
        first_at=moment(first_at),
        last_at=moment(last_at),
    )


def moment(microseconds: int) -> datetime:
    """A moment from what DuckDB counts."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
