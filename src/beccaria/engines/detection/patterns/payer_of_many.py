"""One payer for many prisoners who bear different names: the till of somebody's trade, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import count_of, paid_by_strangers, paid_in, payers_of, reached
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Payers who pay enough people of enough family names, none of them the payer's own."""
    paid = paid_by_strangers(tables)
    firsts = paid.group_by("payer", "prisoner_id").agg(first=_.at.min())
    quick = reached(firsts, "payer", given.whole("people"), given.number("days"))
    payers = paid.group_by("payer").agg(
        people=_.prisoner_id.nunique(),
        prisons=_.establishment.nunique(),
        families=_.family.nunique(),
        payments=_.count(),
        total=_.amount.sum(),
    )
    everybody = payers_of(tables).group_by("payer").agg(people=_.prisoner_id.count())
    share = (count_of(everybody.filter(_.people > 1)) + 1) / (count_of(everybody) + 1)
    chosen = quick.join(payers, "payer").filter(
        _.families >= given.whole("people") - 1, _.people <= given.whole("most_people")
    )
    bits = (chosen.people - 1) * -share.log2()
    return chosen.select(
        "at",
        "since",
        "people",
        "prisons",
        "payments",
        "total",
        key=chosen.payer,
        payer=chosen.payer,
        strength=ibis.least(bits, 60.0),
        seen=chosen.people.cast("float64"),
        usual=ibis.literal(1.0),
    )


def evidence(tables: Tables, found: Table) -> Table:
    """Every payment of the payer."""
    paid = paid_in(tables)
    return cited(
        paid.semi_join(found, paid.payer == found.key),
        "payments",
        row="payment_id",
        person="prisoner_id",
        key="payer",
    )
