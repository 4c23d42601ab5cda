"""Officers write about one person far more often than about others of the prison: something is going on around him."""

from typing import Any, Final

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import at_least, bits, cited, named
from beccaria.engines.detection.tables import Tables, known_at

FAITH: Final = (
    "pray|prayer|quran|koran|bible|imam|mosque|chapel|chaplain|church|mass|faith|ramadan|relig|convert|fasting|beard"
    "|preghier|prega|corano|bibbia|moschea|cappell|chiesa|messa|fede|digiun|barba|rosario"
)
"""Remarks with these words count for nothing: how somebody believes is never a sign (DESIGN, rule 9)."""


def expression(tables: Tables, given: Values) -> Table:
    """How often each person is named, and how often people of the prison are named at all, in the same weeks."""
    told = _told(tables, tables.until_seconds - given.whole("window") * 86_400)
    each = told.group_by("establishment", "person").agg(
        remarks=_.observation_id.nunique(),
        reporters=_.reporter.nunique(),
        days=_.known.truncate("D").nunique(),
        since=_.known.min(),
        at=_.known.max(),
    )
    site = told.group_by("establishment").agg(total=_.observation_id.nunique(), named=_.person.nunique())
    joined = each.join(site, "establishment")
    # A service does not tell who wrote (rule 12): then only the days count.
    several = (joined.reporters >= given.whole("reporters")) | (joined.reporters == 0)
    return joined.filter(joined.days >= given.whole("days"), several).mutate(key=_.person)


def _told(tables: Tables, begin: int) -> Table:
    """Remarks since then (seconds since 1970) that name somebody and say nothing of faith."""
    seen = tables["observations"]
    known = seen.mutate(known=known_at("observations", seen))
    known = known.filter(known.known.epoch_seconds() >= begin)
    return named(known.filter(~known.text.lower().re_search(FAITH)))


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Keep those whom chance would hardly name so often; remarks about few people are no comparison."""
    kept = []
    for row in rows:
        usual = max(row["total"] / max(row["named"], 1), given.number("usual_least"))
        surprise = bits(at_least(row["days"], usual))
        if surprise >= given.number("bits"):
            row |= {"strength": surprise, "seen": float(row["days"]), "usual": usual}
            kept.append({name: value for name, value in row.items() if name not in {"total", "named"}})
    return kept


def evidence(tables: Tables, found: Table) -> Table:
    """The remarks that name the person."""
    # Since the first of them: no words need be read before.
    told = _told(tables, found.since.epoch_seconds().min().to_pyarrow().as_py())
    rows = told.join(found.select(key="key", begin="since"), told.person == found.key)
    return cited(
        rows.filter(rows.known >= rows.begin),
        "observations",
        row="observation_id",
        at="known",
        person="person",
    )
