"""One number that people of several prisons call, who share no family name: a switchboard, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import callers, calls_cited, of_keys, shared_calls
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Numbers with enough callers, prisons and family names at one time, and few enough to be nobody's helpline."""
    each = callers(tables, given.whole("calls"), given.whole("most_callers"))
    numbers = each.group_by("number").agg(
        callers=_.person.nunique(),
        prisons=_.establishment.nunique(),
        families=_.family.nunique(),
        calls=_.calls.sum(),
        since=_.first.min(),
        at=_.last.max(),
        all_began=_.first.max(),
        first_ended=_.last.min(),
    )
    chosen = numbers.filter(
        _.prisons >= given.whole("prisons"),
        _.callers >= given.whole("callers"),
        _.families >= given.whole("callers"),
        _.first_ended > _.all_began,
    )
    return chosen.select(
        "at",
        "since",
        "number",
        "prisons",
        "callers",
        "calls",
        key=chosen.number,
        strength=chosen.callers * 5.0 + chosen.prisons * 4.0,
        seen=chosen.prisons.cast("float64"),
        usual=ibis.literal(1.0),
    )


def evidence(tables: Tables, found: Table) -> Table:
    """The first and the last call of each caller."""
    return calls_cited(of_keys(shared_calls(tables), found, "number", "number"))
