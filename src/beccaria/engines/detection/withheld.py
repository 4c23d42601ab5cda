"""Leave out of feeds what must not leave a prison, or keep of them what is one prison's own."""

import re
from collections.abc import Collection, Mapping
from typing import Final

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from beccaria.core.feedfiles import SERVICE_FILES

_PERSON: Final = ("prisoner_id", "person_id", "visitor_id")
_PRISON: Final = ("establishment", "to_establishment", "from_establishment")


def without(
    tables: Mapping[str, Table], keys: Collection[tuple[str, str]], persons: Collection[str]
) -> dict[str, Table]:
    """The tables without these rows, named by kind and key, and without every row that names one of these people."""
    gone: dict[str, list[str]] = {}
    for kind, key in keys:
        gone.setdefault(kind, []).append(key)
    return {kind: _cut(kind, rows, gone.get(kind, ()), persons) for kind, rows in tables.items()}


def at(site: str, tables: Mapping[str, Table]) -> dict[str, Table]:
    """The rows of one prison: what happened there, moves to it and from it, and who is held there."""
    return {kind: _of(site, rows) for kind, rows in tables.items()}


def _cut(kind: str, rows: Table, keys: Collection[str], persons: Collection[str]) -> Table:
    rows = _anti(rows, SERVICE_FILES[kind].key, keys)
    for column in _PERSON:
        if column in rows.columns:
            rows = _anti(rows, column, persons)
    if "people" in rows.columns and persons:
        listed = "|".join(sorted(map(re.escape, persons)))
        rows = rows.filter(~rows.people.re_search(rf"(^|;)\s*({listed})\s*(:|;|$)").fill_null(False))
    return rows


def _anti(rows: Table, column: str, values: Collection[str]) -> Table:
    if not values:
        return rows
    gone = ibis.memtable(pa.table({column: pa.array(sorted(values), pa.string())}))
    return rows.anti_join(gone, column)


def _of(site: str, rows: Table) -> Table:
    here = [rows[column] == site for column in _PRISON if column in rows.columns]
    return rows.filter(ibis.or_(*here)) if here else rows.limit(0)
