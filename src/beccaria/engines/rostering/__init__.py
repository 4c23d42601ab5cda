"""Give shifts to staff so that the roster stays legal and nobody is too long near people of high risk."""

from beccaria.engines.rostering.checking import faults
from beccaria.engines.rostering.model import REST, WEEK, Officer, Roster, Shift, near_minutes, worked
from beccaria.engines.rostering.solving import Proposed, proposed

__all__ = [
    "REST",
    "WEEK",
    "Officer",
    "Proposed",
    "Roster",
    "Shift",
    "faults",
    "near_minutes",
    "proposed",
    "worked",
]
