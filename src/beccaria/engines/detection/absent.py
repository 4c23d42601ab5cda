"""Stand in for feeds that a service does not have: tables of their columns without a row."""

from collections.abc import Iterable, Mapping
from typing import Final

import ibis
from ibis.expr.types import Table

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.core.patterns import Pattern

_TYPES: Final = {
    "text": "string",
    "list": "string",
    "number": "float64",
    "whole": "int64",
    "day": "date",
    "yes_no": "boolean",
}


def completed(patterns: Iterable[Pattern], tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables, and empty ones of what these patterns read beside what they need and nobody delivers.

    An empty one is made of one that is there, so that it lies with the same engine.
    """
    found = dict(tables)
    like = next(iter(found.values()), None)
    types = _TYPES | {"moment": _moment(found)}
    for kind in sorted({kind for one in patterns for kind in one.reads}):
        if kind not in found and like is not None:
            columns = {column.name: ibis.null(types[column.kind]) for column in SERVICE_FILES[kind].columns}
            found[kind] = like.limit(0).select(**columns)
    return found


def _moment(tables: Mapping[str, Table]) -> ibis.DataType:
    """Moments as the tables that are there hold them: engines differ in how finely they say it."""
    known = (kind for rows in tables.values() for kind in rows.schema().values() if kind.is_timestamp())
    return next(known, ibis.dtype("timestamp(6)"))
