"""Read the clock of isolation: of one person, and of everybody for whom it runs, with the law of the prison."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from beccaria.core import clocks
from beccaria.core.actors import Actor
from beccaria.core.clocks import Company, Day, Door, Run, Way
from beccaria.core.countries import Isolation, Pack, isolation, sure
from beccaria.core.measures import APART, State
from beccaria.core.times import Period
from beccaria.measures.models import DoorEvent, IsolationAlarm, Measure
from beccaria.measures.queries import seen
from beccaria.people import api as people
from beccaria.people.api import Held, PersonShown
from beccaria.risk import api as risk

_LOOK_BACK: Final = timedelta(days=400)
_RUNS_STILL: Final = timedelta(days=60)
_AHEAD: Final = timedelta(days=62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock of one person: his days, the run that stands, and the limit that holds where he is."""

    person: str
    site: str | None
    days: tuple[Day, ...]
    run: Run | None
    ahead: frozenset[date]
    limit: Isolation
    limit_known: bool
    zone: tzinfo
    until: date

    @property
    def counted(self) -> int:
        """Days in a row that count until now, today included."""
        return self.run.counted if self.run else 0

    @property
    def most(self) -> int:
        """After how many days it must have stopped."""
        return int(self.limit.days.days)

    @property
    def left(self) -> int:
        """Days left before the limit, today not included; none when it is reached."""
        return max(0, self.most - self.counted)

    @property
    def near(self) -> bool:
        """Whether governor and head must know."""
        return self.counted >= min(clocks.ALARM_DAY, self.most)

    @property
    def reached(self) -> bool:
        """Whether it has come to the limit."""
        return self.counted >= self.most

    @property
    def free(self) -> bool:
        """Whether new isolation may be thought of at all: no run stands that came to the limit."""
        return clocks.break_over(self.days, limit=self.limit)

    def last_moment(self, starts: datetime) -> datetime:
        """Until when at the latest isolation that begins then may last."""
        moment = clocks.last_moment(self.run, starts, zone=self.zone, limit=self.limit, ahead=self.ahead)
        return min(moment, starts + timedelta(days=self.most))


def of_person(person_id: str, *, by: Actor, at: datetime) -> Clock:
    """The clock of one person over all his records, prisons, cells and measures. Raises Hidden."""
    return _clocks({person_id: seen.records(person_id, by=by)}, by=by, at=at)[person_id]


def running(*, by: Actor, at: datetime, doors: bool = False) -> tuple[tuple[Clock, PersonShown], ...]:
    """The clocks of everybody who is kept apart or was within two months, or of whom an alarm was told since.

    With `doors` also of everybody whose doors were recorded since, for who is alone without any measure: that is the
    service's own look. The one that is nearest to its limit comes first.
    """
    since = at - _RUNS_STILL
    wanted = set(apart(by=by, since=since).values_list("person", flat=True))
    told = IsolationAlarm.objects.filter(told_at__gte=since, person__recorded_at__isnull=False)
    wanted |= set(told.values_list("person", flat=True))
    if doors:
        alone = DoorEvent.objects.filter(at__gte=since, at__lte=at, person__recorded_at__isnull=False)
        wanted |= set(alone.values_list("person", flat=True).distinct())
    leading = people.leading(sorted(wanted), by)
    persons = people.named(leading, by=by)
    found = _clocks({one: records for one, records in leading.items() if one in persons}, by=by, at=at)
    stands = [(clock, persons[one]) for one, clock in found.items() if clock.run]
    return tuple(sorted(stands, key=lambda pair: (-pair[0].counted, pair[1].name, pair[1].id)))


def kept_apart_since(moment: datetime, *, by: Actor, at: datetime) -> dict[str, Clock]:
    """The clocks of everybody who was kept apart since a moment, whether his run stands or is over."""
    wanted = set(apart(by=by, since=moment).values_list("person", flat=True))
    return _clocks(people.leading(sorted(wanted), by), by=by, at=at)


