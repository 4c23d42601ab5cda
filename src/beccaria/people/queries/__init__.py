"""Reads of people."""

from beccaria.people.queries.matching import Sought, match
from beccaria.people.queries.reading import (
    custody_on,
    held_at,
    identities_on,
    is_known,
    lines,
    named,
    person,
    taken_for,
)
from beccaria.people.queries.searching import search, suggest
from beccaria.people.queries.shapes import Asserted, Candidate, Held, PersonRead, PersonShown

__all__ = [
    "Asserted",
    "Candidate",
    "Held",
    "PersonRead",
    "PersonShown",
    "Sought",
    "custody_on",
    "held_at",
    "identities_on",
    "is_known",
    "lines",
    "match",
    "named",
    "person",
    "search",
    "suggest",
    "taken_for",
]
