"""A prisoner calls the private number of a member of staff."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.nearby import Around, Near, values
from beccaria.engines.detection.shared import among, cited
from beccaria.engines.detection.summaries import pairs
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Numbers of staff that prisoners call often enough, unless the two bear one name."""
    each = _called(tables)
    numbers = each.group_by("number", "staff", "officer").agg(
        callers=_.person.nunique(), calls=_.calls.sum(), at=_.last.max(), since=_["first"].min()
    )
    chosen = numbers.filter(_.calls >= given.whole("calls"))
    return chosen.select(
        "at", "since", "callers", "calls", "staff",
        key=chosen.officer,
        strength=ibis.least(60.0, 16.0 + chosen.calls.log2()),
        seen=chosen.calls.cast("float64"), usual=ibis.literal(0.0),
    )  # fmt: skip


def _called(tables: Tables) -> Table:
    people = tables["people"]
    staff = people.filter(people.role == "staff", people.phone.notnull()).select(
        "phone", officer="person_id", staff="number", family=_.surname.lower()
    )
    inside = people.filter(people.role == "prisoner").select(person="person_id", own=_.surname.lower())
    calls = pairs(tables).select("number", "person", "calls", "first", "last", place="establishment")
    both = calls.rename(called="number").join(staff, _.called == staff.phone).rename(service="staff")
    named = both.join(inside, "person")
    return named.filter(named.family != named.own).select(
        "person", "calls", "first", "last", "place", "officer", number="called", staff="service"
    )


def evidence(tables: Tables, found: Table) -> Table:
    """The calls; named is the officer, for the callers may not know whose number it is."""
    some = _called(tables).semi_join(found, _.officer == found.key).select("person", "number", "officer")
    calls = among(tables["calls"], "number", some)
    both = calls.join(some, [calls.prisoner_id == some.person, calls.number == some.number])
    return cited(both, "calls", row="call_id", person="officer", key="officer")


def near(around: Around) -> Near | None:
    """All calls to those of the new numbers that are private numbers of staff, with who made them."""
    staff = [row for row in around.records((), values(around.new, "number")) if row["role"] == "staff"]
    if not staff:
        return None
    calls = around.kept(around.among(around.tables["calls"], "number", {row["phone"] for row in staff}))
    callers = around.records(values(calls, "prisoner_id"), ())
    return Near({"calls": calls, "people": around.people([*staff, *callers])})
