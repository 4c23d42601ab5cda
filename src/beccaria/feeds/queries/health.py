"""How complete feeds are: each day against the median of its prison's days, gaps, and what came twice."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from django.db.models import Max

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import Feed
from beccaria.core.markings import Marking
from beccaria.feeds.models import Day
from beccaria.feeds.queries.shapes import DayShown, Health

if TYPE_CHECKING:
    from collections.abc import Collection

    from beccaria.core.actors import Actor

WEEKS: Final = 5
DAYS: Final = 7 * WEEKS
# Of feeds with fewer rows a day every second day is empty, and nothing can be said of one that is.
_SPARSE: Final = 5
_LOW, _HIGH = 0.5, 2.0
_REMEMBERED: Final = timedelta(weeks=26)


def health(*, by: Actor, today: date) -> list[Health]:
    """Every feed of every prison the actor may see, over the last five weeks, those with something wrong first.

    Of one that has said nothing for longer, half a year at most, its last five weeks and the days since.
    """
    require(Act.FEED_HEALTH, by, Marking(site=by.own))
    since = today - timedelta(days=DAYS)
    found: dict[tuple[str, str], list[Day]] = defaultdict(list)
    for one in Day.objects.filter(day__gte=since, day__lte=today).order_by("day"):
        found[one.kind, one.site or ""].append(one)
    found |= _silent(found, since)
    judged = [judge(Feed(kind), site, days, today=today) for (kind, site), days in found.items()]
    return sorted(judged, key=lambda one: (-wrong(one), one.site, one.kind))


def _silent(found: Collection[tuple[str, str]], since: date) -> dict[tuple[str, str], list[Day]]:
    """The last days of feeds that say nothing any more: the longer they are gone, the less they may be forgotten."""
    there = Day.objects.filter(day__gte=since - _REMEMBERED, day__lt=since, count__gt=0)
    last = there.values_list("kind", "site").annotate(last=Max("day")).order_by()
    return {
        (kind, site or ""): list(
            there.filter(kind=kind, site=site, day__gt=day - timedelta(days=DAYS)).order_by("day")
        )
        for kind, site, day in last
        if (kind, site or "") not in found
    }


def wrong(one: Health) -> int:
    """On how many days something is to be looked at."""
    return len({*one.gaps, *one.low, *one.high, *one.twice})


def judge(kind: Feed, site: str, days: list[Day], *, today: date) -> Health:
    """Compare each day with the median of those that have rows; today and yesterday are still coming in."""
    shown = tuple(_shown(one) for one in days)
    full = [one.count for one in shown if one.count]
    usual = float(median(full)) if full else 0.0
    settled = today - timedelta(days=2)
    by_day = {one.day: one.count for one in shown}
    first = min((day for day, count in by_day.items() if count), default=min(by_day))
    span = [first + timedelta(days=step) for step in range((settled - first).days + 1)]
    counted = usual >= _SPARSE
    return Health(
        kind=kind,
        site=site,
        days=shown,
        usual=usual,
        last=max((day for day, count in by_day.items() if count), default=first),
        gaps=tuple(day for day in span if counted and not by_day.get(day)),
        low=tuple(day for day in span if counted and 0 < by_day.get(day, 0) < _LOW * usual),
        high=tuple(day for day in by_day if counted and by_day[day] > _HIGH * usual),
        twice=tuple(one.day for one in shown if one.count and one.doubled >= one.count),
    )


def _shown(one: Day) -> DayShown:
    return DayShown(
        day=one.day,
        count=one.count,
        doubled=one.doubled,
        corrected=one.corrected,
        late=one.late,
        rejected=one.rejected,
        privileged=one.privileged,
        loads=one.loads,
    )
