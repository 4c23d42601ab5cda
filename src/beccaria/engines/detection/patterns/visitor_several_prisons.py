"""A visitor of unrelated prisoners in several prisons, or one who was refused at one prison and tries another."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.nearby import Around, Near, values
from beccaria.engines.detection.shared import cited, families, identified_visits, marked_visits, of_keys
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


def near(around: Around) -> Near | None:
    """All visits of the new visitors: by document, and by telephone and birthday, which a document may settle."""
    new, every = marked_visits(around.new), marked_visits(around.tables["visits"])
    marks, documents = set(values(new, "mark")), set(values(new, "visitor_document"))
    documents |= set(values(around.among(every, "mark", marks), "visitor_document"))
    marks |= set(values(around.among(every, "visitor_document", documents), "mark"))
    wanted = around.among(every, "mark", marks).select("visit_id")
    wanted = wanted.union(around.among(every, "visitor_document", documents).select("visit_id"))
    visits = around.kept(around.tables["visits"].semi_join(wanted, "visit_id"))
    people = around.people(around.records(values(visits, "prisoner_id"), ()))
    # Another document with one of these marks may have other marks, too: what is found under it may lack visits.
    return Near({"visits": visits, "people": people}, documents | marks)
