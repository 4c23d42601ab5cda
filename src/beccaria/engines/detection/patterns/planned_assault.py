"""Several set upon one, out of sight or with serious harm: no quarrel of the moment, perhaps."""

from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import count_of, roles
from beccaria.engines.detection.shared import bits
from beccaria.engines.detection.signs import sign
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Assaults with several assailants on one victim, and how rare they are among all assaults."""
    people = roles(tables).filter(_.family == "assault")
    each = people.group_by("incident_id", "at", "establishment", "severity", "text").agg(
        assailants=_.person.nunique(where=_.role == "assailant"),
        victims=_.person.nunique(where=_.role == "victim"),
    )
    several = each.filter(_.assailants >= given.whole("assailants"), _.victims >= 1, _.victims < _.assailants)
    serious = each.filter(_.severity != "minor")
    return several.select(
        "at", "assailants", "severity", "text",
        key="incident_id", since="at",
        several=count_of(several), serious=count_of(serious), assaults=count_of(each),
        strength=ibis.literal(0.0), seen=several.assailants.cast("float64"), usual=ibis.literal(1.0),
    )  # fmt: skip


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Serious ones, and those that happened where nobody looks; bits by how rare each is among assaults."""
    kept = []
    for row in rows:
        hidden = sign("out_of_sight").stands_in(row.pop("text") or "")
        all_of_them = row.pop("assaults") + 1
        rare = bits((row.pop("several") + 1) / all_of_them)
        share = (row.pop("serious") + 1) / all_of_them
        severe = (row.pop("severity") or "minor") != "minor"
        if not severe and not hidden:
            continue
        row["strength"] = rare + (bits(share) if severe else 0.0) + (2.0 if hidden else 0.0)
        row |= {"where": "hidden" if hidden else "unsaid", "hidden": hidden}
        if row["strength"] >= given.number("bits"):
            kept.append(row)
    return kept


def evidence(tables: Tables, found: Table) -> Table:
    """The incident, with those who are said to have struck."""
    blows = roles(tables).filter(_.role != "witness")
    return blows.semi_join(found, blows.incident_id == found.key).select(
        key="incident_id", kind=ibis.literal("incidents"), row="incident_id", at="at",
        person=(blows.role == "assailant").ifelse(blows.person, ""), establishment="establishment",
    )  # fmt: skip
