"""Reads of events."""

from beccaria.events.queries.booked import Booked, ahead, booking, bookings
from beccaria.events.queries.cited import marking_of
from beccaria.events.queries.shapes import Happening, IncidentRead, Lane, Period, Shared, Told
from beccaria.events.queries.sharing import incident, with_whom
from beccaria.events.queries.telling import about_person, at_place, timeline

__all__ = [
    "Booked",
    "Happening",
    "IncidentRead",
    "Lane",
    "Period",
    "Shared",
    "Told",
    "about_person",
    "ahead",
    "at_place",
    "booking",
    "bookings",
    "incident",
    "marking_of",
    "timeline",
    "with_whom",
]
