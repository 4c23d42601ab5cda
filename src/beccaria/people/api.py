"""What other apps may ask of people."""

from beccaria.people.actions import Place, Said, add_identity, add_person, change_identity, move, release
from beccaria.people.queries import (
    Candidate,
    Held,
    PersonRead,
    PersonShown,
    Sought,
    custody_on,
    held_at,
    lines,
    match,
    named,
    person,
    search,
    suggest,
)
from beccaria.people.showing import address, day, person_lines, person_tabs, place_names, strip

__all__ = [
    "Candidate",
    "Held",
    "PersonRead",
    "PersonShown",
    "Place",
    "Said",
    "Sought",
    "add_identity",
    "add_person",
    "address",
    "change_identity",
    "custody_on",
    "day",
    "held_at",
    "lines",
    "match",
    "move",
    "named",
    "person",
    "person_lines",
    "person_tabs",
    "place_names",
    "release",
    "search",
    "strip",
    "suggest",
]
