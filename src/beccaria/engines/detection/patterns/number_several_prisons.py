"""One number that people of several prisons call, who share no family name: a switchboard, perhaps."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.summaries import pairs
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Numbers with enough callers, prisons and family names at one time, and few enough to be nobody's helpline."""
    callers = _callers(tables, given)
    numbers = callers.group_by("number").agg(
        callers=_.person.nunique(),
        prisons=_.establishment.nunique(),
        families=_.family.nunique(),
        calls=_.calls.sum(),
        since=_.first.min(),
        at=_.first.max(),
        until=_.last.min(),
    )
    most = given.whole("most_callers")
    chosen = numbers.filter(
        _.prisons >= given.whole("prisons"),
        _.families >= given.whole("prisons"),
        _.callers <= most,
        _.until > _.at,
    )
    return chosen.select(
        key=chosen.number,
        at=chosen.at,
        since=chosen.since,
        strength=(chosen.prisons * 4.0 + (chosen.calls / chosen.callers).log2()).cast("float64"),
        seen=chosen.prisons.cast("float64"),
        usual=ibis.literal(1.0),
        number=chosen.number,
        prisons=chosen.prisons,
        callers=chosen.callers,
        calls=chosen.calls,
    )


def _callers(tables: Tables, given: Values) -> Table:
    """Each caller of each number once, at the prison from which he first called it."""
    each = pairs(tables)
    once = each.group_by("person", "number").agg(
        establishment=_.establishment.argmin(_.first),
        calls=_.calls.sum(),
        first=_.first.min(),
        last=_.last.max(),
    )
    often = once.filter(_.calls >= given.whole("calls"))
    people = tables["people"].select(person="person_id", family=_.surname.lower())
    return often.left_join(people, "person").select(
        often.person, often.number, often.establishment, often.calls, often.first, often.last, people.family
    )


def evidence(tables: Tables, found: Table) -> Table:
    """The first and the last call of each caller."""
    calls = tables["calls"].semi_join(found, [("number", found.key)])
    first = calls.group_by("prisoner_id", "number").agg(
        row=_.call_id.argmin(_.at), at=_.at.min(), establishment=_.establishment.argmin(_.at)
    )
    last = calls.group_by("prisoner_id", "number").agg(
        row=_.call_id.argmax(_.at), at=_.at.max(), establishment=_.establishment.argmax(_.at)
    )
    return first.union(last).select(
        key="number",
        kind=ibis.literal("calls"),
        row="row",
        at="at",
        person="prisoner_id",
        establishment="establishment",
    )
