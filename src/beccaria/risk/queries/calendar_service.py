"""The review calendar of the whole service: counts that the database keeps, corrected by what changed, and one page.

What changed is worked out for each reader: a change he may not see moves no day and is not counted. So the counts by
the clock are the database's, and every judgement that a change he sees has moved is taken out of its week and put into
its own.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from beccaria.core.actors import Actor
from beccaria.core.reviews import AFTER_A_CHANGE, SOON, Standing, Until
from beccaria.lib.many import as_text
from beccaria.lib.moments import day_of
from beccaria.risk.protection_seen import ONE_BY_ONE
from beccaria.risk.queries.calendar_falls import (
    ASSESSMENTS,
    CLASSIFICATIONS,
    HELD,
    SHOWN,
    about,
    bars,
    fall,
    monday_of,
    order,
    units,
    week,
)
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Bar, Fall, Unit, Wanted

# What changed is asked of all at once; a few kinds of it of the table, whose policy asks one by one.
_MOVED: Final = f"""
WITH open AS MATERIALIZED (
  SELECT waits.of, waits.judged, min(waits.told_at) AS first, count(*) AS many FROM (
    SELECT since.of, since.judged, since.told_at FROM risk_changes_waiting() since
    UNION ALL
    SELECT since.of, since.judged, since.told_at FROM risk_change since
    WHERE since.settled_at IS NULL AND since.kind = ANY (%(one_by_one)s)
  ) waits GROUP BY 1, 2
)
SELECT judged.id, coalesce(judged.site, ''), judged.review_due,
  least(judged.review_due, (open.first AT TIME ZONE %(zone)s)::date + %(after)s) AS day, open.many
FROM open JOIN (
  {ASSESSMENTS} AND stands.id = ANY (ARRAY(SELECT judged FROM open WHERE open.of = 'assessment'))
  UNION ALL {CLASSIFICATIONS} AND stands.id = ANY (ARRAY(SELECT judged FROM open WHERE open.of = 'classification'))
) judged ON judged.of = open.of AND judged.id = open.judged
ORDER BY day, judged.id
"""  # noqa: S608  constants
_WEEK: Final = " + ".join(f"told.days[{day}]" for day in range(1, 8))
# A week counts as its Monday, except those in which what is overdue or due ends: they are taken day by day.
_COUNTED: Final = f"""
WITH told AS MATERIALIZED (SELECT * FROM risk_due_by_week(%(on)s)),
falls AS (
  SELECT told.site, told.monday AS day, {_WEEK} AS many FROM told WHERE told.monday <> ALL (%(split)s)
  UNION ALL
  SELECT told.site, told.monday + each.place::integer - 1, each.many
  FROM told CROSS JOIN LATERAL unnest(told.days) WITH ORDINALITY each (many, place)
  WHERE told.monday = ANY (%(split)s)
)
SELECT coalesce(falls.site, ''),
  CASE WHEN falls.day < %(on)s THEN {OVERDUE} ELSE least((falls.day - %(monday)s) / 7, {WEEKS}) END,
  CASE WHEN falls.day < %(on)s THEN 'overdue' WHEN falls.day <= %(soon)s THEN 'due' ELSE 'later' END,
  sum(falls.many)::integer
