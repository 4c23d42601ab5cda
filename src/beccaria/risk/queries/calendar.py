"""Read the review calendar: what falls due, by week and by unit, each day worked out from what the reader may see.

A local duty has a few thousand assessments: they are read in one statement, and all else follows from them. Whoever
has the whole service is answered by two: figures from an index that holds all that is asked, and a page in its order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.reviews import AFTER_A_CHANGE, SOON, Change, Standing, until
from beccaria.lib import paging
from beccaria.lib.moments import day_of
from beccaria.risk.models import Change as Row
from beccaria.risk.models import Of
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Bar, Calendar, Changed, Fall, Unit, Wanted

AT_ONCE: Final = 25
MOST: Final = 20_000
"""How many a file for a spreadsheet holds."""

# Whether the reader may see the person is asked one judgement at a time, and so only of those that come to be shown:
# a join would ask of all 100,000 first.
_KNOWN: Final = "coalesce((SELECT true FROM people_person known WHERE known.id = stands.person_id), false)"
_ASSESSMENTS: Final = f"""
SELECT 'assessment' AS of, stands.id, stands.person_id, stands.instrument AS what, stands.decided_band AS value,
  stands.review_due, stands.decided_at AS since, stands.level, stands.handling, stands.site
FROM risk_assessment stands
WHERE stands.state = 'decided' AND stands.review_due IS NOT NULL AND {_KNOWN}"""  # noqa: S608  constants
_CLASSIFICATIONS: Final = f"""
SELECT 'classification', stands.id, stands.person_id, stands.kind, stands.value,
  stands.review_due, stands.in_force_at, stands.level, stands.handling, stands.site
FROM risk_classification stands
WHERE stands.state = 'in_force' AND (stands.until IS NULL OR stands.until >= %(on)s) AND {_KNOWN}"""  # noqa: S608  constants
# What handling keeps at its prison is there for that prison's own duties only (rule 2).
_MAY_GO: Final = """
  AND (NOT stands.handling && %(held_back)s OR stands.site = ANY (%(mine)s))"""
_SHOWN: Final = """judged.of, judged.id, judged.person_id, judged.what, judged.value, judged.review_due, judged.since,
  judged.level, judged.handling, coalesce(held.establishment, judged.site, ''), coalesce(held.wing, '')"""
_HELD: Final = """
LEFT JOIN people_custodyperiod held ON held.person_id = judged.person_id AND held.ends_at IS NULL"""
_HERE: Final = """
  AND stands.id IN (
    SELECT here.id FROM {table} here WHERE here.site = ANY (%(sites)s)
    UNION
    SELECT his.id FROM people_person person JOIN {table} his ON his.person_id = person.id
    WHERE person.site = ANY (%(sites)s)
  )"""
# Row policies drop what the reader may not see, and judgements of people whom he may not see. A change that is hidden
# from him moves no day and is not counted.
_LOCAL: Final = f"""
WITH judged AS ({_ASSESSMENTS}{_MAY_GO}{_HERE.format(table="risk_assessment")}
UNION ALL {_CLASSIFICATIONS}{_MAY_GO}{_HERE.format(table="risk_classification")})
SELECT {_SHOWN}, open.first, open.many
FROM judged {_HELD}
LEFT JOIN LATERAL (
  SELECT min(since.told_at) AS first, count(*) AS many FROM risk_change since
  WHERE since.judged = judged.id AND since.settled_at IS NULL
) open ON true
"""  # noqa: S608  constants
# Worked out once for figures and page: whether a change is seen is asked of the record behind it, one by one.
_OPEN: Final = """
SELECT since.judged, min(since.told_at) AS first, count(*) AS many,
  (min(since.told_at) AT TIME ZONE %(zone)s)::date + %(after)s AS until
FROM risk_change since WHERE since.settled_at IS NULL GROUP BY 1
"""
_OPENED: Final = """
open AS MATERIALIZED (
  SELECT * FROM unnest(%(judged)s::text[], %(first)s::timestamptz[], %(changes)s::bigint[], %(until)s::date[])
    AS open (judged, first, many, until)
)"""
# A judgement is marked as strictly as its person from the start: the figures need not ask for each of 100,000.
_FIGURES: Final = f"""WITH {_OPENED},
judged AS NOT MATERIALIZED (
  SELECT stands.id, stands.review_due, stands.site FROM risk_assessment stands
  WHERE stands.state = 'decided' AND stands.review_due IS NOT NULL {_MAY_GO}
  UNION ALL
  SELECT stands.id, stands.review_due, stands.site FROM risk_classification stands
  WHERE stands.state = 'in_force' AND (stands.until IS NULL OR stands.until >= %(on)s) {_MAY_GO}
),
moved AS (
  SELECT found.*, open.until FROM (
    SELECT judged.* FROM judged WHERE judged.id = ANY (%(judged)s::text[])
  ) found JOIN open ON open.judged = found.id
),
-- Everything by the clock, less what a change moved, and that by its own day: neither list is searched for the other.
falls AS (
  SELECT site, review_due AS day, false AS changed, count(*) AS many FROM judged GROUP BY 1, 2
  UNION ALL SELECT site, review_due, false, -1 FROM moved
  UNION ALL SELECT site, least(review_due, until), true, 1 FROM moved
)
SELECT coalesce(site, ''), changed,
  CASE WHEN day < %(on)s THEN {OVERDUE} ELSE least((day - %(monday)s) / 7, {WEEKS}) END AS week,
  day < %(on)s AS overdue, changed OR day - %(on)s <= %(soon)s AS due, sum(many)::integer