def _clocks(records: Mapping[str, Sequence[str]], *, by: Actor, at: datetime) -> dict[str, Clock]:
    """The clocks of these people, each with all his records; three questions for all of them together."""
    every = [record for several in records.values() for record in several]
    rows: defaultdict[str, list[Measure]] = defaultdict(list)
    for row in apart(by=by, since=at - _LOOK_BACK).filter(person__in=every):
        rows[row.person_id].append(row)
    doors: defaultdict[str, list[Door]] = defaultdict(list)
    for one in DoorEvent.objects.filter(person__in=every, at__gte=at - _LOOK_BACK, at__lte=at):
        doors[one.person_id].append(Door(one.at, Way(one.way), Company(one.company), one.told_by))
    held = people.custody_of(every, by=by)
    packs = cache(partial(risk.pack_at, by=by))
    return {
        person: _clock(
            person,
            [row for record in several for row in rows[record]],
            [door for record in several for door in doors[record]],
            [one for record in several for one in held.get(record, ())],
            packs,
            at=at,
        )
        for person, several in records.items()
    }


def apart(*, by: Actor, since: datetime) -> QuerySet[Measure]:
    """Decided measures that keep somebody from others, whatever they are called, and were not over then."""
    return seen.measures(by=by).filter(
        Q(ended_at=None) | Q(ended_at__gt=since),
        kind__in=sorted(APART),
        state__in=[State.DECIDED, State.ENDED],
        in_force_at__isnull=False,
        ends_at__gt=since,
    )


def isolating(person_id: str, *, by: Actor) -> QuerySet[Measure]:
    """Decided measures of a person, on all his records, that by what they promise keep him alone. Raises Hidden."""
    return seen.measures(by=by).filter(
        person__in=seen.records(person_id, by=by), isolates=True, in_force_at__isnull=False
    )


def limit_at(pack: Pack | None) -> tuple[Isolation, bool]:
    """The limit that holds under a pack, and whether the country is known to name one."""
    return isolation(pack), pack is not None and sure(pack.isolation_days)


def zone_of(pack: Pack | None) -> tzinfo:
    """The clock on the wall of a prison; that of the service where no pack says it."""
    if pack is not None and sure(pack.time_zone):
        return ZoneInfo(pack.time_zone.words)
    return timezone.get_current_timezone()


def _clock(
    person: str,
    rows: Sequence[Measure],
    doors: Sequence[Door],
    held: Sequence[Held],
    packs: Callable[[str | None], Pack | None],
    *,
    at: datetime,
) -> Clock:
    last = max(held, key=lambda one: one.starts_at, default=None)
    site = last.establishment if last else None
    pack = packs(site)
    limit, known = limit_at(pack)
    zone = zone_of(pack)
    until = _until(held, at).astimezone(zone).date()
    days = clocks.days(doors, periods(rows), until=until, zone=zone, limit=limit)
    is_here = until == at.astimezone(zone).date()
    ahead = clocks.days_of(
        periods([row for row in rows if row.isolates]), after=until, until=until + _AHEAD, zone=zone
    )
    return Clock(
        person=person,
        site=site,
        days=days,
        run=clocks.standing_run(days) if is_here else None,
        ahead=ahead,
        limit=limit,
        limit_known=known,
        zone=zone,
        until=until,
    )


def _until(held: Sequence[Held], at: datetime) -> datetime:
    """Until when his days are counted: now, or when he left custody."""
    if not held or any(one.ends_at is None for one in held):
        return at
    return min(at, max(one.ends_at for one in held if one.ends_at))


def periods(rows: Iterable[Measure]) -> list[Period]:
    """When these decided measures held or hold: not before they were decided, and not after they ended."""
    found = []
    for row in rows:
        ends = min(row.ends_at, row.ended_at) if row.ended_at else row.ends_at
        starts = max(row.starts_at, row.in_force_at) if row.in_force_at else row.starts_at
        if ends > starts:
            found.append(Period(starts, ends))
    return found
