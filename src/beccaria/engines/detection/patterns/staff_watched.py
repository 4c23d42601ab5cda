"""Somebody looks into the private life of staff: house, car, children. Protects staff, and says so."""

from itertools import groupby
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import by_all, more_than_usual
from beccaria.engines.detection.named import count_of, holding, roles
from beccaria.engines.detection.signs import sign
from beccaria.engines.detection.stretches import on_days, share_of, stretches
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:  # noqa: ARG001  the same shape for every pattern
    """Remarks about staff's private life and threats, of everybody with at least one such remark."""
    signs = _signs(tables)
    about = signs.filter(_.kind == "observations").select("person").distinct()
    people = tables["people"].filter(_.role == "prisoner")
    return signs.semi_join(about, "person").select(
        "at", "happened", "person", "kind", "text", "row", key=_.person, since=_.at, all_signs=count_of(signs),
        people=count_of(people),
        span=(signs.at.max().epoch_seconds() - signs.at.min().epoch_seconds()).as_scalar() / 86_400 + 1,
        strength=ibis.literal(0.0), seen=ibis.literal(0.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def _signs(tables: Tables) -> Table:
    seen = holding(tables, "staff_home").select(
        "person", "at", "happened", "text", "establishment", row="observation_id",
        kind=ibis.literal("observations"),
    )  # fmt: skip
    hurt = roles(tables).filter(_.family == "threat", _.role == "suspect", _.severity != "minor")
    return seen.union(
        hurt.select(
            "person",
            "at",
            "text",
            "establishment",
            happened="at",
            row="incident_id",
            kind=ibis.literal("incidents"),
        ).select(seen.columns)
    )


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Those of whom it is written on enough days, or once and who threatened too."""
    read = [
        row for row in rows if row["kind"] == "incidents" or sign("staff_home").stands_in(row["text"] or "")
    ]
    read.sort(key=lambda row: (row["key"], row["at"], row["row"]))
    made = [_person(list(some), given) for _key, some in groupby(read, lambda row: row["key"])]
    return [row for row in made if row is not None]


def _person(rows: list[dict[str, Any]], given: Values) -> dict[str, Any] | None:
    days = given.whole("days")
    for inside in stretches(rows, days):
        row = inside[-1]
        remarks = on_days([one for one in inside if one["kind"] == "observations"])
        threats = sum(one["kind"] == "incidents" for one in inside)
        if not remarks or remarks + threats < given.whole("signs"):
            continue
        usual = share_of(row, days, "all_signs")
        strength = more_than_usual(remarks + threats, usual)
        if by_all(strength, row["people"]) >= given.number("bits"):
            return {
                "key": row["key"], "at": row["at"], "since": inside[0]["at"], "remarks": remarks,
                "threats": threats, "days": days, "strength": strength,
                "seen": float(remarks + threats), "usual": usual,
            }  # fmt: skip
    return None


def evidence(tables: Tables, found: Table) -> Table:
    """The remarks and the threats of that time."""
    signs = _signs(tables).join(found.select("key", begin="since", end="at"), _.person == found.key)
    return signs.filter(_.at >= _.begin, _.at <= _.end).select(
        key="key", kind="kind", row="row", at="at", person="person", establishment="establishment"
    )
