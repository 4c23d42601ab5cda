"""Families of several prisoners pay one other prisoner: what their sons owe him, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import bears, paid_in, reached, surnames
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Prisoners paid by accounts that before paid another prisoner, from enough such accounts."""
    crossed = _crossed(tables, given)
    firsts = crossed.group_by("prisoner_id", "payer").agg(first=_.at.min())
    quick = reached(firsts, "prisoner_id", given.whole("families"), given.number("days"))
    each = crossed.group_by("prisoner_id").agg(
        families=_.payer.nunique(), payments=_.count(), total=_.amount.sum()
    )
    chosen = quick.join(each, "prisoner_id")
    return chosen.select(
        "at", "since", "families", "payments", "total",
        key=chosen.prisoner_id,
        strength=ibis.least(chosen.families * 8.0, 60.0),
        seen=chosen.families.cast("float64"),
        usual=ibis.literal(0.0),
    )  # fmt: skip


def _crossed(tables: Tables, given: Values) -> Table:
    """Payments to somebody who is not the one this account pays since before, and not of his name."""
    every, people = paid_in(tables), surnames(tables)
    # All that is paid by those who pay somebody that is asked for: whom an account paid first is somebody else.
    paid = every.semi_join(tables.touched(every, "prisoner_id"), "payer")
    each = paid.group_by("payer", "prisoner_id").agg(first=_.at.min(), times=_.count())
    own = each.filter(_.times >= given.whole("own_payments"))
    main = own.group_by("payer").agg(mine=_.prisoner_id.argmin(_.first), began=_.first.min())
    joined = paid.join(main, "payer").filter(_.prisoner_id != _.mine, _.at > _.began)
    named = joined.left_join(people, joined.prisoner_id == people.person).drop("person")
    theirs = tables["people"].select(other="person_id", last=_.surname.lower(), called=_.given_names.lower())
    both = named.left_join(theirs, named.mine == theirs.other)
    family = both.family.coalesce("-")
    # Two of one name are brothers, or one man who came back under a second record, his names changed round perhaps.
    strangers = (family != both["last"].coalesce("+")) & (family != both.called.coalesce("+"))
    return both.filter(~bears(both.payer_name, family), strangers)


def evidence(tables: Tables, found: Table) -> Table:
    """Every payment to the prisoner from an account that pays somebody else too."""
    paid = paid_in(tables)
    theirs = paid.semi_join(found, paid.prisoner_id == found.key)
    every = paid.semi_join(theirs, "payer")
    shared = every.group_by("payer").agg(people=_.prisoner_id.nunique()).filter(_.people > 1)
    return cited(
        theirs.semi_join(shared, "payer"),
        "payments",
        row="payment_id",
        person="prisoner_id",
        key="prisoner_id",
    )
