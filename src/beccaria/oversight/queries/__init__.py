"""Reads of oversight."""

from beccaria.oversight.queries.linkage import Backlog, Counted, Week, backlog, by_culture, weeks
from beccaria.oversight.queries.subjects import SOUGHT, Meant, names, reasons, subjects_meant, users_meant

__all__ = [
    "SOUGHT",
    "Backlog",
    "Counted",
    "Meant",
    "Week",
    "backlog",
    "by_culture",
    "names",
    "reasons",
    "subjects_meant",
    "users_meant",
    "weeks",
]
