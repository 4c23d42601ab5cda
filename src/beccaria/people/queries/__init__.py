"""Reads of people."""

from beccaria.people.queries.clusters import fellows, leading, merged_pairs, records_of
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
    together,
)
from beccaria.people.queries.recognised import Recognised, recognised
from beccaria.people.queries.searching import search, suggest
from beccaria.people.queries.shapes import Asserted, Candidate, Held, PersonRead, PersonShown

__all__ = [
    "Asserted",
    "Candidate",
    "Held",
    "PersonRead",
    "PersonShown",
    "Recognised",
    "Sought",
    "custody_on",
    "fellows",
    "held_at",
    "identities_on",
    "is_known",
    "leading",
    "lines",
    "match",
    "merged_pairs",
    "named",
    "person",
    "recognised",
    "records_of",
    "search",
    "suggest",
    "taken_for",
    "together",
]
