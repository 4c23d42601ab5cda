"""Read the register of measures for who decides and who oversees, and how many days people are restricted and alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.measures import Kind, State
from beccaria.engines.rates import Difference, Rate, difference
from beccaria.lib import paging
from beccaria.lib.paging import Page
from beccaria.measures.models import Measure
from beccaria.measures.queries import isolation, reading, seen
from beccaria.measures.queries.shapes import Line
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.places import api as places

MOST: Final = 2_000
SMALLEST: Final = 10
"""Groups of fewer people are not laid beside others: a figure on four of them would be about each of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures are asked for; empty means all. `holding` only those in force."""

    site: str = ""
    kind: Kind | None = None
    holding: bool = False


def register(
    wanted: Wanted, *, by: Actor, at: datetime, cursor: str | None = None, size: int | None = None
) -> Page[Line]:
    """Decided measures, the newest first. Raises BadInput, Refused."""
    require(Act.MEASURE_REGISTER, by)
    at_most = min(size, MOST) if size else paging.size(None)
    found = list(paging.newest_first(_rows(wanted, by=by, at=at), "starts_at", paging.after(cursor), at_most))
    return paging.page(found, [Line.of(one, at=at) for one in found], "starts_at", at_most)


def ending(
    *, by: Actor, at: datetime, within: timedelta, site: str = ""
) -> tuple[tuple[Line, PersonShown], ...]:
    """What ends soon in a prison, or in all that the reader sees, the next first."""
    rows = seen.measures(by=by).filter(
        state=State.DECIDED, ends_at__gt=at, ends_at__lte=at + within, ended_at=None
    )
    if site:
        rows = rows.filter(site=site)
    may = [
        one
        for one in rows.order_by("ends_at", "id")[:200]
        if not refusal(Act.MEASURE_READ, by, seen.reached(one))
    ]
    return reading.with_persons((Line.of(one, at=at) for one in may), by=by)


@dataclass(frozen=True, slots=True)
class Total:
    """One prison or one group of people: how many, how many of them restricted and alone, days, and the rate."""

    name: str
    people: int
    restricted: int
    days: int
    alone_days: int
    most_alone: int
    rate: Rate
    against: Difference | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Days of a period by prison and by group; `limit` is the lawful most of days alone in a row."""

    since: date
    until: date
    limit: int
    prisons: tuple[Total, ...]
    groups: tuple[tuple[str, tuple[Total, ...]], ...]


def totals(*, by: Actor, at: datetime, days: int = 90) -> Totals:
    """Days under measures and days alone by prison and by group of people, each rate with its interval.

    A group is what the register says of status and category, never faith or origin, which this service does not hold;
    no figure scores anybody. Of everybody held now, of those the reader may see. Raises Refused.
    """
    require(Act.MEASURE_REGISTER, by)
    since = at - timedelta(days=days)
    rows = [one for one in _rows(Wanted(), by=by, at=at)[:MOST] if Line.of(one, at=at).over_at > since]
    sites = sorted({one.site for one in rows if one.site})
    held = [person for site in sites for person in people.held_at(site, by=by, at_most=5_000)]
    restricted = _days_of(rows, since=since, at=at)
    clocks = {clock.person: clock for clock, _person in isolation.running(by=by, at=at)}
    first = since.date()
    alone = {
        person: sum(one.day >= first for one in (clock.run.days if clock.run else ()))
        for person, clock in clocks.items()
    }
    by_site = _grouped((person.held.establishment if person.held else "", person) for person in held)
    named = places.named(by_site, by=by)
    by_status = _grouped((person.held.status if person.held else "", person) for person in held)
    by_category = _grouped((person.held.category if person.held else "", person) for person in held)
    counted = (restricted, alone)
    return Totals(
        since=first,
        until=at.date(),
        limit=max((clock.most for clock in clocks.values()), default=15),
        prisons=_totals({named.get(key, key): found for key, found in by_site.items()}, *counted),
        groups=(
            ("status", _totals(by_status, *counted)),
            ("category", _totals(by_category, *counted)),
        ),
    )


def _rows(wanted: Wanted, *, by: Actor, at: datetime) -> QuerySet[Measure]:
    rows = seen.measures(by=by).filter(in_force_at__isnull=False)
    if wanted.site:
        rows = rows.filter(site=wanted.site)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.holding:
        rows = rows.filter(state=State.DECIDED, starts_at__lte=at, ends_at__gt=at)
    return rows


def _days_of(rows: Iterable[Measure], *, since: datetime, at: datetime) -> dict[str, int]:
    """Days on which each person was under at least one measure, each day once."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for row in rows:
        line = Line.of(row, at=at)
        day, last = max(line.starts_at, since).date(), min(line.over_at, at).date()
        while day <= last:
            days[row.person_id].add(day)
            day += timedelta(days=1)
    return {person: len(several) for person, several in days.items()}


def _grouped(pairs: Iterable[tuple[str, PersonShown]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, person in pairs:
        found[name].append(person.id)
    return dict(found)


def _totals(
    groups: dict[str, list[str]], restricted: dict[str, int], alone: dict[str, int]
) -> tuple[Total, ...]:
    """Each group against all the others together, largest share first; small ones say nothing."""
    everybody = [one for several in groups.values() for one in several]
    return tuple(
        _total(name, several, everybody, restricted, alone)
        for name, several in sorted(groups.items())
        if len(several) >= SMALLEST
    )


def _total(
    name: str,
    mine: Sequence[str],
    everybody: Sequence[str],
    restricted: dict[str, int],
    alone: dict[str, int],
) -> Total:
    own = set(mine)
    others = [one for one in everybody if one not in own]
    hits, rest = sum(one in restricted for one in mine), sum(one in restricted for one in others)
    rate = Rate(hits, len(mine))
    return Total(
        name=name,
        people=len(mine),
        restricted=hits,
        days=sum(restricted.get(one, 0) for one in mine),
        alone_days=sum(alone.get(one, 0) for one in mine),
        most_alone=max((alone.get(one, 0) for one in mine), default=0),
        rate=rate,
        against=difference(rate, Rate(rest, len(others))) if len(others) >= SMALLEST else None,
    )
