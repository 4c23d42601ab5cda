"""Writes of events: what happened inside, and what links somebody outside with a prisoner."""

from beccaria.events.actions.appearing import NewHearing, call_off_hearing, write_hearing
from beccaria.events.actions.arriving import take_in
from beccaria.events.actions.common import HERE, Happened
from beccaria.events.actions.happening import (
    NewFind,
    NewIncident,
    NewMovement,
    add_find,
    add_incident,
    add_movement,
)
from beccaria.events.actions.outside import (
    NewCallRequest,
    NewPayment,
    NewVisit,
    add_call_request,
    add_payment,
    add_visit,
)

__all__ = [
    "HERE",
    "Happened",
    "NewCallRequest",
    "NewFind",
    "NewHearing",
    "NewIncident",
    "NewMovement",
    "NewPayment",
    "NewVisit",
    "add_call_request",
    "add_find",
    "add_incident",
    "add_movement",
    "add_payment",
    "add_visit",
    "call_off_hearing",
    "take_in",
    "write_hearing",
]
