"""Somebody who is held apart, or new to a wing, seeks contact he is not to have: asks, calls over, tries out staff."""

from itertools import groupby
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import by_all, more_than_usual
from beccaria.engines.detection.named import count_of, holding
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.signs import sign
from beccaria.engines.detection.stretches import on_days, share_of, stretches
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Remarks that may show it, of people with enough of them; beside each how common such remarks are."""
    seen = holding(tables, "contact")
    often = seen.group_by("person").agg(times=_.count()).filter(_.times >= given.whole("remarks"))
    people = tables["people"].filter(_.role == "prisoner")
    told = seen.semi_join(often, "person")
    return told.select(
        "at", "happened", "person", "text", key=told.person, since=told.at, row=told.observation_id,
        all_remarks=count_of(seen), people=count_of(people),
        span=(seen.at.max().epoch_seconds() - seen.at.min().epoch_seconds()).as_scalar() / 86_400 + 1,
        strength=ibis.literal(0.0), seen=ibis.literal(0.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Those of whom it is written on enough days, more often than of nearly anybody."""
    read = [row for row in rows if sign("contact").stands_in(row["text"] or "")]
    read.sort(key=lambda row: (row["key"], row["at"], row["row"]))
    made = [_person(list(some), given) for _key, some in groupby(read, lambda row: row["key"])]
    return [row for row in made if row is not None]


def _person(rows: list[dict[str, Any]], given: Values) -> dict[str, Any] | None:
    days = given.whole("days")
    for inside in stretches(rows, days):
        row, many = inside[-1], on_days(inside)
        usual = share_of(row, days, "all_remarks")
        strength = more_than_usual(many, usual)
        if many >= given.whole("remarks") and by_all(strength, row["people"]) >= given.number("bits"):
            return {
                "key": row["key"], "at": row["at"], "since": inside[0]["at"], "remarks": many, "days": days,
                "strength": strength, "seen": float(many), "usual": usual,
            }  # fmt: skip
    return None


def evidence(tables: Tables, found: Table) -> Table:
    """The remarks of that time; whom he sought is not named by it."""
    seen = holding(tables, "contact").join(
        found.select("key", begin="since", end="at"), _.person == found.key
    )
    inside = seen.filter(_.at >= _.begin, _.at <= _.end)
    return cited(inside, "observations", row="observation_id", person="person", key="key")
