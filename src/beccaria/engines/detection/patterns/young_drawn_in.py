"""A young prisoner takes up a number of an unrelated older one, and money of somebody new: drawn in, perhaps."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import callers, calls_cited, cited, shared_calls
from beccaria.engines.detection.summaries import days_between
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Two of one prison and a number: the young one began to call it about when somebody new began to pay him."""
    people = tables["people"]
    born = people.filter(people.role == "prisoner", people.born.notnull()).select(
        person="person_id", born=people.born.cast("timestamp")
    )
    known = callers(tables, given.whole("calls"), given.whole("most_callers")).join(born, "person")
    known = known.mutate(age=_age(known, tables))
    young = known.filter(_.age <= given.whole("young")).select(
        number="number",
        person="person",
        family="family",
        age="age",
        first="first",
        last="last",
        calls="calls",
        establishment="establishment",
    )
    older = known.filter(_.age >= given.whole("older")).select(
        number="number",
        older="person",
        older_family="family",
        older_age="age",
        place="establishment",
        older_last="last",
    )
    both = young.join(older, "number").filter(
        _.establishment == _.place,
        _.family != _.older_family,
        _.older_age - _.age >= given.whole("years_between"),
    )
    payers = _new_payers(tables, given, both)
    paid = both.join(payers, both.person == payers.payee)
    close = paid.filter(days_between(paid.first, paid.pay_first).abs() <= given.whole("within"))
    found = close.group_by("person", "older", "number").agg(
        age=_.age.max(),
        calls=_.calls.max(),
        payments=_.payments.max(),
        since=_.pay_first.min(),
        at=_.last.max(),
        account=_.payer_account.min(),
    )
    return found.mutate(
        key=found.person.concat("/", found.older),
        strength=12.0 + found.payments * 1.0,
        seen=found.calls.cast("float64"),
        usual=found.calls * 0.0,
    )


def _age(known: Table, tables: Tables) -> Table:
    """Years of age as of the moment of the tables."""
    return ((tables.until_seconds - known.born.epoch_seconds()) / 86_400 / 365.25).floor().cast("int64")


def _new_payers(tables: Tables, given: Values, young: Table) -> Table:
    """Who began to pay one of these prisoners after the feed began, and paid several times."""
    paid = tables["payments"].filter(_.direction == "in", _.payer_account.notnull())
    begun = paid.agg(begun=_.at.min())
    theirs = paid.semi_join(young, paid.prisoner_id == young.person)
    each = theirs.group_by("prisoner_id", "payer_account").agg(
        payments=_.payment_id.nunique(), pay_first=_.at.min()
    )
    since = each.cross_join(begun)
    return since.filter(
        since.payments >= given.whole("payments"),
        days_between(since.pay_first, since.begun) >= given.whole("known_for"),
    ).select(payee="prisoner_id", payer_account="payer_account", payments="payments", pay_first="pay_first")


def evidence(tables: Tables, found: Table) -> Table:
    """The first and last calls of both, and the payments of the new payer."""
    calls = shared_calls(tables)
    two = found.select(key="key", wanted="number", young="person", older="older", account="account")
    rows = calls.join(two, calls.number == two.wanted)
    own = rows.filter((rows.prisoner_id == rows.young) | (rows.prisoner_id == rows.older))
    payments = tables["payments"]
    money = payments.join(two, [payments.prisoner_id == two.young, payments.payer_account == two.account])
    return calls_cited(own).union(cited(money, "payments", row="payment_id", person="prisoner_id"))
