"""What other apps may ask of events."""

from beccaria.events.actions import (
    Happened,
    NewFind,
    NewIncident,
    NewMovement,
    NewVisit,
    add_find,
    add_incident,
    add_movement,
    add_visit,
)
from beccaria.events.queries import (
    Happening,
    IncidentRead,
    Lane,
    Period,
    Shared,
    Told,
    about_person,
    at_place,
    incident,
    timeline,
    with_whom,
)

__all__ = [
    "Happened",
    "Happening",
    "IncidentRead",
    "Lane",
    "NewFind",
    "NewIncident",
    "NewMovement",
    "NewVisit",
    "Period",
    "Shared",
    "Told",
    "about_person",
    "add_find",
    "add_incident",
    "add_movement",
    "add_visit",
    "at_place",
    "incident",
    "timeline",
    "with_whom",
]
