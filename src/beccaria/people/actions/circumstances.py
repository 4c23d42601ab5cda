"""Write down where the family of somebody lives and what he needs, and that it no longer holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from beccaria.access.api import only
from beccaria.core.actors import Actor
from beccaria.core.circumstances import Circumstance, Need, Tie
from beccaria.core.ids import new_id
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.lib.moments import day_of
from beccaria.people.actions.of_person import may_write_of, written_of
from beccaria.people.actions.recording import HERE
from beccaria.people.models import Home, NeedOfPerson, Person
from beccaria.people.queries import homes, needs

_SHORT: Final = 120
_NORTHMOST, _EASTMOST = 90, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHome:
    """Who keeps somebody's family tie and where: a town, and a point where it is known."""

    person: str
    tie: Tie
    town: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNeed:
    """What the place must have where somebody lives; `until` is the last day on which he needs it, None for always."""

    person: str
    need: Need
    until: date | None = None


@transaction.atomic
def write_home(new: NewHome, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier; what held before ends. Raises BadInput, Hidden, Refused."""
    row = _person(new.person, by=by)
    if (new.latitude is None) != (new.longitude is None):
        raise BadInput("Give latitude and longitude both, or leave both empty.")
    if abs(new.latitude or 0) > _NORTHMOST or abs(new.longitude or 0) > _EASTMOST:
        raise BadInput("A latitude lies between -90 and 90, a longitude between -180 and 180: correct them.")
    town = words(new.town, what="The town", longest=_SHORT)
    if held := homes([row.pk], by=by, on=day_of(at)).get(row.pk):
        _over(Home.objects.get(pk=held.id), at=at)
    made = new_id()
    Home.objects.create(
        id=made,
        person=row,
        source=HERE,
        key=made,
        tie=new.tie.value,
        town=town,
        latitude=new.latitude,
        longitude=new.longitude,
        since=day_of(at),
        written_by=by.user,
        written_at=at,
    )
    written_of(Circumstance.HOME, made, row.pk, "written", by=by, at=at)
    return made


@transaction.atomic
def write_need(new: NewNeed, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier. Raises BadInput, Cannot, Hidden, Refused."""
    row, today = _person(new.person, by=by), day_of(at)
    if new.until and new.until < today:
        raise BadInput("It would be over already: write a later day, or none.")
    if new.need in {one.need for one in needs([row.pk], by=by, on=today).get(row.pk, ())}:
        raise Cannot("This need is written down already.")
    made = new_id()
    NeedOfPerson.objects.create(
        id=made,
        person=row,
        source=HERE,
        key=made,
        need=new.need.value,
        since=today,
        over_from=new.until and new.until + timedelta(days=1),
        written_by=by.user,
        written_at=at,
    )
    written_of(Circumstance.NEED, made, row.pk, "written", by=by, at=at)
    return made


@transaction.atomic
def end_home(home_id: str, *, by: Actor, at: datetime) -> str:
    """It no longer holds; whose it is, is returned. Raises Cannot, Hidden, Refused."""
    return _end(Circumstance.HOME, only(Home.objects.filter(pk=home_id)), by=by, at=at)


@transaction.atomic
def end_need(need_id: str, *, by: Actor, at: datetime) -> str:
    """It is needed no longer; whose it is, is returned. Raises Cannot, Hidden, Refused."""
    row = only(NeedOfPerson.objects.filter(pk=need_id))
    return _end(Circumstance.NEED, row, by=by, at=at)


def _end(kind: Circumstance, row: Home | NeedOfPerson, *, by: Actor, at: datetime) -> str:
    may_write_of(row.person_id, by=by)
    if row.over_from is not None and row.over_from <= day_of(at):
        raise Cannot("It is over already.")
    _over(row, at=at)
    written_of(kind, row.pk, row.person_id, "ended", by=by, at=at)
    return row.person_id


def _over(row: Home | NeedOfPerson, *, at: datetime) -> None:
    row.over_from = max(row.since, day_of(at))
    row.save(update_fields=["over_from"])


def _person(person_id: str, *, by: Actor) -> Person:
    may_write_of(person_id, by=by)
    return only(Person.objects.filter(pk=person_id))
