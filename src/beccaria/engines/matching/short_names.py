"""Which given names may be called what: Robert and Bob, Giuseppe and Beppe, Aleksandr and Sasha."""

from functools import cache
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from beccaria.engines.folding import fold

TABLE: Final = Path(__file__).resolve().parents[2] / "reference" / "matching" / "short_names.txt"


@cache
def groups() -> dict[str, frozenset[str]]:
    """Each folded name, and the full names it may stand for; read once from the table we ship."""
    found: dict[str, set[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            full, forms = line.split(":")
            for name in (full, *forms.split()):
                found.setdefault(fold(name), set()).add(fold(full))
    return {name: frozenset(full) for name, full in found.items()}


def one_name(one: str, other: str) -> bool:
    """Whether two folded given names may be forms of one name."""
    if one == other:
        return True
    known = groups()
    return bool(known.get(one, frozenset()) & known.get(other, frozenset()))


def pairs() -> list[tuple[str, str]]:
    """The table as rows of name and full name, in order."""
    return [(name, full) for name, fulls in sorted(groups().items()) for full in sorted(fulls)]


def register(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a temporary table (name, whole) of it."""
    rows = pairs()
    given = pa.table({"name": [name for name, _ in rows], "whole": [whole for _, whole in rows]})
    con.register("given_short_names", given)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT name, whole FROM given_short_names")
    con.unregister("given_short_names")
