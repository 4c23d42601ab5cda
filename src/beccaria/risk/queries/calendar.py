"""Read the review calendar: what falls due, by week and by unit, each day worked out from what the reader may see.

A local duty has a few thousand assessments: they are read in one statement, and all else follows from them. Whoever
has the whole service is answered from counts that the database keeps (`calendar_service`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Final

from django.db import connection

from beccaria.access.api import require
from beccaria.core.actors import EVERYWHERE, Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.reviews import Change, Standing
from beccaria.lib import paging
from beccaria.lib.moments import day_of
from beccaria.risk.models import Change as Row
from beccaria.risk.queries.calendar_falls import (
    ASSESSMENTS,
    CLASSIFICATIONS,
    HELD,
    SHOWN,
    about,
    bars,
    fall,
    order,
    units,
    week,
)
from beccaria.risk.queries.calendar_service import of_service
from beccaria.risk.queries.calendar_shapes import Bar, Calendar, Changed, Fall, Unit, Wanted

AT_ONCE: Final = 25
MOST: Final = 20_000
"""How many a file for a spreadsheet holds."""

# What is kept at these prisons, and what is kept elsewhere about people who are there: each asked of its policy once.
_KEPT_HERE: Final = """
  AND stands.site = ANY (%(sites)s)"""
_OF_PEOPLE_HERE: Final = """
  AND NOT coalesce(stands.site = ANY (%(sites)s), false)
  AND stands.person_id IN (SELECT person.id FROM people_person person WHERE person.site = ANY (%(sites)s))"""
# Row policies drop what the reader may not see, and judgements of people whom he may not see. A change that is hidden
# from him moves no day and is not counted.
_LOCAL: Final = f"""
WITH judged AS (
  {ASSESSMENTS}{_KEPT_HERE} UNION ALL {ASSESSMENTS}{_OF_PEOPLE_HERE}
  UNION ALL {CLASSIFICATIONS}{_KEPT_HERE} UNION ALL {CLASSIFICATIONS}{_OF_PEOPLE_HERE}
)
SELECT {SHOWN}, open.first, open.many
FROM judged {HELD}
LEFT JOIN LATERAL (
  SELECT min(since.told_at) AS first, count(*) AS many FROM risk_change since
  WHERE since.judged = judged.id AND since.settled_at IS NULL
) open ON true
"""  # noqa: S608  constants


def calendar(
    wanted: Wanted, *, by: Actor, at: datetime, cursor: str | None = None, at_most: int = AT_ONCE
) -> Calendar:
    """The calendar, of a local duty's own prisons, of one prison, or of the whole service. Raises Refused, BadInput."""
    sites = frozenset({wanted.site}) if wanted.site else by.sites
    for site in sites - {"*"}:
        require(Act.REVIEW_SEE, by, Marking(site=site))
    after, everywhere = _place(cursor), by.sites == {EVERYWHERE} and not wanted.site
    page, by_week, by_unit = (
        of_service(wanted, by=by, at=at, after=after, at_most=at_most)
        if everywhere
        else _of_prisons(sites, wanted, by=by, at=at, after=after, at_most=at_most)
    )
    rows = tuple(page[:at_most])
    following = _cursor(rows[-1]) if len(page) > at_most else None
    changed = changes(row.judged for row in rows if row.changes)
    return Calendar(rows, changed, by_week, by_unit, following, everywhere)


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


def _of_prisons(
    sites: Iterable[str], wanted: Wanted, *, by: Actor, at: datetime, after: tuple[date, str], at_most: int
) -> tuple[list[Fall], tuple[Bar, ...], tuple[Unit, ...]]:
    on = day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(_LOCAL, {**about(by, on), "sites": sorted(sites)})
        every = [fall(row) for row in cursor.fetchall()]
    # Of one wing the bars are that wing's; the table of units always shows all, so that one can go to another.
    here = [row for row in every if not wanted.wing or row.wing == wanted.wing]
    first, last = wanted.days(on)
    listed = (
        row
        for row in here
        if first <= row.until.day <= last and (wanted.standing in {None, row.until.standing(on)})
    )
    page = [row for row in sorted(listed, key=order) if order(row) > after][: at_most + 1]
    by_week = Counter((week(row.until.day, on), row.until.changed) for row in here)
    by_unit: dict[str, Counter[Standing]] = defaultdict(Counter)
    for row in every:
        by_unit[row.wing][row.until.standing(on)] += 1
    return page, bars(by_week, on), units(by_unit)


def _cursor(row: Fall) -> str:
    return paging.cursor(paging.After(datetime.combine(row.until.day, time.min, UTC), row.judged))


def _place(cursor: str | None) -> tuple[date, str]:
    after = paging.after(cursor)
    return (after.moment.date(), after.id) if after else (date.min, "")
