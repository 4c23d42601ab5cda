"""Read covers inside their compartment; and divide the open register into look-alikes, without looking at any cover."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import only
from beccaria.core.actors import Actor, Duty, Level, Purpose, system_actor
from beccaria.core.allocation import Person, classes
from beccaria.core.ids import UserId
from beccaria.people import api as people
from beccaria.placement.models import Cover
from beccaria.placement.queries import groups
from beccaria.places import api as places

FEWEST: Final = 12
# Look-alikes are divided by what many know: nothing confidential and nothing of a compartment may shape a class, for
# whoever meets its rule learns who is in it.
OPEN_READER: Final = Actor(
    user=UserId(system_actor("placement").user),
    duty=Duty.ANALYST,
    sites=frozenset({"*"}),
    level=Level.RESTRICTED,
    purpose=Purpose.PLACEMENT,
)


def covers(*, by: Actor) -> QuerySet[Cover]:
    """The covers of the reader's compartments."""
    del by  # judged by the row policy of this transaction
    return Cover.objects.order_by("opened_at", "id")


def cover(cover_id: str, *, by: Actor) -> Cover:
    """One of them. Raises Hidden."""
    return only(covers(by=by).filter(pk=cover_id).select_for_update())


def alike(*, by: Actor, at: datetime) -> dict[str, tuple[str, ...]]:
    """Everybody's look-alikes among those who are held now, by the record each is held under."""
    held = [one for code in sorted(places.codes(by=by)) for one in people.held_in(code, by=by)]
    known = people.placed(held, by=by)
    belongs = groups.belonging(held, by=by, at=at)
    persons = [
        Person(
            id=one.id,
            sex=one.sex,
            category="",
            age=0,
            status="",
            groups=tuple(sorted(belongs.roles.get(one.id, {}).items())),
        )
        for one in known.values()
    ]
    return classes(sorted(persons, key=lambda one: one.id), FEWEST)
