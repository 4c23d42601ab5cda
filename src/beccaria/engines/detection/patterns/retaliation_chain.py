"""A beating is answered: by the victim, or by somebody who began to call the same number after it."""

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import count_of, roles
from beccaria.engines.detection.shared import shared_calls, shared_pairs
from beccaria.engines.detection.summaries import days_between, pairs
from beccaria.engines.detection.tables import Tables

_CITED = ("assailant", "victim", "fighter")


def expression(tables: Tables, given: Values) -> Table:
    """Pairs of assaults of which the second answers the first; strength by how many numbers there are to share."""
    both = _answered_himself(tables, given).union(_answered_by_another(tables, given))
    numbers = count_of(pairs(tables).select("number").distinct())
    each = both.group_by("first", "second").agg(
        at=_.at.min(), since=_.since.min(), victim=_.victim.min(), attacker=_.attacker.min(),
        number=_.number.max(), days=_.days.min(), place=_.place.min(), there=_.there.min(),
    )  # fmt: skip
    return each.select(
        "at", "since", "first", "second", "victim", "attacker", "number", "days", "place", "there",
        key=each["first"] + ibis.literal(">") + each.second,
        strength=ibis.least(60.0, (numbers + 1).log2() + 6.0),
        seen=ibis.literal(1.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def _blows(tables: Tables, role: str) -> Table:
    return (
        roles(tables)
        .filter(_.family == "assault", _.role == role)
        .select("incident_id", "at", "establishment", "person", "severity")
    )


def _answered_himself(tables: Tables, given: Values) -> Table:
    """The victim strikes who struck him, and not in a scuffle."""
    hurt, blow = _blows(tables, "victim"), _blows(tables, "assailant")
    each = hurt.join(blow.select("incident_id", by="person"), "incident_id")
    first = each.select(first="incident_id", victim="person", struck="by", since="at", place="establishment")
    serious = each.filter(_.severity != "minor")
    second = serious.select(
        second="incident_id", back="person", attacker="by", at="at", there="establishment"
    )
    both = first.join(second, [first.victim == second.attacker, first.struck == second.back])
    took = days_between(both.at, both.since)
    return both.filter(took > 0, took <= given.number("days")).select(
        "first", "second", "victim", "attacker", "since", "at", "place", "there",
        number=ibis.literal(""), days=took.ceil().cast("int64"),
    )  # fmt: skip


def _answered_by_another(tables: Tables, given: Values) -> Table:
    """Another strikes, who calls a number of the victim's that he never called before the first blow."""
    serious = _blows(tables, "victim").filter(_.severity != "minor")
    calls = _calls(tables, given)
    one = serious.join(calls, "person")
    told = one.filter(_.called > _.at, days_between(_.called, _.at) <= given.number("days")).select(
        "number", first="incident_id", victim="person", since="at", place="establishment"
    ).distinct()  # fmt: skip
    blow = _blows(tables, "assailant").filter(_.severity != "minor")
    two = blow.join(calls, "person")
    ready = two.filter(_.called < _.at, days_between(_.at, _.called) <= given.number("days"))
    ready = ready.group_by("incident_id", "person", "number", "at", "establishment").agg(
        times=_.count(), earliest=_.began.min()
    )
    ready = ready.filter(_.times >= given.whole("calls")).select(
        "number", "earliest", second="incident_id", attacker="person", at="at", there="establishment"
    )
    both = told.join(ready, "number")
    took = days_between(both.at, both.since)
    meant = both.filter(
        took > 0, took <= given.number("days"), both.attacker != both.victim, both.earliest >= both.since
    )
    return meant.select(
        "first", "second", "victim", "attacker", "since", "at", "place", "there", "number",
        days=days_between(meant.at, meant.since).ceil().cast("int64"),
    )  # fmt: skip


def _calls(tables: Tables, given: Values) -> Table:
    """Calls of people in assaults to numbers that few people call, with when that person began to call it."""
    involved = roles(tables).filter(_.family == "assault").select("person").distinct()
    each = shared_pairs(tables)
    few = each.group_by("number").agg(callers=_.person.nunique()).filter(_.callers <= given.whole("callers"))
    began = each.group_by("person", "number").agg(began=_["first"].min())
    began = began.semi_join(few, "number").semi_join(involved, "person")
    calls = shared_calls(tables).select("number", person="prisoner_id", called="at")
    return calls.join(began, ["person", "number"])


def evidence(tables: Tables, found: Table) -> Table:
    """Both incidents, and the calls of the two to the number they share."""
    chain = found.select("key", incident_id="first").union(found.select("key", incident_id="second"))
    blows = roles(tables).filter(_.role.isin(_CITED)).join(chain, "incident_id")
    told = blows.select(
        key="key", kind=ibis.literal("incidents"), row="incident_id", at="at",
        person=(blows.role == "victim").ifelse("", blows.person), establishment="establishment",
    )  # fmt: skip
    who = found.select("key", "number", "since", "at", person="victim").union(
        found.select("key", "number", "since", "at", person="attacker")
    )
    who = who.filter(_.number != "").rename(begin="since", end="at")
    calls = shared_calls(tables).join(who, [_.prisoner_id == who.person, _.number == who.number])
    cited = calls.filter(_.at >= _.begin, _.at <= _.end).select(
        key="key", kind=ibis.literal("calls"), row="call_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
    return told.union(cited)
