"""A number that others of a prison begin to call after a man arrives who called it where he was before."""

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import callers, calls_cited, shared_calls, shared_pairs
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """Numbers of a transferred man that unrelated people at his new prison take up after he came."""
    moves = tables["movements"]
    arrived = moves.filter(moves.kind == "transfer", moves.to_establishment.notnull()).select(
        bringer="person_id", arrived="at", prison="to_establishment"
    )
    known = callers(tables, given.whole("calls"), given.whole("most_callers"))
    own = arrived.join(known, arrived.bringer == known.person).filter(_.first < _.arrived)
    brought = own.select("bringer", "arrived", "prison", "number", own_family=own.family)
    # Before him nobody at the new prison called it: looked up in all calls, not only in those of frequent callers.
    first = shared_pairs(tables).group_by("establishment", "number").agg(first_there=_.first.min())
    new = (
        brought.join(first, [brought.prison == first.establishment, brought.number == first.number])
        .filter(_.first_there >= _.arrived)
        .drop("establishment", "first_there")
    )
    taken = new.join(known, [new.number == known.number, new.prison == known.establishment]).filter(
        _.person != _.bringer, _.family != _.own_family, _.first >= _.arrived
    )
    found = taken.group_by("number", "prison", "bringer").agg(
        others=_.person.nunique(), calls=_.calls.sum(), since=_.arrived.min(), at=_.last.max()
    )
    chosen = found.filter(_.others >= given.whole("others"))
    return chosen.select(
        "at",
        "since",
        "number",
        "prison",
        "bringer",
        "others",
        "calls",
        key=chosen.number.concat("/", chosen.prison),
        strength=chosen.others * 6.0 + 4.0,
        seen=chosen.others.cast("float64"),
        usual=chosen.others * 0.0,
    )


def evidence(tables: Tables, found: Table) -> Table:
    """The first and the last calls of those at the new prison, and of the man who came."""
    calls = shared_calls(tables)
    keyed = found.select(key="key", wanted="number", place="prison", bringer="bringer")
    rows = calls.join(keyed, calls.number == keyed.wanted)
    return calls_cited(rows.filter((rows.establishment == rows.place) | (rows.prisoner_id == rows.bringer)))
