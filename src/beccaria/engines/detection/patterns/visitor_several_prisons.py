"""A visitor of unrelated prisoners in several prisons, or one who was refused at one prison and tries another."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import cited, families, identified_visits, of_keys
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Visitors by document, or by telephone and birthday, under whatever name."""
    visits = identified_visits(tables).rename(person="prisoner_id")
    known = visits.left_join(families(tables), "person").drop("person_right")
    people = known.group_by("who").agg(
        prisoners=_.person.nunique(),
        prisons=_.establishment.nunique(),
        families=_.family.nunique(),
        names=_.visitor_name.lower().nunique(),
        visits=_.visit_id.nunique(),
        refused=_.at.min(where=_.outcome == "refused"),
        since=_.at.min(),
        at=_.at.max(),
        newest=_.establishment.argmax(_.at),
        where_refused=_.establishment.argmin(_.at, where=_.outcome == "refused"),
    )
    chosen = people.filter(
        _.prisons > 1,
        (_.prisoners >= given.whole("prisoners")) & (_.families >= given.whole("prisoners"))
        | ((_.families > 1) & (_.refused < _.at) & (_.where_refused != _.newest)),
    )
    barred = (chosen.refused.notnull()).ifelse(1, 0)
    return chosen.select(
        "at",
        "since",
        "prisoners",
        "prisons",
        "names",
        "visits",
        "who",
        key=chosen.who,
        refusals=barred,
        strength=chosen.prisoners * 5.0 + chosen.prisons * 4.0 + barred * 6.0,
        seen=chosen.prisoners.cast("float64"),
        usual=chosen.prisoners * 0.0 + 1.0,
    )


def evidence(tables: Tables, found: Table) -> Table:
    """All visits and attempts of the visitor, with the prisoner and with the register's record of the visitor."""
    visits = of_keys(identified_visits(tables), found, "who", "who")
    own = cited(visits.filter(_.visitor_id.notnull()), "visits", row="visit_id", person="visitor_id")
    return cited(visits, "visits", row="visit_id", person="prisoner_id").union(own)
