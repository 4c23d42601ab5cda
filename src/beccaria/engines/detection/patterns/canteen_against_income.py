"""Spends far more at the canteen than comes in: somebody else's money, or goods for somebody else, perhaps."""

from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import bits, cited
from beccaria.engines.detection.tables import Tables

_SPREAD = 1.0


def expression(tables: Tables, given: Values) -> Table:
    """For each prisoner and stretch of days what was spent beyond income and wages, beside the same of all."""
    days = given.whole("days")
    rows = tables["payments"].mutate(
        stretch=(_.at.epoch_seconds() // (86_400 * days)),
        out=(_.direction == "out").ifelse(_.amount, 0.0),
        into=(_.direction == "in").ifelse(_.amount, 0.0),
    )
    each = rows.group_by("prisoner_id", "establishment", "stretch").agg(
        spent=_.out.sum(),
        income=_.into.sum(),
        at=_.at.max(where=_.direction == "out"),
        since=_.at.min(where=_.direction == "out"),
        buys=_.count(where=_.direction == "out"),
    )
    bought = each.filter(_.buys > 0).mutate(beyond=_.spent - _.income)
    everybody = bought.agg(middle=_.spent.mean(), spread=_.spent.std())
    allowance = given.number("wage") * days / 7
    chosen = bought.filter(
        _.beyond - allowance >= given.number("beyond"), _.buys >= given.whole("purchases")
    ).cross_join(everybody)
    return chosen.select(
        "at", "since", "spent", "income",
        key=chosen.prisoner_id + ibis.literal(" ") + chosen.stretch.cast("string"),
        person=chosen.prisoner_id,
        days=ibis.literal(days),
        middle=chosen.middle,
        spread=chosen.spread.coalesce(_SPREAD),
        strength=ibis.literal(0.0),
        seen=chosen.spent,
        usual=chosen.middle,
    )  # fmt: skip


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """By how many deviations the spending lies above that of all: Cantelli's bound holds for any distribution."""
    for row in rows:
        distance = (row["spent"] - row.pop("middle")) / max(row.pop("spread"), _SPREAD)
        row["strength"] = bits(1 / (1 + max(distance, 0.0) ** 2))
    return [row for row in rows if row["strength"] >= given.number("bits")]


def evidence(tables: Tables, found: Table) -> Table:
    """What was bought in that time."""
    rows = tables["payments"].filter(_.direction == "out")
    some = rows.join(found.select("key", "person", begin="since", end="at"), rows.prisoner_id == found.person)
    return cited(
        some.filter(_.at >= _.begin, _.at <= _.end),
        "payments",
        row="payment_id",
        person="prisoner_id",
        key="key",
    )
