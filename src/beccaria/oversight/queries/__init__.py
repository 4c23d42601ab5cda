"""Reads of oversight."""

from beccaria.oversight.queries.linkage import (
    Backlog,
    Counted,
    Measured,
    Week,
    backlog,
    by_culture,
    measured,
    weeks,
)
from beccaria.oversight.queries.subjects import SOUGHT, Meant, names, reasons, subjects_meant, users_meant

__all__ = [
    "SOUGHT",
    "Backlog",
    "Counted",
    "Meant",
    "Measured",
    "Week",
    "backlog",
    "by_culture",
    "measured",
    "names",
    "reasons",
    "subjects_meant",
    "users_meant",
    "weeks",
]
