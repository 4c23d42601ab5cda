"""Count alerts, finds and drones by prison, wing and week, as far as the reader may see each: nobody is named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from beccaria.access.api import may_ever, may_go
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.detection.models import Alert
from beccaria.events import api as events
from beccaria.feeds import api as feeds
from beccaria.lib.moments import day_of

WEEKS: Final = 12
_DRONES: Final = "drones"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each in one place or one week."""

    alerts: int = 0
    finds: int = 0
    drones: int = 0

    def plus(self, *, alerts: int = 0, finds: int = 0, drones: int = 0) -> "Tally":
        """With some more."""
        return Tally(self.alerts + alerts, self.finds + finds, self.drones + drones)


@dataclass(frozen=True, slots=True)
class Picture:
    """Twelve weeks by the day each begins, oldest first: by prison, by week, finds and drones by wing and week."""

    weeks: tuple[date, ...]
    by_site: dict[str, Tally]
    by_week: dict[date, Tally]
    by_wing: dict[str, dict[date, Tally]]


def picture(*, by: Actor, at: datetime, site: str = "") -> Picture:
    """What the reader may see of the last twelve weeks, of one prison or of all."""
    first = _monday(day_of(at)) - timedelta(weeks=WEEKS - 1)
    weeks = tuple(first + timedelta(weeks=number) for number in range(WEEKS))
    since = at - (day_of(at) - first) - timedelta(days=1)
    sites: dict[str, Tally] = defaultdict(Tally)
    by_week: dict[date, Tally] = defaultdict(Tally)
    wings: dict[str, dict[date, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for kind, where, wing, day, count in _counted(since, at, site, by=by):
        week = _monday(day)
        if week not in weeks or (site and where != site):
            continue
        more = {kind: count}
        sites[where] = sites[where].plus(**more)
        by_week[week] = by_week[week].plus(**more)
        if kind != "alerts":
            wings[wing][week] = wings[wing][week].plus(**more)
    return Picture(weeks, dict(sites), dict(by_week), {wing: dict(rows) for wing, rows in wings.items()})


def _counted(
    since: datetime, until: datetime, site: str, *, by: Actor
) -> Iterable[tuple[str, str, str, date, int]]:
    for one in events.finds_by_wing(since=since, until=until, by=by, site=site):
        yield "finds", one.site, one.wing, one.day, one.many
    yield from _drones(since, until, by=by)
    if may_ever(Act.ALERT_READ, by):
        yield from _alerts(since, site, by=by)


def _alerts(since: datetime, site: str, *, by: Actor) -> Iterable[tuple[str, str, str, date, int]]:
    """An alert counts at each prison it concerns that the reader has to do with."""
    rows = Alert.objects.filter(may_go(by), first_at__gte=since, folded_into=None)
    for where, reaches, at in rows.values_list("site", "reaches", "first_at"):
        for place in [where] if where else reaches:
            if (by.everywhere or place in by.sites) and (not site or place == site):
                yield "alerts", place, "", day_of(at), 1


def _drones(since: datetime, until: datetime, *, by: Actor) -> Iterable[tuple[str, str, str, date, int]]:
    """Sightings as the sensors' feed holds them, for those who may read feeds."""
    if not may_ever(Act.FEED_READ, by):
        return
    paths = feeds.tables([_DRONES], since, until, by=by)[_DRONES]
    if not paths:
        return
    from beccaria.engines.detection.reading import connect, opened  # noqa: PLC0415  the engine takes seconds to import; only who shows drones waits for it

    con = connect(memory="512MB", threads=1)
    try:
        seen = opened(con, {_DRONES: paths})[_DRONES]
        inside = seen.filter(seen.at >= since.replace(tzinfo=None), seen.at < until.replace(tzinfo=None))
        # To the minute, for the day begins where the service is: which the store does not know.
        minute = inside.at.truncate("m")
        counted = inside.group_by("establishment", "wing", minute=minute).agg(count=inside.count())
        rows = counted.to_pyarrow().to_pylist()
    finally:
        con.disconnect()
    for row in rows:
        day = day_of(row["minute"].replace(tzinfo=UTC))
        yield "drones", row["establishment"], row["wing"] or "", day, row["count"]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
