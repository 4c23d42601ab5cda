"""Read who is to be placed this morning at one prison: who has no wing, who was asked about, who is to move."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from beccaria.access.api import may_go, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.markings import Marking
from beccaria.core.placement import Stage
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import PlacementDecision
from beccaria.placement.queries import proposals
from beccaria.risk import api as risk

# A question that nobody decided for so long was answered for another day.
_ASKED_SINCE: Final = timedelta(days=7)


class Cause(StrEnum):
    """Why somebody stands on the list."""

    NEW = "new"
    ASKED = "asked"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody to be placed. `ready`: he has a category; `due`: when an order is to move him."""

    person: PersonShown
    cause: Cause
    ready: bool
    due: datetime | None = None


def waiting(site: str, *, until: datetime, by: Actor, at: datetime) -> tuple[Waiting, ...]:
    """Everybody, each once: newcomers first, then who was asked about alone, then whose order is due by `until`.

    Of those the reader may see. Raises Refused.
    """
    require(Act.PLACEMENT_PROPOSE, by, Marking(site=site))
    placed = people.placed(people.held_in(site, by=by), by=by)
    causes: dict[str, tuple[Cause, datetime | None]] = {
        one.holder: (Cause.NEW, None) for one in placed.values() if not one.wing
    }
    for person in _asked(by=by, at=at):
        if person in placed:
            causes.setdefault(placed[person].holder, (Cause.ASKED, None))
    for order in proposals.open_orders(by=by, until=until):
        if order.person_id in placed:
            causes[placed[order.person_id].holder] = (Cause.ORDERED, order.due)
    known = people.named(causes, by=by)
    decided = risk.categories(known, by=by, on=day_of(at))
    found = [
        Waiting(one, causes[key][0], key in decided or bool(one.held and one.held.category), causes[key][1])
        for key, one in known.items()
    ]
    first = list(Cause)
    return tuple(sorted(found, key=lambda one: (first.index(one.cause), one.person.sorts, one.person.id)))


def _asked(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """Who was asked about alone and of whom nobody has decided since."""
    asked = {
        one.people[0]: one.asked_at
        for one in reversed(proposals.newest(by=by))
        if one.mode is Mode.ONE and one.stage is Stage.READY and one.asked_at > at - _ASKED_SINCE
    }
    decided = PlacementDecision.objects.filter(
        may_go(by), person__in=list(asked), decided_at__gt=at - _ASKED_SINCE
    ).values_list("person_id", "decided_at")
    over = {person for person, moment in decided if moment >= asked[person]}
    return tuple(person for person in asked if person not in over)
