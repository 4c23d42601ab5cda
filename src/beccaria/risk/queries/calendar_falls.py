"""What every question after the review calendar shares: which judgements fall due, and how rows become what is told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.core.reviews import Standing, until
from beccaria.lib.moments import day_of
from beccaria.risk.models import Of
from beccaria.risk.queries.calendar_shapes import OVERDUE, WEEKS, Bar, Fall, Unit

# Whether the reader may see the person is asked one judgement at a time, and so only of those that come to be shown:
# a join would ask of all 100,000 first.
_KNOWN: Final = "coalesce((SELECT true FROM people_person known WHERE known.id = stands.person_id), false)"
# What handling keeps at its prison is there for that prison's own duties only (rule 2).
_MAY_GO: Final = "(NOT stands.handling && %(held_back)s OR stands.site = ANY (%(mine)s))"
ASSESSMENTS: Final = f"""
SELECT 'assessment' AS of, stands.id, stands.person_id, stands.instrument AS what, stands.decided_band AS value,
  stands.review_due, stands.decided_at AS since, stands.level, stands.handling, stands.site
FROM risk_assessment stands
WHERE stands.state = 'decided' AND stands.review_due IS NOT NULL AND {_KNOWN} AND {_MAY_GO}"""  # noqa: S608  constants
CLASSIFICATIONS: Final = f"""
SELECT 'classification', stands.id, stands.person_id, stands.kind, stands.value,
  stands.review_due, stands.in_force_at, stands.level, stands.handling, stands.site
FROM risk_classification stands
WHERE stands.state = 'in_force' AND (stands.until IS NULL OR stands.until >= %(on)s)
  AND {_KNOWN} AND {_MAY_GO}"""  # noqa: S608  constants
SHOWN: Final = """judged.of, judged.id, judged.person_id, judged.what, judged.value, judged.review_due, judged.since,
  judged.level, judged.handling, coalesce(held.establishment, judged.site, ''), coalesce(held.wing, '')"""
HELD: Final = """
LEFT JOIN people_custodyperiod held ON held.person_id = judged.person_id AND held.ends_at IS NULL"""


def about(by: Actor, on: date) -> dict[str, Any]:
    """What the statements above ask of who asks, and when."""
    return {"on": on, "held_back": HELD_BACK, "mine": sorted(by.sites)}


def fall(row: Sequence[Any]) -> Fall:
    """One judgement from a row: the columns `SHOWN`, the first change the reader sees, and how many."""
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


def order(row: Fall) -> tuple[date, str]:
    """By which the calendar is ordered, the earliest first."""
    return row.until.day, row.judged


def week(day: date, on: date) -> int:
    """The bar that a day belongs to."""
    return OVERDUE if day < on else min((day - monday_of(on)).days // 7, WEEKS)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def bars(counted: Mapping[tuple[int, bool], int], on: date) -> tuple[Bar, ...]:
    """The bars, from how many fall due by week, and whether a change made it so."""
    monday = monday_of(on)
    return tuple(
        Bar(
            number,
            monday + timedelta(weeks=number),
            counted.get((number, False), 0),
            counted.get((number, True), 0),
        )
        for number in range(OVERDUE, WEEKS + 1)
    )


def units(counted: Mapping[str, Counter[Standing]]) -> tuple[Unit, ...]:
    """The units, from how many of each stand how."""
    return tuple(
        Unit(code, found[Standing.OVERDUE], found[Standing.DUE], found[Standing.LATER])
        for code, found in sorted(counted.items())
    )
