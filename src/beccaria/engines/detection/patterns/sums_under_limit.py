"""Sums just under the limit at which the cash desk asks: again and again, to one prisoner."""

from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import at_least
from beccaria.engines.detection.named import count_of, paid_in
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """For each prisoner the payments under the limit among all he got, and that share in the whole service."""
    paid = _marked(paid_in(tables), given)
    share = (count_of(paid.filter(_.under)) + 1.0) / (count_of(paid) + 2.0)
    asked = tables.touched(paid, "prisoner_id")
    each = asked.group_by("prisoner_id").agg(
        many=_.under.sum(),
        payments=_.count(),
        payers=_.payer.nunique(where=_.under),
        since=_.at.min(where=_.under),
    )
    enough = each.filter(_.many >= given.whole("times"), _.payers >= given.whole("payers"))
    told = asked.filter(_.under).mutate(
        turn=ibis.row_number().over(group_by="prisoner_id", order_by="at"),
    )
    moment = told.filter(_.turn == given.whole("times") - 1).select("prisoner_id", "at")
    chosen = enough.join(moment, "prisoner_id")
    return chosen.select(
        "at", "since", "many", "payments", "payers",
        key=chosen.prisoner_id,
        share=share,
        limit=ibis.literal(given.number("limit")),
        strength=ibis.literal(0.0),
        seen=chosen.many.cast("float64"),
        usual=(share * chosen.payments).cast("float64"),
    )  # fmt: skip


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Those whose share of sums under the limit is no chance."""
    for row in rows:
        row["strength"] = at_least(row["many"], row["payments"], row.pop("share"))
    return [row for row in rows if row["strength"] >= given.number("bits")]


def _marked(paid: Table, given: Values) -> Table:
    limit, margin = given.number("limit"), given.number("margin")
    return paid.mutate(under=(_.amount < limit) & (_.amount >= limit - margin))


def evidence(tables: Tables, found: Table) -> Table:
    """The payments close under the limit, and no others."""
    paid = paid_in(tables).join(found.select("key", "limit"), _.prisoner_id == found.key)
    near = paid.filter(_.amount < _["limit"], _.amount >= 0.9 * _["limit"])
    return cited(near, "payments", row="payment_id", person="prisoner_id", key="key")
