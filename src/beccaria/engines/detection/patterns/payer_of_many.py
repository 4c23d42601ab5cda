"""One payer for many prisoners who bear different names: the till of somebody's trade, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import bears, count_of, paid_in, reached, surnames
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Payers who pay enough people of enough family names, none of them the payer's own."""
    paid = _outside_the_family(tables)
    firsts = paid.group_by("payer", "prisoner_id").agg(first=_.at.min())
    quick = reached(firsts, "payer", given.whole("people"), given.number("days"))
    payers = paid.group_by("payer").agg(
        people=_.prisoner_id.nunique(),
        prisons=_.establishment.nunique(),
        families=_.family.nunique(),
        payments=_.count(),
        total=_.amount.sum(),
    )
    share = (count_of(payers.filter(_.people > 1)) + 1) / (count_of(payers) + 1)
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


def _outside_the_family(tables: Tables) -> Table:
    paid = paid_in(tables)
    people = surnames(tables)
    return paid.left_join(people, paid.prisoner_id == people.person).filter(
        ~bears(_.payer_name, _.family.coalesce("-"))
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
