"""Patterns: what in the feeds deserves a look, in words, parameters and tests; and what was found by one."""

from beccaria.core.patterns.faults import BASIS, faults
from beccaria.core.patterns.found import Evidence, Found, Unusual, filled, placeholders, spoken
from beccaria.core.patterns.model import Case, Kind, Parameter, Pattern, Stage, Value
from beccaria.core.patterns.ranking import PER_PRISON_AND_DAY, Room, ranked, rooms, within_budget
from beccaria.core.patterns.reading import pattern_from
from beccaria.core.patterns.values import Values, fitting, of_country, values

__all__ = [
    "BASIS",
    "PER_PRISON_AND_DAY",
    "Case",
    "Evidence",
    "Found",
    "Kind",
    "Parameter",
    "Pattern",
    "Room",
    "Stage",
    "Unusual",
    "Value",
    "Values",
    "faults",
    "filled",
    "fitting",
    "of_country",
    "pattern_from",
    "placeholders",
    "ranked",
    "rooms",
    "spoken",
    "values",
    "within_budget",
]