FROM falls
GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608  constants
_CALM: Final = """
  AND stands.review_due BETWEEN %(since)s AND %(last)s AND (stands.review_due, stands.id) > (%(since)s, %(after_id)s)
  AND stands.id NOT IN (SELECT open.judged FROM open)
  ORDER BY stands.review_due, stands.id LIMIT %(many)s"""
_MOVED: Final = """
  AND stands.id = open.judged"""
# What nothing moved is read in the order of the index, only as much as is shown.
_PAGE: Final = f"""WITH {_OPENED},
calm AS (
  SELECT one.*, one.review_due AS day, NULL::timestamptz AS first, 0::bigint AS many FROM (
    ({_ASSESSMENTS}{_MAY_GO}{_CALM}) UNION ALL ({_CLASSIFICATIONS}{_MAY_GO}{_CALM})
  ) one
),
moved AS (
  SELECT one.*, least(one.review_due, open.until) AS day, open.first, open.many FROM open CROSS JOIN LATERAL (
    {_ASSESSMENTS}{_MAY_GO}{_MOVED} UNION ALL {_CLASSIFICATIONS}{_MAY_GO}{_MOVED}
  ) one
),
judged AS (
  SELECT * FROM calm UNION ALL
  SELECT * FROM moved WHERE day BETWEEN %(since)s AND %(moved_last)s AND (day, id) > (%(since)s, %(after_id)s)
  ORDER BY day, id LIMIT %(many)s
)
SELECT {_SHOWN}, judged.first, judged.many
FROM judged {_HELD}
ORDER BY judged.day, judged.id
"""  # noqa: S608  constants


def calendar(
    wanted: Wanted, *, by: Actor, at: datetime, cursor: str | None = None, at_most: int = AT_ONCE
) -> Calendar:
    """The calendar, of a local duty's own prisons, of one prison, or of the whole service. Raises Refused, BadInput."""
    sites = frozenset({wanted.site}) if wanted.site else by.sites
    for site in sites - {"*"}:
        require(Act.REVIEW_SEE, by, Marking(site=site))
    after = _place(cursor)
    if by.everywhere and not wanted.site:
        return _of_service(wanted, by=by, at=at, after=after, at_most=at_most)
    return _of_prisons(sites, wanted, by=by, at=at, after=after, at_most=at_most)


def waiting(*, by: Actor, at: datetime, at_most: int = 4) -> Calendar:
    """What is due or overdue, the earliest first, for Today. Raises Refused."""
    found = calendar(Wanted(), by=by, at=at, at_most=at_most)
    on = day_of(at)
    return Calendar(
        tuple(row for row in found.rows if row.until.standing(on) is not Standing.LATER),
        found.changed,
        found.bars,
        found.units,
        None,
        found.of_prisons,
    )


def _of_prisons(
    sites: Iterable[str], wanted: Wanted, *, by: Actor, at: datetime, after: tuple[date, str], at_most: int
) -> Calendar:
    on = day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(_LOCAL, {**_about(by, on), "sites": sorted(sites)})
        every = [_fall(row) for row in cursor.fetchall()]
    # Of one wing the bars are that wing's; the table of units always shows all, so that one can go to another.
    here = [row for row in every if not wanted.wing or row.wing == wanted.wing]
    first, last = wanted.days(on)
    listed = sorted(
        (
            row
            for row in here
            if first <= row.until.day <= last and (wanted.standing in {None, row.until.standing(on)})
        ),
        key=_order,
    )
    page = [row for row in listed if _order(row) > after][: at_most + 1]
    counted = Counter((_week(row.until.day, on), row.until.changed) for row in here)
    units: dict[str, Counter[Standing]] = defaultdict(Counter)
    for row in every:
        units[row.wing][row.until.standing(on)] += 1
    return _calendar(page, at_most, _bars(counted, on), _units(units), of_prisons=False)


