"""The tables of measures: measures with their reasons and facts, what follows them, doors, contacts."""

from beccaria.measures.models.contacts import ContactAsked
from beccaria.measures.models.doors import DoorEvent
from beccaria.measures.models.following import (
    AlarmKind,
    Fit,
    HealthCheck,
    IsolationAlarm,
    LookedAgain,
    MeasureContest,
)
from beccaria.measures.models.measure import Measure, MeasureFact, Reasons

__all__ = [
    "AlarmKind",
    "ContactAsked",
    "DoorEvent",
    "Fit",
    "HealthCheck",
    "IsolationAlarm",
    "LookedAgain",
    "Measure",
    "MeasureContest",
    "MeasureFact",
    "Reasons",
]
