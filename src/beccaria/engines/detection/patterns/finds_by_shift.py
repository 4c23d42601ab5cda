"""Searches of one officer that find nothing where the searches of others on the same wings do."""

from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import fewer_than_usual
from beccaria.engines.detection.summaries import days_between
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """For each officer: searches, finds, and what the others found at the same searches of the same wing and quarter.

    Only too few finds are a sign. An officer who finds more than others is good at the work, and never told.
    """
    searches = _quarters(tables["searches"], "staff").agg(
        searches=_.count(), finds=ibis.literal(0, "int64"), at=_.at.max(), since=_.at.min()
    )
    found = tables["finds"].filter(_.how == "search")
    finds = _quarters(found, "found_by").agg(
        searches=ibis.literal(0, "int64"), finds=_.count(), at=_.at.max(), since=_.at.min()
    )
    own = (
        searches.union(finds)
        .group_by("officer", "establishment", "wing", "quarter")
        .agg(searches=_.searches.sum(), finds=_.finds.sum(), at=_.at.max(), since=_.since.min())
    )
    wings = own.group_by("establishment", "wing", "quarter").agg(
        all_searches=_.searches.sum(), all_finds=_.finds.sum()
    )
    everywhere = own.agg(rate=_.finds.sum() / ibis.greatest(1, _.searches.sum()))
    both = own.join(wings, ["establishment", "wing", "quarter"]).cross_join(everywhere)
    others = (both.all_finds - both.finds + 0.0) / ibis.greatest(1, both.all_searches - both.searches)
    # One colleague who is good at it must not make the others look bad: no more is expected than of the service.
    others = ibis.least(others, both.rate)
    each = (
        both.mutate(usual=others * both.searches)
        .group_by("officer")
        .agg(
            searches=_.searches.sum(),
            finds=_.finds.sum(),
            usual=_.usual.sum(),
            at=_.at.max(),
            since=_.since.min(),
        )
    )
    chosen = each.filter(_.usual >= given.number("expected"), _.finds < _.usual)
    return chosen.select(
        "at", "since", "searches", "finds", key=chosen.officer, staff=chosen.officer,
        strength=ibis.literal(0.0), seen=chosen.finds.cast("float64"), usual=chosen.usual.cast("float64"),
    )  # fmt: skip


def _quarters(rows: Table, officer: str) -> Any:
    placed = rows.filter(rows.wing.notnull(), rows[officer].notnull())
    return placed.group_by(
        officer=placed[officer], establishment=placed.establishment, wing=placed.wing,
        quarter=placed.at.truncate("Q"),
    )  # fmt: skip


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Those whom chance hardly leaves with so few, in so many searches."""
    for row in rows:
        row["strength"] = fewer_than_usual(row["finds"], row["usual"])
        row["expected"] = float(row["usual"])
    return [row for row in rows if row["strength"] >= given.number("bits")]


def evidence(tables: Tables, found: Table) -> Table:
    """The officer's last searches."""
    officers = tables["people"].filter(_.role == "staff").select(staff="number", officer="person_id")
    rows = tables["searches"].join(found.select("key", "at"), tables["searches"].staff == found.key)
    last = rows.filter(days_between(rows.at_right, rows.at) <= 60)  # noqa: PLR2004  days
    named = last.left_join(officers, "staff")
    return named.select(
        key="key", kind=ibis.literal("searches"), row="search_id", at="at",
        person=named.officer.coalesce(""), establishment="establishment",
    )  # fmt: skip
