"""Tell staged rows apart: said twice in the file, known already, corrected, new; and what they were before.

An identifier is its prison's: two prisons may number their rows alike, and neither replaces what is the other's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from beccaria.core.feedfiles import FileKind

# From how many rows on, and from which share of them, a file is taken for one that came before under other identifiers.
_ENOUGH: Final = 20
_MOSTLY: Final = 0.5
_TWICE_INSIDE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """A part of the store that may hold some of the staged rows."""

    id: str
    path: Path


def listed(paths: Sequence[Path]) -> str:
    """Files as SQL has them."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"


def _same(file: FileKind, one: str, other: str) -> str:
    return " AND ".join(f"{one}.{c.name} IS NOT DISTINCT FROM {other}.{c.name}" for c in file.columns[1:])


def same_row(file: FileKind, one: str, other: str) -> str:
    """The condition that two rows are the same one, whatever they say: the identifier is that of their prison."""
    return f"{one}.{file.key} = {other}.{file.key} AND {one}.establishment = {other}.establishment"


def _told(file: FileKind, row: str) -> str:
    """What a row says, without its identifier, as one number."""
    return f"hash({', '.join(f'{row}.{c.name}' for c in file.columns[1:])})"


def said_twice(con: duckdb.DuckDBPyConnection, file: FileKind) -> list[tuple[Any, ...]]:
    """Drop rows whose identifier stands in the file before; those that say something else are given back to refuse.

    Each as its number, the number of the first, and its cells as text. Rows that say the same are only counted.
    """
    con.execute(
        f"CREATE TEMP TABLE twice AS SELECT {file.key}, establishment, min(_row) AS first FROM staged "
        f"GROUP BY {file.key}, establishment HAVING count(*) > 1"
    )
    cells = ", ".join(f"coalesce(CAST(late.{c.name} AS VARCHAR), '')" for c in file.columns)
    other = con.execute(
        f"SELECT late._row, twice.first, {cells} FROM twice "
        f"JOIN staged late ON {same_row(file, 'late', 'twice')} AND late._row > twice.first "
        f"JOIN staged early ON early._row = twice.first WHERE NOT ({_same(file, 'late', 'early')}) "
        "ORDER BY late._row"
    ).fetchall()
    con.execute(
        f"DELETE FROM staged USING twice WHERE {same_row(file, 'staged', 'twice')} AND staged._row > twice.first"
    )
    return other


def span(con: duckdb.DuckDBPyConnection, file: FileKind) -> tuple[str, str] | None:
    """The first and the last identifier; none when nothing is staged."""
    found = con.execute(f"SELECT min({file.key}), max({file.key}) FROM staged").fetchone()
    return (found[0], found[1]) if found and found[0] is not None else None


def compare(con: duckdb.DuckDBPyConnection, file: FileKind, known: Sequence[Known]) -> None:
    """Make `met`: the staged rows whose identifier is in the store, in which file, and whether they say the same."""
    con.execute("CREATE TEMP TABLE met (_row BIGINT, file VARCHAR, same BOOLEAN, day DATE, site VARCHAR)")
    if not known:
        return
    files = listed([one.path for one in known])
    con.execute(
        "CREATE TEMP TABLE touched AS SELECT DISTINCT p.filename AS file "
        f"FROM read_parquet({files}, filename = true) p "
        f"WHERE (p.{file.key}, p.establishment) IN (SELECT ({file.key}, establishment) FROM staged)"
    )
    touched = [row[0] for row in con.execute("SELECT file FROM touched").fetchall()]
    if touched:
        con.execute(
            f"INSERT INTO met SELECT s._row, p.filename, {_same(file, 's', 'p')}, local_day(p.at), p.establishment "
            f"FROM staged s JOIN read_parquet({listed(touched)}, filename = true) p ON {same_row(file, 'p', 's')}"
        )


def refuse_doubled(con: duckdb.DuckDBPyConnection, file: FileKind, here: Sequence[Known]) -> None:
    """Refuse rows that are mostly in the store, or twice in the file, under other identifiers. Raises BadInput."""
    new = "SELECT * FROM staged WHERE _row NOT IN (SELECT _row FROM met)"
    (count, different) = con.execute(
        f"SELECT count(*), approx_count_distinct({_told(file, 'n')}) FROM ({new}) n"
    ).fetchone() or (0, 0)
    if count < _ENOUGH:
        return
    if count - different > _TWICE_INSIDE * count:
        raise BadInput(
            "Of %(rows)s new rows only %(different)s say different things: part of the file stands in it twice under "
            "other identifiers. Nothing was taken: ask the source for it again.",
            rows=count,
            different=different,
        )
    if not here:
        return
    (again,) = con.execute(
        f"SELECT count(*) FROM ({new}) n WHERE {_told(file, 'n')} IN "
        f"(SELECT {_told(file, 'p')} FROM read_parquet({listed([one.path for one in here])}) p)"
    ).fetchone() or (0,)
    if again > _MOSTLY * count:
        raise BadInput(
            "%(again)s of %(rows)s rows are in the store already under other identifiers: this was loaded before, "
            "perhaps as the feed of another day. Nothing was taken.",
            again=again,
            rows=count,
        )
