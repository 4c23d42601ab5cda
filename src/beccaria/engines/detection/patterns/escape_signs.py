"""Signs that an escape is prepared: looks at the ways out, with a skill, a tool, an appointment or a new contact."""

from itertools import groupby
from typing import Any, Final

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import by_all, more_than_usual
from beccaria.engines.detection.named import count_of, holding
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.signs import sign
from beccaria.engines.detection.stretches import on_days, share_of, stretches
from beccaria.engines.detection.summaries import days_between, pairs
from beccaria.engines.detection.tables import Tables

_OUTINGS: Final = ("court", "hospital", "temporary_release")
_SKILLS: Final = (
    "workshop|metal|weld|carpent|joiner|roof|maintenance|officina|fabbro|falegname|manutenz|schlosser|menuis"
    "|atelier|taller"
)
_TRIPS, _DAYS_INSIDE, _CALLS = 3, 30, 3
_BESIDE: Final = ("skills", "tools", "outings", "abroad")
"""What may be known beside the remarks; the pattern's own words say what each means."""


def expression(tables: Tables, given: Values) -> Table:
    """Remarks that may show it, of people with at least two; beside each what else is known of the person."""
    seen = holding(tables, "escape")
    often = seen.group_by("person").agg(times=_.count()).filter(_.times >= given.whole("remarks"))
    chosen = seen.semi_join(often, "person")
    with_work = chosen.left_join(_skilled(tables), "person").drop("person_right")
    with_tools = with_work.left_join(_tools(tables), ["establishment", "wing"])
    with_tools = with_tools.drop("establishment_right", "wing_right")
    outings = _outings(tables)
    told = with_tools.left_join(outings, "person").drop("person_right")
    told = told.left_join(_strangers(tables), "person").drop("person_right")
    people = tables["people"].filter(_.role == "prisoner")
    return told.select(
        "at", "happened", "person", "text", key=told.person, since=told.at, row=told.observation_id,
        skills=told.skills.coalesce(0), tools=told.tools.coalesce(0), outings=told.outings.coalesce(0),
        abroad=told.abroad.coalesce(0), all_remarks=count_of(seen), people=count_of(people),
        span=(seen.at.max().epoch_seconds() - seen.at.min().epoch_seconds()).as_scalar() / 86_400 + 1,
        strength=ibis.literal(0.0), seen=ibis.literal(0.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def _skilled(tables: Tables) -> Table:
    work = tables["activities"].filter(_.name.lower().re_search(_SKILLS))
    return work.group_by(person="person_id").agg(skills=_.count())


def _tools(tables: Tables) -> Table:
    tools = tables["finds"].filter(_.item == "tool", _.wing.notnull())
    return tools.group_by("establishment", "wing").agg(tools=_.count())


def _outings(tables: Tables) -> Table:
    """Ways out of the gate: several are a sign beside others, one is none."""
    moved = tables["movements"].filter(_.kind.isin(_OUTINGS))
    return moved.group_by(person="person_id").agg(outings=_.count()).filter(_.outings >= _TRIPS)


def _strangers(tables: Tables) -> Table:
    """Numbers called again and again that came late: somebody who waits outside, perhaps."""
    each = pairs(tables)
    begun = each.group_by("person").agg(began=_["first"].min())
    late = each.join(begun, "person")
    new = late.filter(days_between(late["first"], late.began) > _DAYS_INSIDE, late.calls >= _CALLS)
    return new.group_by("person").agg(abroad=_.count())


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """People with remarks enough within some days, and something beside the words."""
    read = [row for row in rows if sign("escape").stands_in(row["text"] or "")]
    read.sort(key=lambda row: (row["key"], row["at"], row["row"]))
    made = [_person(list(some), given) for _key, some in groupby(read, lambda row: row["key"])]
    return [row for row in made if row is not None]


def _person(rows: list[dict[str, Any]], given: Values) -> dict[str, Any] | None:
    days = given.whole("days")
    for inside in stretches(rows, days):
        row, many = inside[-1], on_days(inside)
        beside = [name for name in _BESIDE if row[name]]
        if many < given.whole("remarks") or (not beside and many < given.whole("alone")):
            continue
        usual = share_of(row, days, "all_remarks")
        strength = more_than_usual(many, usual) + len(beside)
        if by_all(strength, row["people"]) < given.number("bits"):
            continue
        return {
            "key": row["key"], "at": row["at"], "since": inside[0]["at"], "remarks": many,
            "beside": ";".join(beside or ["nothing"]), "days": days, "strength": strength,
            "seen": float(many), "usual": usual,
        }  # fmt: skip
    return None


def evidence(tables: Tables, found: Table) -> Table:
    """The remarks, and tools found on the wings they speak of."""
    seen = holding(tables, "escape").join(found.select("key", begin="since", end="at"), _.person == found.key)
    inside = seen.filter(_.at >= _.begin, _.at <= _.end)
    told = cited(inside, "observations", row="observation_id", person="person", key="key")
    wings = inside.select("key", "establishment", "wing", "begin", "end").distinct()
    tools = tables["finds"].filter(_.item == "tool").join(wings, ["establishment", "wing"])
    blades = tools.filter(_.at >= _.begin, _.at <= _.end).select(
        key="key", kind=ibis.literal("finds"), row="find_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
    return told.union(blades)
