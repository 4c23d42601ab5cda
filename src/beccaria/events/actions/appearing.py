"""Write down before which court somebody must appear and when, and that it is called off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import only
from beccaria.core.actors import Actor
from beccaria.core.circumstances import Circumstance
from beccaria.core.ids import new_id
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.events.actions.common import HERE
from beccaria.events.models_ahead import Hearing
from beccaria.people import api as people

_SHORT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHearing:
    """Somebody must appear before a court; `town` may be empty."""

    person: str
    at: datetime
    court: str
    town: str = ""


@transaction.atomic
def write_hearing(new: NewHearing, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier. Raises BadInput, Hidden, Refused."""
    people.may_write_of(new.person, by=by)
    if new.at <= at:
        raise BadInput("The hearing lies in the past: write when he must appear.")
    made = new_id()
    Hearing.objects.create(
        id=made,
        person_id=new.person,
        source=HERE,
        key=made,
        at=new.at,
        court=words(new.court, what="The court", longest=_SHORT),
        town=words(new.town, what="The town", longest=_SHORT, empty=True),
        written_by=by.user,
        written_at=at,
    )
    people.written_of(Circumstance.HEARING, made, new.person, "written", by=by, at=at)
    return made


@transaction.atomic
def call_off_hearing(hearing_id: str, *, by: Actor, at: datetime) -> str:
    """He need not appear; whose it is, is returned. Raises Cannot, Hidden, Refused."""
    row = only(Hearing.objects.filter(pk=hearing_id))
    people.may_write_of(row.person_id, by=by)
    if row.called_off or row.at <= at:
        raise Cannot("It is over already.")
    row.called_off = True
    row.save(update_fields=["called_off"])
    people.written_of(Circumstance.HEARING, row.pk, row.person_id, "ended", by=by, at=at)
    return row.person_id
