"""Many payers to one prisoner, none of his family: debts that are collected, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import paid_by_strangers, payers_of, reached
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Prisoners paid by enough people of other names within some days; how rare the last new payer is, by count."""
    paid = paid_by_strangers(tables)
    firsts = paid.group_by("prisoner_id", "payer").agg(first=_.at.min())
    quick = reached(firsts, "prisoner_id", given.whole("payers"), given.number("days"))
    receivers = paid.group_by("prisoner_id").agg(
        payers=_.payer.nunique(), payments=_.count(), total=_.amount.sum()
    )
    chosen = quick.join(receivers, "prisoner_id").filter(_.payers <= given.whole("most_payers"))
    everybody = payers_of(tables).group_by("prisoner_id").agg(payers=_.payer.count())
    chosen = chosen.cross_join(everybody.agg(average=_.payers.mean()))
    # Counts of payers fall off geometrically: each further one is as rare as one more than the mean allows.
    bits = (chosen.payers - 1) * ((1 + chosen.average) / chosen.average).log2()
    return chosen.select(
        "at",
        "since",
        "payers",
        "payments",
        "total",
        key=chosen.prisoner_id,
        strength=ibis.least(bits, 60.0),
        seen=chosen.payers.cast("float64"),
        usual=chosen.average,
    )


def evidence(tables: Tables, found: Table) -> Table:
    """Every payment from outside the family."""
    paid = paid_by_strangers(tables)
    return cited(
        paid.semi_join(found, paid.prisoner_id == found.key),
        "payments",
        row="payment_id",
        person="prisoner_id",
        key="prisoner_id",
    )
