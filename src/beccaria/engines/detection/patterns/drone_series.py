"""Drones that come to one wing again and again, and who is paid just before each."""

from collections import Counter
from datetime import datetime
from itertools import groupby
from math import comb, exp, log2
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
_TOGETHER: Final = 3  # people whose payments are looked at together


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
        "since", "at", "establishment", "wing", "sighting_id", "prisoner_id", "payments", "lives_here", "span",
        "releases",
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
    homes = tables["people"].select(prisoner_id="person_id", lives_in="establishment", lives_on="wing")
    people = soon.join(usual, "prisoner_id").left_join(homes, "prisoner_id").drop("prisoner_id_right")
    told = flown.left_join(people, "sighting_id").drop("sighting_id_right")
    here = (told.lives_in == told.establishment) & (told.lives_on == told.wing)
    return told.mutate(lives_here=here.fill_null(False))


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
    timing, payees = _in_time(rows, many, given)
    if not payees and series < given.number("bits"):
        return None
    return {
        "key": one["key"], "establishment": one["establishment"], "wing": one["wing"], "since": one["since"],
        "at": sightings[-1][0], "sightings": many, "nights": sum(at.hour < _MORNING for at, _id in sightings),
        "paid": len(payees), "releases": one["releases"], "payees": ";".join(sorted(payees)),
        "hours": given.number("hours"), "strength": min(60.0, max(series, timing)),
        "seen": float(many), "usual": float(usual),
    }  # fmt: skip


def _in_time(rows: list[dict[str, Any]], many: int, given: Values) -> tuple[float, list[str]]:
    """The people who are paid before more sightings than their payments would meet by chance, and bits for all of them.

    Looked for among those who live on the wing, and among all of the prison: the most surprising few together, less
    what was gained by trying so many choices of them. Nobody when that is not rare enough.
    """
    before = Counter(row["prisoner_id"] for row in rows if row["prisoner_id"])
    payments = {row["prisoner_id"]: row["payments"] for row in rows}
    at_home = {row["prisoner_id"] for row in rows if row["lives_here"]}
    surprise = {
        person: at_least(
            times, many, 1 - exp(-payments[person] * given.number("hours") / 24 / rows[0]["span"])
        )
        for person, times in before.items()
    }
    ordered = sorted(surprise, key=lambda person: (-surprise[person], person))
    best: tuple[float, list[str]] = (0.0, [])
    for some in ([person for person in ordered if person in at_home], ordered):
        for size in range(1, min(_TOGETHER, len(some)) + 1):
            choices = comb(len(some), size) * _TOGETHER * 2
            bits = sum(surprise[person] for person in some[:size]) - log2(choices)
            best = max(best, (bits, some[:size]), key=lambda one: one[0])
    return best if best[0] >= given.number("bits") else (0.0, [])


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
