"""The same visitors, who are not his family, come to a prisoner's next prison after a transfer."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import cited, families, identified_visits
from beccaria.engines.detection.tables import Tables

_FAMILY = ("partner", "mother", "father", "brother", "sister", "child", "spouse", "wife", "husband", "cousin")


def expression(tables: Tables, given: Values) -> Table:
    """Prisoners with enough visitors outside the family who came both before and after, to another prison."""
    each = _followers(tables)
    moved = each.group_by("person").agg(
        visitors=_.who.nunique(),
        prisons=_.prisons.max(),
        visits=_.visits.sum(),
        since=_.first.min(),
        at=_.last.max(),
    )
    chosen = moved.filter(_.visitors >= given.whole("visitors"))
    return chosen.select(
        "at",
        "since",
        "person",
        "visitors",
        "prisons",
        "visits",
        key=chosen.person,
        strength=chosen.visitors * 5.0 + chosen.prisons * 3.0,
        seen=chosen.visitors.cast("float64"),
        usual=chosen.visitors * 0.0,
    )


def _strangers(tables: Tables) -> Table:
    """Visits by people who are neither entered as family nor bear the prisoner's family name."""
    visits = identified_visits(tables).filter(
        _.outcome != "refused",
        _.relationship.lower().isin(_FAMILY).fill_null(False) == False,  # noqa: E712  Ibis compares columns
    )
    known = visits.rename(person="prisoner_id").left_join(families(tables), "person").drop("person_right")
    return known.filter(~known.visitor_name.lower().contains(known.family).fill_null(False))


def _followers(tables: Tables) -> Table:
    """Visitors of one prisoner who came to two prisons in which he was."""
    each = (
        _strangers(tables)
        .group_by("person", "who")
        .agg(
            prisons=_.establishment.nunique(), visits=_.visit_id.nunique(), first=_.at.min(), last=_.at.max()
        )
    )
    return each.filter(_.prisons > 1)


def evidence(tables: Tables, found: Table) -> Table:
    """The visits of those who followed, with the prisoner and with the register's records of the visitors."""
    follow = _followers(tables).semi_join(found, [("person", found.person)]).select("person", "who")
    visits = _strangers(tables)
    rows = visits.semi_join(follow, ["person", "who"]).mutate(key=_.person)
    own = cited(rows.filter(_.visitor_id.notnull()), "visits", row="visit_id", person="visitor_id")
    return cited(rows, "visits", row="visit_id", person="person").union(own)