FROM falls GROUP BY 1, 2, 3
"""  # noqa: S608  constants
# What nothing moved is read in the order of the index, only as much as is shown.
_CALM: Final = """
  AND stands.review_due BETWEEN %(since)s AND %(last)s AND (stands.review_due, stands.id) > (%(since)s, %(after_id)s)
  AND NOT EXISTS (SELECT 1 FROM risk_change waits WHERE waits.judged = stands.id AND waits.settled_at IS NULL OFFSET 0)
  ORDER BY stands.review_due, stands.id LIMIT %(many)s"""
_THESE: Final = """
  AND stands.id = ANY (string_to_array(%(these)s, chr(31)))"""
_PAGE: Final = f"""
WITH judged AS (
  ({ASSESSMENTS}{_CALM}) UNION ALL ({CLASSIFICATIONS}{_CALM})
  UNION ALL {ASSESSMENTS}{_THESE} UNION ALL {CLASSIFICATIONS}{_THESE}
)
SELECT {SHOWN}, NULL::timestamptz, 0 FROM judged {HELD}
"""  # noqa: S608  constants


class _Moved(NamedTuple):
    """A judgement that a change made due: of which prison, until when by the clock and until when now."""

    judged: str
    site: str
    clock: date
    day: date
    changes: int


def of_service(
    wanted: Wanted, *, by: Actor, at: datetime, after: tuple[date, str], at_most: int
) -> tuple[list[Fall], tuple[Bar, ...], tuple[Unit, ...]]:
    """What falls due in the whole service after a place, one more than asked for; and the bars and units of all."""
    on, said = day_of(at), about(by, day_of(at))
    with connection.cursor() as cursor:
        moved = _moved(cursor, said)
        by_week, by_unit = _counted(cursor, moved, on)
        page = _page(cursor, wanted, moved, said, after=after, many=at_most + 1)
    return page, bars(by_week, on), units(by_unit)


def _moved(cursor: Any, said: dict[str, Any]) -> list[_Moved]:
    zone, kinds = timezone.get_current_timezone_name(), sorted(kind.value for kind in ONE_BY_ONE)
    cursor.execute(_MOVED, {**said, "one_by_one": kinds, "zone": zone, "after": AFTER_A_CHANGE.days})
    return [_Moved(*row) for row in cursor.fetchall()]


def _counted(
    cursor: Any, moved: Sequence[_Moved], on: date
) -> tuple[Counter[tuple[int, bool]], dict[str, Counter[Standing]]]:
    monday, soon = monday_of(on), on + SOON
    cursor.execute(
        _COUNTED, {"on": on, "monday": monday, "soon": soon, "split": sorted({monday, monday_of(soon)})}
    )
    by_week: Counter[tuple[int, bool]] = Counter()
    by_unit: dict[str, Counter[Standing]] = defaultdict(Counter)
    for site, number, standing, many in cursor.fetchall():
        by_week[number, False] += many
        by_unit[site][Standing(standing)] += many
    # Thousands may have moved, on few days: how a day stands is worked out once.
    for clock, many in Counter(one.clock for one in moved).items():
        by_week[week(clock, on), False] -= many
    for day, many in Counter(one.day for one in moved).items():
        by_week[week(day, on), True] += many
    for (site, clock), many in Counter((one.site, one.clock) for one in moved).items():
        by_unit[site][Until(clock, changed=False).standing(on)] -= many
    for (site, day), many in Counter((one.site, one.day) for one in moved).items():
        by_unit[site][Until(day, changed=True).standing(on)] += many
    return by_week, by_unit


def _page(
    cursor: Any,
    wanted: Wanted,
    moved: Sequence[_Moved],
    said: dict[str, Any],
    *,
    after: tuple[date, str],
    many: int,
) -> list[Fall]:
    on: date = said["on"]
    first, last = wanted.days(on)
    # A change makes due whatever day it sets; the clock only what lies near enough.
    later = wanted.standing is Standing.LATER
    since = max(first, on + SOON + timedelta(days=1)) if later else first
    listed = (one for one in moved if first <= one.day <= last and (one.day, one.judged) > after)
    these = {} if later else {one.judged: one for one in islice(listed, many)}
    cursor.execute(
        _PAGE,
        {
            **said,
            "since": max(since, after[0]),
            "after_id": after[1] if after[0] >= since else "",
            "last": min(last, on + SOON) if wanted.standing is Standing.DUE else last,
            "many": many,
            "these": as_text(these),
        },
    )
    found = [_with(fall(row), these) for row in cursor.fetchall()]
    return sorted(found, key=order)[:many]


def _with(row: Fall, moved: dict[str, _Moved]) -> Fall:
    one = moved.get(row.judged)
    return replace(row, until=Until(one.day, changed=True), changes=one.changes) if one else row
