"""Reads of events."""

from beccaria.events.queries.shapes import Happening, IncidentRead, Lane, Period, Shared, Told
from beccaria.events.queries.sharing import incident, with_whom
from beccaria.events.queries.telling import about_person, at_place, timeline

__all__ = [
    "Happening",
    "IncidentRead",
    "Lane",
    "Period",
    "Shared",
    "Told",
    "about_person",
    "at_place",
    "incident",
    "timeline",
    "with_whom",
]
