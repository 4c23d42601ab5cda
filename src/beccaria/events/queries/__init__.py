"""Reads of events."""

from beccaria.events.queries.approaching import Approach, Approacher, approachers, approaches
from beccaria.events.queries.booked import Booked, ahead, booking, bookings
from beccaria.events.queries.cited import keyed, marking_of
from beccaria.events.queries.shapes import Happening, IncidentRead, Lane, Period, Shared, Told
from beccaria.events.queries.sharing import incident, with_whom
from beccaria.events.queries.telling import about_person, at_place, timeline
from beccaria.events.queries.tracing import EventTrace, traces, visible
from beccaria.events.queries.tying import EventTie, ties

__all__ = [
    "Approach",
    "Approacher",
    "Booked",
    "EventTie",
    "EventTrace",
    "Happening",
    "IncidentRead",
    "Lane",
    "Period",
    "Shared",
    "Told",
    "about_person",
    "ahead",
    "approachers",
    "approaches",
    "at_place",
    "booking",
    "bookings",
    "incident",
    "keyed",
    "marking_of",
    "ties",
    "timeline",
    "traces",
    "visible",
    "with_whom",
]
