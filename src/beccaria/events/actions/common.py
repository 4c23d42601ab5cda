"""What writing down any event has in common: where and when, who may, about whom, and the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import EventId, PersonId
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.ledger.api import record
from beccaria.people import api as people
from beccaria.places import api as places

HERE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What every event says: where, when, how sensitive, and by which key of which source it came."""

    site: str
    occurred_at: datetime
    level: Level = Level.OFFICIAL
    source: str = HERE
    key: str = ""


def common(happened: Happened, made: str, at: datetime) -> dict[str, object]:
    """The columns that every event has."""
    return {
        "id": made,
        "source": happened.source,
        "key": happened.key or made,
        "site": happened.site,
        "level": happened.level,
        "at": happened.occurred_at,
        "recorded_at": at,
    }


def may_add(happened: Happened, by: Actor, at: datetime, *, may_be_ahead: bool = False) -> None:
    """Raises Refused, or BadInput for an establishment nobody knows and for what has not happened yet."""
    require(Act.EVENT_ADD, by, Marking(site=happened.site, level=happened.level))
    if happened.site not in places.codes(by=by):
        raise BadInput("There is no establishment of this code: choose one from the list.")
    if happened.occurred_at > at and not may_be_ahead:
        raise BadInput("This lies in the future: give the time at which it happened.")


def known(persons: Iterable[PersonId], *, by: Actor) -> None:
    """Hidden and invented persons are refused in the same words. Raises BadInput."""
    wanted = set(persons)
    if set(people.named(wanted, by=by)) != wanted:
        raise BadInput("One of these persons is not found: choose each from the list.")


def recorded(what: str, made: str, persons: Iterable[str], *, by: Actor, at: datetime) -> EventId:
    """Keep in the ledger who wrote what down about whom."""
    subjects = [f"event:{made}", *(f"person:{person}" for person in persons)]
    record(Act.EVENT_ADD, by=by, subjects=subjects, at=at, detail={"what": what})
    return EventId(made)
