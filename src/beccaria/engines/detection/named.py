"""Take apart who is in a row: people of observations, roles of incidents, payers; and groups that grow quickly."""

import ibis
from ibis import _
from ibis.expr.types import IntegerScalar, StringValue, Table

from beccaria.engines.detection.shared import named
from beccaria.engines.detection.summaries import days_between, signs_read
from beccaria.engines.detection.tables import Tables


def observed(remarks: Table) -> Table:
    """Observations once for each person they name, at the moment they were known, with when it `happened`."""
    rows = named(remarks).select(
        "observation_id", "establishment", "wing", "kind", "text", "person",
        at=_.reported_at.coalesce(_.occurred_at), happened=_.occurred_at.coalesce(_.reported_at),
    )  # fmt: skip
    return rows.mutate(person=rows.person.strip()).filter(_.person != "")


def holding(tables: Tables, name: str) -> Table:
    """Of observations, once for each person, those whose text may hold a sign."""
    told = signs_read(tables)
    return observed(tables["observations"].semi_join(told.filter(told[name]), "observation_id"))


def roles(tables: Tables) -> Table:
    """Incidents once for each person in them, with the person's role."""
    rows = tables["incidents"]
    apart = rows.filter(rows.people.notnull()).select(
        "incident_id",
        "at",
        "establishment",
        "wing",
        "family",
        "severity",
        "text",
        one=rows.people.split(";").unnest(),
    )
    return apart.mutate(person=apart.one.split(":")[0].strip(), role=apart.one.split(":")[1].strip()).drop(
        "one"
    )


def paid_in(tables: Tables) -> Table:
    """Money sent in, with one name for who sent it: the account, else the name and address. Computed once a run."""

    def make() -> Table:
        rows = tables["payments"]
        written = rows.payer_name.lower() + ibis.literal(" ") + rows.payer_address.coalesce("").lower()
        paid = rows.filter(rows.direction.coalesce("in") == "in", rows.amount > 0)
        return paid.select(
            "payment_id", "at", "establishment", "prisoner_id", "payer_name", "amount",
            payer=rows.payer_account.coalesce(written),
        )  # fmt: skip

    return tables.once("paid_in", make)


def paid_by_strangers(tables: Tables) -> Table:
    """Money from people who do not bear the prisoner's name, with that name as `family`. Computed once a run.

    Of those who pay or are paid from `since` on, when that is asked.
    """

    def make() -> Table:
        # What shows that somebody was paid anew may be money of his own family.
        return _by_strangers(tables, tables.touched(paid_in(tables), "prisoner_id", "payer"))

    return tables.once("paid_by_strangers", make)


def all_by_strangers(tables: Tables) -> Table:
    """The same of everybody, whatever is asked: what is usual is said by all."""
    return paid_by_strangers(tables) if tables.since is None else _by_strangers(tables, paid_in(tables))


def payers_of(tables: Tables) -> Table:
    """Everybody who is paid by strangers with each who pays him. Computed once a run."""
    return tables.once(
        "payers_of", lambda: all_by_strangers(tables).select("prisoner_id", "payer").distinct()
    )


def _by_strangers(tables: Tables, paid: Table) -> Table:
    people = surnames(tables)
    named = paid.left_join(people, paid.prisoner_id == people.person).drop("person")
    return named.filter(~bears(_.payer_name, _.family.coalesce("-")))


def surnames(tables: Tables) -> Table:
    """The family name of everybody in the register, in small letters."""
    return tables["people"].select(person="person_id", family=_.surname.lower())


def bears(name: StringValue, family: StringValue) -> StringValue:
    """Whether a name as written by a payer holds a family name."""
    return (name.lower().contains(family)).fill_null(False)


def reached(firsts: Table, group: str, many: int, days: float) -> Table:
    """The groups that gained `many` members within `days`: since when, and at which moment for the first time.

    `firsts` has one row for each member with the column `first`; members before the group had so many count too.
    """
    in_order = ibis.window(group_by=group, order_by="first")
    told = firsts.mutate(back=_.first.lag(many - 1).over(in_order))
    quick = told.filter(_.back.notnull()).mutate(took=days_between(_.first, _.back))
    quick = quick.filter(_.took <= days)
    return quick.group_by(group).agg(at=_.first.min(), since=_.back.min())


def count_of(table: Table) -> IntegerScalar:
    """How many rows, as a value that can stand beside every row of another table."""
    return table.count().as_scalar()
