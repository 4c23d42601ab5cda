"""Drones that come to one wing again and again, and who is paid just before each."""

from collections.abc import Iterable
from itertools import groupby
from math import exp, log2
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import at_least, more_than_usual
from beccaria.engines.detection.named import count_of, paid_in
from beccaria.engines.detection.summaries import days_between
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """For each wing with sightings enough and each person paid before some of them: how many, of how many payments."""
    drones = tables["drones"].filter(_.wing.notnull())
    wings = drones.group_by("establishment", "wing").agg(
        sightings=_.count(),
        since=_.at.min(),
        at=_.at.max(),
        nights=_.count(where=_.at.hour() < 6),  # noqa: PLR2004  six in the morning
    )
    wings = wings.filter(_.sightings >= given.whole("sightings"))
    ahead = _ahead(tables, drones.semi_join(wings, ["establishment", "wing"]), given)
    paid = ahead.group_by("establishment", "wing", "prisoner_id").agg(before=_.sighting_id.nunique())
    money = paid_in(tables)
    usual = money.group_by("prisoner_id").agg(payments=_.count())
    span = (days_between(money.at.max(), money.at.min()) + 1.0).as_scalar()
    people = paid.join(usual, "prisoner_id")
    both = wings.left_join(people, ["establishment", "wing"]).drop("establishment_right", "wing_right")
    both = both.left_join(_released(tables, wings), ["establishment", "wing"])
    places = tables["drones"].filter(_.wing.notnull()).select("establishment", "wing").distinct()
    return both.select(
        "since", "at", "sightings", "nights", "establishment", "wing", "prisoner_id", "before", "payments",
        key=both.establishment + ibis.literal("/") + both.wing,
        all_sightings=count_of(drones), places=count_of(places), span=span,
        releases=both.releases.coalesce(0),
        strength=ibis.literal(0.0), seen=both.sightings.cast("float64"), usual=ibis.literal(0.0),
    )  # fmt: skip


def _ahead(tables: Tables, drones: Table, given: Values) -> Table:
    """Sightings with the payments to people of that prison in the hours before."""
    money = paid_in(tables).select("establishment", "prisoner_id", paid="at", payment="payment_id")
    seen = drones.select("establishment", "wing", "sighting_id", flown="at")
    both = seen.join(money, "establishment")
    took = days_between(both.flown, both.paid) * 24
    return both.filter(took > 0, took <= given.number("hours"))


def _released(tables: Tables, wings: Table) -> Table:
    """How many people left each of these prisons for good in the month before its first drone: they know the place."""
    left = tables["movements"].filter(_.kind == "release", _.from_establishment.notnull())
    both = wings.join(left.select(establishment="from_establishment", gone="at"), "establishment")
    took = days_between(both.since, both.gone)
    soon = both.filter(took > 0, took <= 30)  # noqa: PLR2004  days
    return soon.group_by("establishment", "wing").agg(releases=_.count())


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """One row a wing: the series against other wings, and the people whose payments keep time with it."""
    ordered = sorted(rows, key=lambda row: (row["key"], row["prisoner_id"] or ""))
    made = [_series(list(some), given) for _key, some in groupby(ordered, lambda row: row["key"])]
    return [row for row in made if row is not None]


def _series(rows: list[dict[str, Any]], given: Values) -> dict[str, Any] | None:
    one = rows[0]
    usual = one["all_sightings"] / max(1, one["places"])
    series = more_than_usual(one["sightings"], usual)
    timed = sorted(_in_time(rows, given), reverse=True)
    paid = sum(bits for bits, _person in timed[:3])
    strength = paid if timed else series
    if not timed and series < given.number("bits"):
        return None
    return {
        "key": one["key"], "establishment": one["establishment"], "wing": one["wing"], "since": one["since"],
        "at": one["at"], "sightings": one["sightings"], "nights": one["nights"], "paid": len(timed), "releases": one["releases"],
        "payees": ";".join(person for _bits, person in timed), "hours": given.number("hours"),
        "strength": min(60.0, strength), "seen": float(one["sightings"]), "usual": float(usual),
    }  # fmt: skip


def _in_time(rows: Iterable[dict[str, Any]], given: Values) -> Iterable[tuple[float, str]]:
    """People paid before more sightings than their payments would meet by chance; so many people were tried."""
    people = [row for row in rows if row["prisoner_id"]]
    for row in people:
        chance = 1 - exp(-row["payments"] * given.number("hours") / 24 / row["span"])
        bits = at_least(row["before"], row["sightings"], chance) - log2(max(1, len(people)))
        if bits >= given.number("bits"):
            yield bits, row["prisoner_id"]


def evidence(tables: Tables, found: Table) -> Table:
    """The sightings, the payments in time with them, and what was found on the wing in the three days after each."""
    wings = found.select("key", "establishment", "wing")
    drones = tables["drones"].join(wings, ["establishment", "wing"])
    seen = drones.select(
        key="key", kind=ibis.literal("drones"), row="sighting_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
    return seen.union(_payments(tables, drones, found)).union(_finds(tables, drones))


def _payments(tables: Tables, drones: Table, found: Table) -> Table:
    payees = found.filter(_.payees != "").select("key", "hours", person=_.payees.split(";").unnest())
    flown = drones.select("key", flown="at").join(payees, "key")
    money = paid_in(tables)
    both = flown.join(money, flown.person == money.prisoner_id)
    took = days_between(both.flown, both.at) * 24
    return both.filter(took > 0, took <= both.hours).select(
        key="key", kind=ibis.literal("payments"), row="payment_id", at="at", person="person",
        establishment="establishment",
    )  # fmt: skip


def _finds(tables: Tables, drones: Table) -> Table:
    flown = drones.select("key", "establishment", "wing", flown="at")
    both = tables["finds"].join(flown, ["establishment", "wing"])
    took = days_between(both.at, both.flown)
    return both.filter(took > 0, took <= 3).select(  # noqa: PLR2004  days
        key="key", kind=ibis.literal("finds"), row="find_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