def _of_service(
    wanted: Wanted, *, by: Actor, at: datetime, after: tuple[date, str], at_most: int
) -> Calendar:
    on = day_of(at)
    with connection.cursor() as cursor:
        days = _about(by, on) | _opened(cursor)
        monday = on - timedelta(days=on.weekday())
        cursor.execute(_FIGURES, {**days, "monday": monday, "soon": SOON.days})
        counted: Counter[tuple[int, bool]] = Counter()
        units: dict[str, Counter[Standing]] = defaultdict(Counter)
        for site, changed, week, overdue, due, many in cursor.fetchall():
            counted[week, changed] += many
            units[site][Standing.OVERDUE if overdue else Standing.DUE if due else Standing.LATER] += many
        first, last = wanted.days(on)
        # A change makes due whatever day it sets; the clock only what lies near enough.
        by_clock = {Standing.DUE: min(last, on + SOON), Standing.LATER: last}.get(wanted.standing, last)  # type: ignore[arg-type]  # None has none
        since = max(first, on + SOON + timedelta(days=1)) if wanted.standing is Standing.LATER else first
        cursor.execute(
            _PAGE,
            {
                **days,
                "since": max(since, after[0]),
                "after_id": after[1] if after[0] >= since else "",
                "last": by_clock,
                "moved_last": date.min if wanted.standing is Standing.LATER else last,
                "many": at_most + 1,
            },
        )
        page = [_fall(row) for row in cursor.fetchall()]
    return _calendar(page, at_most, _bars(counted, on), _units(units), of_prisons=True)


def _opened(cursor: Any) -> dict[str, list[Any]]:
    """What changed and was not looked at since, as columns: the judgement, the first change, how many, until when."""
    zone = timezone.get_current_timezone_name()
    cursor.execute(_OPEN, {"zone": zone, "after": AFTER_A_CHANGE.days})
    columns = list(zip(*cursor.fetchall(), strict=True)) or [(), (), (), ()]
    return dict(zip(("judged", "first", "changes", "until"), map(list, columns), strict=True))


def _calendar(
    page: Sequence[Fall], at_most: int, bars: tuple[Bar, ...], units: tuple[Unit, ...], *, of_prisons: bool
) -> Calendar:
    rows = tuple(page[:at_most])
    following = _cursor(rows[-1]) if len(page) > at_most else None
    changed = changes(row.judged for row in rows if row.changes)
    return Calendar(rows, changed, bars, units, following, of_prisons)


def changes(judged: Iterable[str]) -> dict[str, tuple[Changed, ...]]:
    """The changes nobody has looked at since, by what they make due, the newest first; of those the reader may see."""
    rows = Row.objects.filter(judged__in=list(judged), settled_at=None).order_by("-told_at", "id")
    found: dict[str, list[Changed]] = defaultdict(list)
    for row in rows:
        found[row.judged].append(
            Changed(
                row.judged,
                Change(row.kind),
                row.code,
                row.record,
                row.via,
                day_of(row.told_at),
                row.level,
                tuple(row.handling),
            )
        )
    return {key: tuple(several) for key, several in found.items()}


def _about(by: Actor, on: date) -> dict[str, Any]:
    return {"on": on, "held_back": HELD_BACK, "mine": sorted(by.sites)}


def _fall(row: Sequence[Any]) -> Fall:
    of, key, person, what, value, due, since, level, handling, establishment, wing, first, many = row
    return Fall(
        of=Of(of),
        judged=key,
        person=person,
        what=what,
        value=value,
        until=until(due, day_of(first) if first else None),
        since=day_of(since),
        level=level,
        handling=tuple(handling),
        establishment=establishment,
        wing=wing,
        changes=many,
    )


def _order(row: Fall) -> tuple[date, str]:
    return row.until.day, row.judged


def _week(day: date, on: date) -> int:
    monday = on - timedelta(days=on.weekday())
    return OVERDUE if day < on else min((day - monday).days // 7, WEEKS)


def _bars(counted: Counter[tuple[int, bool]], on: date) -> tuple[Bar, ...]:
    monday = on - timedelta(days=on.weekday())
    return tuple(
        Bar(number, monday + timedelta(weeks=number), counted[number, False], counted[number, True])
        for number in range(OVERDUE, WEEKS + 1)
    )


def _units(counted: dict[str, Counter[Standing]]) -> tuple[Unit, ...]:
    return tuple(
        Unit(code, found[Standing.OVERDUE], found[Standing.DUE], found[Standing.LATER])
        for code, found in sorted(counted.items())
    )


def _cursor(row: Fall) -> str:
    return paging.cursor(paging.After(datetime.combine(row.until.day, time.min, UTC), row.judged))


def _place(cursor: str | None) -> tuple[date, str]:
    after = paging.after(cursor)
    return (after.moment.date(), after.id) if after else (date.min, "")
