"""Run patterns as of a moment and say what they found: the same rows give the same findings in the same order."""

import importlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from math import isfinite
from typing import Any, Final

import ibis
from ibis.expr.types import Table

from beccaria.core.patterns import (
    Evidence,
    Found,
    Pattern,
    Unusual,
    Value,
    Values,
    filled,
    ranked,
    values,
)
from beccaria.engines.detection.absent import completed
from beccaria.engines.detection.summaries import OnTheSpot
from beccaria.engines.detection.tables import Summarised, Tables

MOST_EVIDENCE: Final = 60
"""Rows cited of one finding; who is in the others is named all the same."""
FIXED: Final = frozenset({"key", "at", "since", "strength", "seen", "usual"})
_DIGITS: Final = 4

Row = dict[str, Any]


def run(
    patterns: Iterable[Pattern],
    tables: Mapping[str, Table],
    *,
    until: datetime,
    since: datetime | None = None,
    parameters: Mapping[str, Mapping[str, Value]] | None = None,
    country: str = "",
    summaries: Summarised | None = None,
) -> list[Found]:
    """What the patterns find in the rows before `until`, the strongest first.

    With `since`, only what rests on a row from then on, and only what has to do with such rows is read where that will
    do. `parameters` are those in force by pattern id. Patterns whose
    feeds are not delivered are left out (`runnable` tells which). Raises BadInput for parameters that cannot be.
    """
    chosen = runnable(patterns, tables)
    seen = Tables(completed(chosen, tables), until, summaries or OnTheSpot(), since=since)
    found: list[Found] = []
    try:
        for one in chosen:
            given = values(one, (parameters or {}).get(one.id), country)
            found += _one(one, seen, given, since)
    finally:
        seen.release()
    return ranked(found)


def runnable(patterns: Iterable[Pattern], kinds: Iterable[str]) -> list[Pattern]:
    """Those patterns whose feeds are there: all it needs, or all it reads when it names no need."""
    there = set(kinds)
    return [one for one in patterns if set(one.needs or one.reads) <= there]


@cache
def computing(pattern: str) -> Any:
    """The module that computes a pattern. Raises ModuleNotFoundError for a pattern that no release computes."""
    return importlib.import_module(f"beccaria.engines.detection.patterns.{pattern.replace('-', '_')}")


def _one(one: Pattern, tables: Tables, given: Values, since: datetime | None) -> list[Found]:
    module = computing(one.id)
    rows = _judged(module, module.expression(tables, given).to_pyarrow(), given)
    if not rows:
        return []
    rows.sort(key=lambda row: str(row["key"]))
    told = _evidence(module.evidence(tables, ibis.memtable(rows, schema=_schema(rows))))
    found = [_found(one, row, told.get(row["key"], [])) for row in rows]
    return [each for each in found if since is None or _newest(each) >= since]


def _judged(module: Any, table: Any, given: Values) -> list[Row]:
    """The rows that stay: a module judges columns where rows would be too many, else rows, or nothing."""
    if hasattr(module, "judge_columns"):
        found: list[Row] = module.judge_columns(table, given)
        return found
    rows: list[Row] = table.to_pylist()
    return module.judge(rows, given) if hasattr(module, "judge") else rows


def _newest(one: Found) -> datetime:
    """When the newest row came that it rests on."""
    return max([one.at, *(each.at for each in one.evidence)])


def _schema(rows: list[Row]) -> ibis.Schema:
    """The types of the rows, so that empty columns have one too."""
    kinds = {bool: "boolean", int: "int64", float: "float64", str: "string", datetime: "timestamp"}
    found = dict.fromkeys(rows[0], "string")
    for row in rows:
        for name, value in row.items():
            if value is not None:
                found[name] = "float64" if found[name] == "float64" else kinds[type(value)]
    return ibis.schema(found)


def _evidence(cited: Table) -> dict[str, list[Evidence]]:
    told: dict[str, set[Evidence]] = {}
    for row in cited.to_pyarrow().to_pylist():
        told.setdefault(row["key"], set()).add(
            Evidence(
                kind=row["kind"],
                row=row["row"],
                at=_utc(row["at"]),
                sentence=row.get("sentence") or "",
                person=row["person"] or "",
                establishment=row["establishment"] or "",
            )
        )
    return {
        key: sorted(some, key=lambda each: (each.at, each.kind, each.row, each.person))
        for key, some in told.items()
    }


def _found(one: Pattern, row: Row, told: list[Evidence]) -> Found:
    said = {name: _plain(value) for name, value in row.items() if name not in FIXED}
    said |= {"seen": _plain(row["seen"]), "usual": _plain(row["usual"])}
    return Found(
        pattern=one.id,
        version=one.version,
        key=f"{one.id}:{row['key']}",
        at=_utc(row["at"]),
        since=_utc(row["since"]),
        people=tuple(sorted({each.person for each in told if each.person})),
        establishments=tuple(sorted({each.establishment for each in told if each.establishment})),
        sentence=filled(one.sentence, said, one.phrases),
        values=said,
        evidence=tuple(_cited(told)),
        unusual=Unusual(
            filled(one.unusual, said, one.phrases),
            float(row["seen"]),
            round(float(row["usual"]), _DIGITS),
            one.against,
        ),
        innocent_if=one.innocent_if,
        check_next=one.check_next,
        strength=round(float(row["strength"]), _DIGITS) if isfinite(row["strength"]) else 0.0,
        compartment=one.compartment,
        basis=one.basis,
    )


def _cited(told: list[Evidence]) -> list[Evidence]:
    """The rows cited: of long lists the first and the last ones."""
    half = MOST_EVIDENCE // 2
    return told if len(told) <= MOST_EVIDENCE else [*told[:half], *told[-half:]]


def _plain(value: Any) -> Value:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else value


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
