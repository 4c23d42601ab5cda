"""Write a shift down or withdraw it, and decide for how long anybody should be near people of high risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.placement.models import NearLimit, StaffShift
from beccaria.placement.queries import ranks, rostering

LONGEST: Final = timedelta(hours=24)
FEWEST_DAYS, MOST_DAYS = 8, 92
_SHORT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShift:
    """Who works where from when to when, what the wing needs and what he is trained for."""

    site: str
    staff: str
    wing: str
    starts: datetime
    ends: datetime
    needs: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNearLimit:
    """How many hours in how many days near people of which categories, and why."""

    site: str
    hours: int
    days: int
    categories: tuple[str, ...]
    why: str


@transaction.atomic
def write_shift(new: NewShift, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier. Raises BadInput, Refused."""
    marking = Marking(site=new.site)
    require(Act.ROSTER_WRITE, by, marking)
    if new.ends <= new.starts:
        raise BadInput("The shift ends before it begins: write when it ends.")
    if new.ends - new.starts > LONGEST:
        raise BadInput("No shift is longer than a day: write each one by itself.")
    row = StaffShift.objects.create(
        source=rostering.BY_HAND,
        key=new_id(),
        staff=words(new.staff, what="The staff number", longest=_SHORT),
        wing=words(new.wing, what="The wing", longest=_SHORT),
        starts=new.starts,
        ends=new.ends,
        needs=_skills(new.needs),
        skills=_skills(new.skills),
        written_by=by.user,
        written_at=at,
        **columns(marking),
    )
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=[f"shift:{row.id}"], at=at)
    return row.id


@transaction.atomic
def withdraw_shift(shift_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """A shift that was written down here does not count, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = rostering.shift_row(shift_id, by=by)
    require(Act.ROSTER_WRITE, by, row.marking)
    if row.withdrawn_at is not None:
        raise Cannot("It was withdrawn already.")
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by.user, at, words(why, what="The reason")
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=[f"shift:{row.id}"], at=at, detail={"withdrawn": 1})


def _skills(said: Iterable[str]) -> list[str]:
    """Skills as they are compared: in small letters, each once."""
    return sorted({words(one, what="A skill", longest=_SHORT).casefold() for one in said if one.strip()})


@transaction.atomic
def set_near_limit(new: NewNearLimit, *, by: Actor, at: datetime) -> str:
    """Decide the limit of a prison; the one before ends by it. Raises BadInput, Refused."""
    marking = Marking(site=new.site)
    require(Act.ROSTER_WRITE, by, marking)
    if not FEWEST_DAYS <= new.days <= MOST_DAYS:
        raise BadInput("Count over %(least)s to %(most)s days.", least=FEWEST_DAYS, most=MOST_DAYS)
    if not 1 <= new.hours <= new.days * 24:
        raise BadInput("So many hours are not in so many days: write fewer.")
    if not new.categories:
        raise BadInput("Choose the categories that count as high risk.")
    why = words(new.why, what="Why this limit")
    if (before := rostering.limit(new.site, by=by)) is not None:
        _end(rostering.limit_row(before.id, by=by), "Another limit was decided.", by=by, at=at)
    row = NearLimit.objects.create(
        hours=new.hours,
        days=new.days,
        categories=list(ranks.in_order(new.categories, new.site, by=by)),
        why=why,
        decided_by=by.user,
        decided_at=at,
        **columns(marking),
    )
    detail = {"hours": row.hours, "days": row.days}
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=[f"place:{new.site}"], at=at, detail=detail)
    return row.id


@transaction.atomic
def end_near_limit(limit_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """No limit holds any more, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = rostering.limit_row(limit_id, by=by)
    require(Act.ROSTER_WRITE, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("It was ended already.")
    _end(row, words(why, what="The reason"), by=by, at=at)
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=[f"place:{row.site}"], at=at, detail={"ended": 1})


def _end(row: NearLimit, why: str, *, by: Actor, at: datetime) -> None:
    row.ended_by, row.ended_at, row.ended_why = by.user, at, why
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
