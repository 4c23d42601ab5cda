"""Count how many days people are restricted and alone, by prison and by group of people: who is treated differently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q

from beccaria.access.api import require
from beccaria.core import clocks
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.clocks import counts
from beccaria.core.countries import MANDELA_DAYS
from beccaria.core.measures import State
from beccaria.core.times import Period
from beccaria.engines.rates import Difference, Rate, difference
from beccaria.lib.moments import day_of
from beccaria.measures.models import Measure
from beccaria.measures.queries import isolation, seen
from beccaria.people import api as people
from beccaria.people.api import HeldNow
from beccaria.places import api as places

SMALLEST: Final = 10
"""Groups of fewer people are not laid beside others: a figure on four of them would be about each of them."""


@dataclass(frozen=True, slots=True)
class Total:
    """One prison or one group of people: how many, how many of them restricted, their days, and the rate.

    `days` are days under at least one measure, `alone_days` days that count as isolation, `most_alone` the longest run
    of them that anybody had.
    """

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


@dataclass(slots=True)
class _Days:
    """What one person had in the period."""

    restricted: int = 0
    alone: int = 0
    longest: int = 0


def totals(*, by: Actor, at: datetime, days: int = 90) -> Totals:
    """Days under measures and days alone by prison and by group of people, each rate with its interval.

    A group is what the register says of status and category, never faith or origin, which this service does not hold;
    no figure scores anybody. Of everybody held now, of those the reader may see. Raises Refused.
    """
    require(Act.MEASURE_REGISTER, by)
    since = at - timedelta(days=days)
    records = people.held_now(by=by)
    held = {one.who: one for one in records.values()}
    apart = isolation.kept_apart_since(since, by=by, at=at)
    had = _had(records, apart.values(), by=by, since=since, at=at)
    by_prison = _grouped(held.values(), lambda one: one.establishment)
    names = places.named(by_prison, by=by)
    return Totals(
        since=day_of(since),
        until=day_of(at),
        limit=min((clock.most for clock in apart.values()), default=MANDELA_DAYS.count),
        prisons=_totals({names.get(code, code): several for code, several in by_prison.items()}, had),
        groups=(
            ("status", _totals(_grouped(held.values(), lambda one: one.status), had)),
            ("category", _totals(_grouped(held.values(), lambda one: one.category), had)),
        ),
    )


def _had(
    records: Mapping[str, HeldNow],
    apart: Iterable[isolation.Clock],
    *,
    by: Actor,
    since: datetime,
    at: datetime,
) -> dict[str, _Days]:
    """Days of everybody held now, whichever of his records they stand on. Each day counts once."""
    found: defaultdict[str, _Days] = defaultdict(_Days)
    under: defaultdict[str, list[Measure]] = defaultdict(list)
    for row in _measures(by=by, since=since, at=at):
        if one := records.get(row.person_id):
            under[one.who].append(row)
    first, today = day_of(since), day_of(at)
    for who, rows in under.items():
        touched = clocks.days_of(
            isolation.periods(rows),
            after=first - timedelta(days=1),
            until=today,
            zone=isolation.zone_of(None),
        )
        if touched:
            found[who].restricted = len(touched)
    for clock in apart:
        if one := records.get(clock.person):
            runs = [run for run in clocks.runs(clock.days) if run.last >= first]
            alone = sum(counts(day) and day.day >= first for run in runs for day in run.days)
            found[one.who].alone = alone
            found[one.who].longest = max((run.counted for run in runs), default=0)
    return dict(found)


def _within(rows: Iterable[Measure], since: datetime) -> list[Period]:
    """When these held, from the beginning of the period on: years before it need not be gone through."""
    return [replace(one, starts=max(one.starts, since)) for one in isolation.periods(rows)]


def _measures(*, by: Actor, since: datetime, at: datetime) -> Iterable[Measure]:
    """Decided measures that held at some time of the period."""
    rows = seen.measures(by=by).filter(
        Q(ended_at=None) | Q(ended_at__gt=since),
        state__in=[State.DECIDED, State.ENDED],
        in_force_at__lte=at,
        starts_at__lte=at,
        ends_at__gt=since,
    )
    return rows.iterator()


def _grouped(held: Iterable[HeldNow], name: Callable[[HeldNow], str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in held:
        found[name(one)].append(one.who)
    return dict(found)


def _totals(groups: Mapping[str, Sequence[str]], had: Mapping[str, _Days]) -> tuple[Total, ...]:
    """Each group against all the others together, in order of their names; small ones say nothing."""
    everybody = sum(map(len, groups.values()))
    restricted = {name: sum(_restricted(one, had) for one in several) for name, several in groups.items()}
    every = sum(restricted.values())
    return tuple(
        _total(
            name,
            [had.get(one, _Days()) for one in several],
            Rate(restricted[name], len(several)),
            Rate(every - restricted[name], everybody - len(several)),
        )
        for name, several in sorted(groups.items())
        if len(several) >= SMALLEST
    )


def _restricted(one: str, had: Mapping[str, _Days]) -> bool:
    return one in had and had[one].restricted > 0


def _total(name: str, mine: Sequence[_Days], rate: Rate, others: Rate) -> Total:
    return Total(
        name=name,
        people=rate.of,
        restricted=rate.hits,
        days=sum(one.restricted for one in mine),
        alone_days=sum(one.alone for one in mine),
        most_alone=max((one.longest for one in mine), default=0),
        rate=rate,
        against=difference(rate, others) if others.of >= SMALLEST else None,
    )
