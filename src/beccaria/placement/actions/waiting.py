"""Put somebody on the waiting list of a programme or work, and take him off it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import only
from beccaria.core.actors import Actor
from beccaria.core.circumstances import FIRST, LAST, Circumstance, Wait
from beccaria.core.ids import new_id
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.engines.folding import fold
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement.models import Waiting
from beccaria.placement.queries.waiting import waits

_HERE: Final = "service"
_SHORT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWaiting:
    """Somebody waits for a programme or work; `priority` 1 is the most urgent, 5 the least."""

    person: str
    kind: Wait
    name: str
    priority: int = LAST


@transaction.atomic
def write_waiting(new: NewWaiting, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier. Raises BadInput, Cannot, Refused."""
    people.may_write_of(new.person, by=by)
    name = words(new.name, what="What he waits for", longest=_SHORT)
    what = fold(name)
    if not what:
        raise BadInput("Write the name of the programme or work in letters.")
    if not FIRST <= new.priority <= LAST:
        raise BadInput("The priority is a number from 1, the most urgent, to 5.")
    known = waits([new.person], by=by, on=day_of(at)).get(new.person, ())
    if (new.kind, what) in {(one.kind, one.what) for one in known}:
        raise Cannot("He waits for this already.")
    made = new_id()
    Waiting.objects.create(
        id=made,
        person_id=new.person,
        source=_HERE,
        key=made,
        kind=new.kind.value,
        what=what,
        name=name,
        priority=new.priority,
        since=day_of(at),
        written_by=by.user,
        written_at=at,
    )
    people.written_of(Circumstance.WAITING, made, new.person, "written", by=by, at=at)
    return made


@transaction.atomic
def end_waiting(waiting_id: str, *, by: Actor, at: datetime) -> str:
    """He waits no longer; whose it is, is returned. Raises Cannot, Hidden, Refused."""
    row = only(Waiting.objects.filter(pk=waiting_id))
    people.may_write_of(row.person_id, by=by)
    if row.over_from is not None and row.over_from <= day_of(at):
        raise Cannot("It is over already.")
    row.over_from = max(row.since, day_of(at))
    row.save(update_fields=["over_from"])
    people.written_of(Circumstance.WAITING, row.pk, row.person_id, "ended", by=by, at=at)
    return row.person_id
