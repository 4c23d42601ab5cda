"""One sum sent by several strangers to one prisoner within weeks: the price of something, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import all_by_strangers, count_of, paid_by_strangers, reached
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Prisoner and sum with enough payers within some days; bits by how common that sum is."""
    paid = _keyed(tables)
    firsts = paid.group_by("key", "payer").agg(first=_.at.min())
    quick = reached(firsts, "key", given.whole("payers"), given.number("days"))
    everybody = all_by_strangers(tables)
    sums = everybody.group_by("amount").agg(often=_.count())
    each = paid.group_by("key", "prisoner_id", "amount").agg(payers=_.payer.nunique(), payments=_.count())
    chosen = quick.join(each, "key").join(sums, "amount")
    share = (chosen.often + 1.0) / (count_of(everybody) + 2.0)
    return chosen.select(
        "at", "since", "payers", "payments", "key",
        amount=chosen.amount.cast("float64"),
        strength=ibis.least((chosen.payers - 1) * -share.log2(), 60.0),
        seen=chosen.payers.cast("float64"),
        usual=ibis.literal(1.0),
    )  # fmt: skip


def _keyed(tables: Tables) -> Table:
    paid = paid_by_strangers(tables)
    return paid.mutate(
        key=paid.prisoner_id + ibis.literal(" ") + paid.amount.round(0).cast("int64").cast("string")
    )


def evidence(tables: Tables, found: Table) -> Table:
    """The payments of that sum."""
    paid = _keyed(tables)
    return cited(paid.semi_join(found, "key"), "payments", row="payment_id", person="prisoner_id", key="key")
