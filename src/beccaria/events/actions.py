"""Write down what happened: incidents with everybody's part, finds, visits, movements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.happenings import Family, How, Item, Move, Outcome, Part, Severity, VisitKind
from beccaria.core.ids import EventId, PersonId, new_id
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.events.models import Find, Incident, IncidentPart, Movement, Visit
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """An incident. The same person may have two parts."""

    happened: Happened
    family: Family
    severity: Severity | None = None
    wing: str = ""
    text: str = ""
    parts: tuple[tuple[PersonId, Part], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFind:
    """A find; `person` is with whom or in whose cell, when that is known."""

    happened: Happened
    item: Item
    quantity: Decimal | None = None
    unit: str = ""
    how: How | None = None
    wing: str = ""
    cell: str = ""
    person: PersonId | None = None
    found_by: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """A visit as the visits desk wrote it; `visitor` only when that record is known to be his."""

    happened: Happened
    prisoner: PersonId
    visitor_name: str
    outcome: Outcome
    visitor: PersonId | None = None
    born: date | None = None
    document: str = ""
    phone: str = ""
    address: str = ""
    relationship: str = ""
    kind: VisitKind = VisitKind.SOCIAL
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMovement:
    """A movement as it happened. Where he is held from then on is written by `people.move`."""

    happened: Happened
    person: PersonId
    kind: Move
    from_establishment: str = ""
    to_establishment: str = ""
    to_wing: str = ""
    to_cell: str = ""
    reason: str = ""


def add_incident(new: NewIncident, *, by: Actor, at: datetime) -> EventId:
    """Write down an incident and who had which part in it. Raises Refused, BadInput."""
    _may_add(new.happened, by, at)
    named = sorted({person for person, _part in new.parts})
    _known(named, by=by)
    made = new_id()
    Incident.objects.create(
        **_common(new.happened, made, at),
        wing=new.wing.strip(),
        family=new.family.value,
        severity=new.severity.value if new.severity else "",
        text=new.text.strip(),
    )
    for person, part in sorted(set(new.parts)):
        IncidentPart.objects.create(incident_id=made, person_id=person, part=part.value)
    return _recorded("incident", made, named, by=by, at=at)


def add_find(new: NewFind, *, by: Actor, at: datetime) -> EventId:
    """Write down a find. Raises Refused, BadInput."""
    _may_add(new.happened, by, at)
    named = [new.person] if new.person else []
    _known(named, by=by)
    if new.quantity is not None and new.quantity <= 0:
        raise BadInput("A quantity is more than nothing: leave it empty when nobody counted.")
    made = new_id()
    Find.objects.create(
        **_common(new.happened, made, at),
        wing=new.wing.strip(),
        cell=new.cell.strip(),
        item=new.item.value,
        quantity=new.quantity,
        unit=new.unit.strip(),
        how=new.how.value if new.how else "",
        person_id=new.person,
        found_by=new.found_by.strip(),
        text=new.text.strip(),
    )
    return _recorded("find", made, named, by=by, at=at)


def add_visit(new: NewVisit, *, by: Actor, at: datetime) -> EventId:
    """Write down a visit, booked or over. Raises Refused, BadInput."""
    _may_add(new.happened, by, at, may_be_ahead=new.outcome is Outcome.BOOKED)
    named = [person for person in (new.prisoner, new.visitor) if person]
    _known(named, by=by)
    if not new.visitor_name.strip():
        raise BadInput("A visit needs the visitor's name as he gave it.")
    if new.outcome is Outcome.REFUSED and not new.reason.strip():
        raise BadInput("A refused visit needs its reason: write why.")
    made = new_id()
    Visit.objects.create(
        **_common(new.happened, made, at),
        prisoner_id=new.prisoner,
        visitor_id=new.visitor,
        visitor_name=new.visitor_name.strip(),
        visitor_born=new.born,
        visitor_document=new.document,
        visitor_phone=new.phone,
        visitor_address=new.address,
        relationship=new.relationship,
        kind=new.kind.value,
        outcome=new.outcome.value,
        reason=new.reason.strip(),
    )
    return _recorded("visit", made, named, by=by, at=at)


def add_movement(new: NewMovement, *, by: Actor, at: datetime) -> EventId:
    """Write down a movement. Raises Refused, BadInput."""
    _may_add(new.happened, by, at)
    _known([new.person], by=by)
    made = new_id()
    Movement.objects.create(
        **_common(new.happened, made, at),
        person_id=new.person,
        kind=new.kind.value,
        from_establishment=new.from_establishment,
        to_establishment=new.to_establishment,
        to_wing=new.to_wing,
        to_cell=new.to_cell,
        reason=new.reason.strip(),
    )
    return _recorded("movement", made, [new.person], by=by, at=at)


def _common(happened: Happened, made: str, at: datetime) -> dict[str, object]:
    return {
        "id": made,
        "source": happened.source,
        "key": happened.key or made,
        "site": happened.site,
        "level": happened.level,
        "at": happened.occurred_at,
        "recorded_at": at,
    }


def _may_add(happened: Happened, by: Actor, at: datetime, *, may_be_ahead: bool = False) -> None:
    require(Act.EVENT_ADD, by, Marking(site=happened.site, level=happened.level))
    if happened.site not in places.codes(by=by):
        raise BadInput("There is no establishment of this code: choose one from the list.")
    if happened.occurred_at > at and not may_be_ahead:
        raise BadInput("This lies in the future: give the time at which it happened.")


def _known(persons: Iterable[PersonId], *, by: Actor) -> None:
    """Hidden and invented persons are refused in the same words."""
    wanted = set(persons)
    if set(people.named(wanted, by=by)) != wanted:
        raise BadInput("One of these persons is not found: choose each from the list.")


def _recorded(what: str, made: str, persons: Iterable[str], *, by: Actor, at: datetime) -> EventId:
    subjects = [f"event:{made}", *(f"person:{person}" for person in persons)]
    record(Act.EVENT_ADD, by=by, subjects=subjects, at=at, detail={"what": what})
    return EventId(made)
