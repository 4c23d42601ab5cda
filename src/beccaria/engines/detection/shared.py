"""Give patterns what several of them need: family names, who a visitor is, rows cited, chance of a coincidence."""

from math import comb, log2
from typing import Any, Final

import ibis
from ibis import _
from ibis.expr.types import Table
from scipy.special import pdtrc  # type: ignore[import-untyped]  # scipy has no types; its `stats` takes seconds to import

from beccaria.engines.detection.summaries import pairs
from beccaria.engines.detection.tables import Tables

MOST_CALLERS: Final = 1_000
"""No parameter calls a number shared that more people call."""
FEW: Final = 500
"""So many values stand in the statement itself, where the reader of files sees them."""
MANY: Final = 20_000
"""So many, where nearly every row of a large feed is left out by them: before anything else is asked of the rows."""
MOST_BITS: Final = 200.0
"""Beyond this, more surprise says nothing more."""


def families(tables: Tables) -> Table:
    """The family name of each prisoner, in small letters: who shares it may be of one family."""
    people = tables["people"]
    return people.filter(people.role == "prisoner").select(person="person_id", family=_.surname.lower())


def shared_pairs(tables: Tables) -> Table:
    """Who called which number from where, of numbers that several people call and not everybody: computed once a run.

    Most numbers are one person's, and helplines are everybody's; neither tells who has to do with whom.
    """

    def make() -> Table:
        each = pairs(tables)
        numbers = each.group_by("number").agg(people=_.person.nunique())
        return each.semi_join(numbers.filter(_.people > 1, _.people <= MOST_CALLERS), "number")

    return tables.once("shared_pairs", make)


def shared_calls(tables: Tables) -> Table:
    """The calls to those numbers: read from all calls once a run."""

    def make() -> Table:
        calls = tables["calls"].select("call_id", "at", "establishment", "prisoner_id", "number", "direction")
        return among(calls, "number", shared_pairs(tables), few=MANY)

    return tables.once("shared_calls", make)


def callers(tables: Tables, least: int, most: int) -> Table:
    """Each caller with at least so many calls of each number: his first prison there, family name, first and last call.

    Numbers of one caller are left out, and those that more than `most` people ever called: helplines and offices.
    """
    once = (
        shared_pairs(tables)
        .group_by("person", "number")
        .agg(
            establishment=_.establishment.argmin(_.first),
            calls=_.calls.sum(),
            first=_.first.min(),
            last=_.last.max(),
        )
    )
    several = (
        once.group_by("number")
        .agg(callers=_.person.nunique(), frequent=(_.calls >= least).ifelse(1, 0).sum())
        .filter(_.frequent > 1, _.callers <= most)
    )
    often = once.filter(_.calls >= least).semi_join(several, "number")
    return often.left_join(families(tables), "person").drop("person_right")


def identified_visits(tables: Tables) -> Table:
    """Visits and attempts by people outside, with `who`: the document, or telephone and birthday when it was not shown.

    A document once shown with the same telephone and birthday settles visits without one. Official visits are left out.
    Computed once a run; of those who visited or were visited from `since` on, when that is asked.
    """

    def make() -> Table:
        marked = marked_visits(tables["visits"])
        known = tables.once("documents", lambda: _documents(marked))
        joined = marked.left_join(known, "mark").drop("mark_right")
        told = joined.mutate(who=ibis.coalesce(_.visitor_document, _.document, _.mark))
        return tables.touched(told.filter(_.who.notnull()), "prisoner_id", "who").drop("document", "mark")

    return tables.once("identified_visits", make)


def _documents(marked: Table) -> Table:
    """The document once shown with each telephone and birthday."""
    shown = marked.filter(_.visitor_document.notnull(), _.visitor_born.notnull())
    return shown.group_by("mark").agg(document=_.visitor_document.min())


def marked_visits(visits: Table) -> Table:
    """Visits and attempts by people outside, with `mark`: the telephone and birthday given."""
    # Whoever does not say what kind a visit is has not said that it is official.
    social = visits.filter((visits.kind.fill_null("social") != "official") & (visits.outcome != "cancelled"))
    return social.select(
        "visit_id", "at", "establishment", "prisoner_id", "visitor_id", "visitor_name", "visitor_born",
        "visitor_document", "relationship", "outcome",
        mark=social.visitor_phone.concat("/", social.visitor_born.cast("string").fill_null("")),
    )  # fmt: skip


def among(rows: Table, column: str, wanted: Table, *, few: int = FEW) -> Table:
    """The rows whose column is one that `wanted` has. Few are said in so many words, and files are read by them."""
    each = wanted.filter(wanted[column].notnull()).select(column).distinct()
    said = each.limit(few + 1).to_pyarrow()[column].to_pylist()
    return rows.filter(rows[column].isin(said)) if len(said) <= few else rows.semi_join(each, column)


def cited(rows: Table, kind: str, *, row: str, at: str = "at", person: str, key: str = "key") -> Table:
    """Rows as evidence: one line for each row and person."""
    return rows.select(
        key=rows[key],
        kind=ibis.literal(kind),
        row=rows[row],
        at=rows[at],
        person=rows[person],
        establishment=rows.establishment,
    )


def calls_cited(calls: Table) -> Table:
    """Of calls with a `key`: the first and the last of each caller."""
    groups = calls.group_by("key", "prisoner_id")
    first = groups.agg(
        call=_.call_id.argmin(_.at), moment=_.at.min(), establishment=_.establishment.argmin(_.at)
    )
    last = groups.agg(
        call=_.call_id.argmax(_.at), moment=_.at.max(), establishment=_.establishment.argmax(_.at)
    )
    return cited(first.union(last), "calls", row="call", at="moment", person="prisoner_id")


def named(observations: Table) -> Table:
    """Observations once for each person whom they name, as `person`."""
    listed = observations.filter(observations.people.notnull())
    return listed.mutate(person=listed.people.split(";").unnest())


def bits(chance: float) -> float:
    """Surprise in bits: minus the binary logarithm of how often chance does as much."""
    return MOST_BITS if chance <= 2.0**-MOST_BITS else max(0.0, -log2(chance))


def same_days(both: int, one: int, other: int, days: int) -> float:
    """How often two people who call on `one` and `other` of `days` days, on their own, share `both` days or more.

    The tail of the hypergeometric distribution (Fisher 1935, The Design of Experiments).
    """
    ways = sum(
        comb(one, shared) * comb(days - one, other - shared) for shared in range(both, min(one, other) + 1)
    )
    return ways / comb(days, other)


def at_least(seen: int, usual: float) -> float:
    """How often a count of mean `usual` is `seen` or more: the tail of the Poisson distribution."""
    return float(pdtrc(seen - 1, usual)) if seen > 0 else 1.0


def of_keys(rows: Table, found: Table, column: str, other: str = "key") -> Table:
    """Rows whose `column` is the `other` of something found, with its key."""
    keys: Any = found.select(key=found.key, wanted=found[other])
    return rows.join(keys, rows[column] == keys.wanted)
