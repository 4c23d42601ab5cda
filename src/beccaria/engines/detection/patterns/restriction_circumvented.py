"""Somebody stops calling a number, and then unrelated people begin to: his words may go through them."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import callers, calls_cited, of_keys, shared_calls
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Numbers that one called often and no longer, and that others, unrelated, took up soon after he ceased."""
    known = callers(tables, given.whole("calls"), given.whole("most_callers"))
    left = known.filter(_.calls >= given.whole("own_calls")).select(
        number="number", who="person", own_family="family", ceased="last", began="first"
    )
    others = known.select("number", "person", "family", "first", "last", "calls", "establishment")
    both = left.join(others, "number").filter(
        _.person != _.who,
        _.family != _.own_family,
        _.first > _.ceased,
        _.first.epoch_seconds() <= _.ceased.epoch_seconds() + given.whole("within") * 86_400,
    )
    found = both.group_by("number", "who").agg(
        others=_.person.nunique(),
        families=_.family.nunique(),
        prisons=_.establishment.nunique(),
        calls=_.calls.sum(),
        since=_.ceased.min(),
        at=_.last.max(),
    )
    silent = found.filter(
        _.others >= given.whole("others"),
        _.families >= given.whole("others"),
        _.at.epoch_seconds() >= _.since.epoch_seconds() + given.whole("silence") * 86_400,
    )
    return silent.select(
        "at",
        "since",
        "number",
        "who",
        "others",
        "prisons",
        "calls",
        key=silent.number,
        strength=silent.others * 6.0 + silent.prisons * 2.0,
        seen=silent.others.cast("float64"),
        usual=silent.others * 0.0,
    )


def judge(rows: list[dict[str, object]], given: Values) -> list[dict[str, object]]:  # noqa: ARG001  the contract
    """One finding for a number: that of who ceased last before others began."""
    last: dict[object, dict[str, object]] = {}
    for row in sorted(rows, key=lambda each: (str(each["since"]), str(each["who"]))):
        last[row["key"]] = row
    return list(last.values())


def evidence(tables: Tables, found: Table) -> Table:
    """The first and the last call of each caller."""
    return calls_cited(of_keys(shared_calls(tables), found, "number", "number"))
