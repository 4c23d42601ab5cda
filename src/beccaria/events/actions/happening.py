"""Write down what happened inside: incidents with everybody's part, finds, movements."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from beccaria.core.actors import Actor
from beccaria.core.happenings import Family, How, Item, Move, Part, Severity
from beccaria.core.ids import EventId, PersonId, new_id
from beccaria.core.refusal import BadInput
from beccaria.events.actions.common import Happened, common, known, may_add, recorded
from beccaria.events.models import Find, Incident, IncidentPart, Movement


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
    may_add(new.happened, by, at)
    named = sorted({person for person, _part in new.parts})
    known(named, by=by)
    made = new_id()
    Incident.objects.create(
        **common(new.happened, made, at),
        wing=new.wing.strip(),
        family=new.family.value,
        severity=new.severity.value if new.severity else "",
        text=new.text.strip(),
    )
    for person, part in sorted(set(new.parts)):
        IncidentPart.objects.create(incident_id=made, person_id=person, part=part.value)
    return recorded("incident", made, named, by=by, at=at)


def add_find(new: NewFind, *, by: Actor, at: datetime) -> EventId:
    """Write down a find. Raises Refused, BadInput."""
    may_add(new.happened, by, at)
    named = [new.person] if new.person else []
    known(named, by=by)
    if new.quantity is not None and new.quantity <= 0:
        raise BadInput("A quantity is more than nothing: leave it empty when nobody counted.")
    made = new_id()
    Find.objects.create(
        **common(new.happened, made, at),
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
    return recorded("find", made, named, by=by, at=at)


def add_movement(new: NewMovement, *, by: Actor, at: datetime) -> EventId:
    """Write down a movement. Raises Refused, BadInput."""
    may_add(new.happened, by, at)
    known([new.person], by=by)
    made = new_id()
    Movement.objects.create(
        **common(new.happened, made, at),
        person_id=new.person,
        kind=new.kind.value,
        from_establishment=new.from_establishment,
        to_establishment=new.to_establishment,
        to_wing=new.to_wing,
        to_cell=new.to_cell,
        reason=new.reason.strip(),
    )
    return recorded("movement", made, [new.person], by=by, at=at)
