"""Drones that come to one wing again and again, and who is paid just before each."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from math import exp, log2
from typing import Any, Final

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.chance import at_least, more_than_usual
from beccaria.engines.detection.named import count_of, paid_in
from beccaria.engines.detection.shared import cited
from beccaria.engines.detection.summaries import days_between
from beccaria.engines.detection.tables import Tables

_MORNING: Final = 6  # o'clock
_AFTER: Final = 3  # days in which what was dropped is found


def expression(tables: Tables, given: Values) -> Table:
    """Each sighting at wings with enough of them, once for each person paid before it; with what is usual."""
    drones = tables["drones"].filter(_.wing.notnull())
    wings = drones.group_by("establishment", "wing").agg(sightings=_.count(), since=_.at.min())
    wings = wings.filter(_.sightings >= given.whole("sightings"))
    flown = drones.join(wings.drop("sightings"), ["establishment", "wing"])
    flown = flown.left_join(_released(tables, wings), ["establishment", "wing"])
    flown = flown.select(
        "establishment", "wing", "sighting_id", "at", "since", releases=flown.releases.coalesce(0)
    )
    told = _paid_before(tables, flown, given)
    money = paid_in(tables)
    span = money.agg(span=days_between(_.at.max(), _.at.min()) + 1.0)
    places = drones.select("establishment", "wing").distinct()
    told = told.cross_join(span)
    return told.select(
        "since", "at", "establishment", "wing", "sighting_id", "prisoner_id", "payments", "span", "releases",
        key=told.establishment + ibis.literal("/") + told.wing,
        all_sightings=count_of(drones), places=count_of(places),
        strength=ibis.literal(0.0), seen=ibis.literal(0.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def _paid_before(tables: Tables, flown: Table, given: Values) -> Table:
    """Sightings with the people of that prison who were paid in the hours before; those with nobody stay."""
    money = paid_in(tables)
    each = money.select("establishment", "prisoner_id", paid="at")
    both = flown.select("establishment", "sighting_id", "at").join(each, "establishment")
    took = days_between(both.at, both.paid) * 24
    soon = (
        both.filter(took > 0, took <= given.number("hours")).select("sighting_id", "prisoner_id").distinct()
    )
    usual = money.group_by("prisoner_id").agg(payments=_.count())
    people = soon.join(usual, "prisoner_id")
    return flown.left_join(people, "sighting_id").drop("sighting_id_right")


def _released(tables: Tables, wings: Table) -> Table:
    """How many left each of these prisons for good in the month before its first drone: they know the place."""
    left = tables["movements"].filter(_.kind == "release", _.from_establishment.notnull())
    both = wings.join(left.select(establishment="from_establishment", gone="at"), "establishment")
    took = days_between(both.since, both.gone)
    soon = both.filter(took > 0, took <= 30)  # noqa: PLR2004  days
    return soon.group_by("establishment", "wing").agg(releases=_.count())


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """One row a wing, as soon as its sightings are enough: against other wings, or by payments in time with them."""
    ordered = sorted(
        rows, key=lambda row: (row["key"], row["at"], row["sighting_id"], row["prisoner_id"] or "")
    )
    made = [_wing(list(some), given) for _key, some in groupby(ordered, lambda row: row["key"])]
    return [row for row in made if row is not None]


def _wing(rows: list[dict[str, Any]], given: Values) -> dict[str, Any] | None:
    """The first sighting at which the wing is told of."""
    sightings = list(dict.fromkeys((row["at"], row["sighting_id"]) for row in rows))
    for many in range(given.whole("sightings"), len(sightings) + 1):
        inside = set(sightings[:many])
        so_far = [row for row in rows if (row["at"], row["sighting_id"]) in inside]
        if found := _series(so_far, sightings[:many], given):
            return found
    return None


def _series(
    rows: list[dict[str, Any]], sightings: list[tuple[datetime, str]], given: Values
) -> dict[str, Any] | None:
    one, many = rows[0], len(sightings)
    usual = one["all_sightings"] / max(1, one["places"])
    series = more_than_usual(many, usual)
    timed = sorted(_in_time(rows, many, given), reverse=True)
    if not timed and series < given.number("bits"):
        return None
    return {
        "key": one["key"], "establishment": one["establishment"], "wing": one["wing"], "since": one["since"],
        "at": sightings[-1][0], "sightings": many, "nights": sum(at.hour < _MORNING for at, _id in sightings),
        "paid": len(timed), "releases": one["releases"],
        "payees": ";".join(person for _bits, person in timed), "hours": given.number("hours"),
        "strength": min(60.0, max(series, sum(bits for bits, _person in timed[:3]))),
        "seen": float(many), "usual": float(usual),
    }  # fmt: skip


def _in_time(rows: list[dict[str, Any]], many: int, given: Values) -> Iterator[tuple[float, str]]:
    """People paid before more sightings than their payments would meet by chance; so many people were tried."""
    before = Counter(row["prisoner_id"] for row in rows if row["prisoner_id"])
    payments = {row["prisoner_id"]: row["payments"] for row in rows}
    for person, times in sorted(before.items()):
        chance = 1 - exp(-payments[person] * given.number("hours") / 24 / rows[0]["span"])
        bits = at_least(times, many, chance) - log2(len(before))
        if bits >= given.number("bits"):
            yield bits, person


def evidence(tables: Tables, found: Table) -> Table:
    """The sightings, the payments in time with them, and what was found on the wing in the three days after each."""
    wings = found.select("key", "establishment", "wing", end="at")
    drones = tables["drones"].join(wings, ["establishment", "wing"])
    drones = drones.filter(drones.at <= drones.end)
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
    return cited(
        both.filter(took > 0, took <= both.hours), "payments", row="payment_id", person="person", key="key"
    )


def _finds(tables: Tables, drones: Table) -> Table:
    flown = drones.select("key", "establishment", "wing", "end", flown="at")
    both = tables["finds"].join(flown, ["establishment", "wing"])
    took = days_between(both.at, both.flown)
    return both.filter(took > 0, took <= _AFTER, both.at <= both.end).select(
        key="key", kind=ibis.literal("finds"), row="find_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
