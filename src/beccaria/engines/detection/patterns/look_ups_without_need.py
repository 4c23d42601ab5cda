"""An officer opens records of people who were never where the officer serves."""

import ibis
from ibis import _
from ibis.expr.types import IntegerScalar, Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.named import count_of, reached
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Officers with such look-ups of enough people within some days; bits by how rare such look-ups are."""
    strange = _strange(tables, given.whole("colleagues"))
    looked = tables["lookups"]
    firsts = strange.group_by("staff", "person_id").agg(first=_.at.min())
    quick = reached(firsts, "staff", given.whole("people"), given.number("days"))
    each = strange.group_by("staff").agg(times=_.count(), people=_.person_id.nunique())
    own = looked.group_by("staff").agg(looked=_.count())
    share = (count_of(strange) + 1.0) / (count_of(looked) + 2.0)
    chosen = quick.join(each, "staff").join(own, "staff").filter(_.times >= given.whole("times"))
    return chosen.select(
        "at", "since", "times", "people", "looked",
        key=chosen.staff, staff=chosen.staff,
        colleagues=ibis.literal(given.whole("colleagues")),
        strength=ibis.least(60.0, chosen.people * -share.log2() / 2),
        seen=chosen.times.cast("float64"), usual=(share * chosen.looked).cast("float64"),
    )  # fmt: skip


def _strange(tables: Tables, colleagues: int | IntegerScalar) -> Table:
    """Look-ups of people who are in no row of the officer's prison, and whom hardly anybody there looked up.

    If so many members of its staff opened the record, it is the prison's work, whatever a register says that is of
    today.
    """
    looked = _unknown_there(tables)
    several = looked.group_by("person_id", "establishment").agg(staff=_.staff.nunique())
    return looked.anti_join(several.filter(_.staff >= colleagues), ["person_id", "establishment"])


def _unknown_there(tables: Tables) -> Table:
    """Look-ups of people who are neither in the register of the officer's prison nor in its movements: once a run."""

    def make() -> Table:
        moved = tables["movements"]
        here = tables["people"].select("person_id", "establishment")
        came = moved.select("person_id", establishment=moved.to_establishment)
        left = moved.select("person_id", establishment=moved.from_establishment)
        known = here.union(came).union(left).distinct()
        return tables["lookups"].anti_join(known, ["person_id", "establishment"])

    return tables.once("unknown_there", make)


def evidence(tables: Tables, found: Table) -> Table:
    """Those look-ups; the officer is named, nobody whose record was opened."""
    officers = tables["people"].filter(_.role == "staff").select(staff="number", officer="person_id")
    strange = _strange(tables, found.colleagues.max().as_scalar())
    cited = strange.semi_join(found, strange.staff == found.key)
    named = cited.left_join(officers, "staff").drop("staff_right")
    return named.select(
        key="staff", kind=ibis.literal("lookups"), row="lookup_id", at="at",
        person=named.officer.coalesce(""), establishment="establishment",
    )  # fmt: skip
