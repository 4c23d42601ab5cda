"""What other apps may ask of warnings."""

from beccaria.warnings.actions import (
    NewBan,
    NewWarning,
    Told,
    Written,
    acknowledge,
    correct,
    decide,
    end_ban,
    escalate_overdue,
    set_ban,
    withdraw,
    write,
)
from beccaria.warnings.queries import about_person, at_the_gate, ban, bans, expected, warning, warnings
from beccaria.warnings.queries.cited import markings_of
from beccaria.warnings.recognising import Subject

__all__ = [
    "NewBan",
    "NewWarning",
    "Subject",
    "Told",
    "Written",
    "about_person",
    "acknowledge",
    "at_the_gate",
    "ban",
    "bans",
    "correct",
    "decide",
    "end_ban",
    "escalate_overdue",
    "expected",
    "markings_of",
    "set_ban",
    "warning",
    "warnings",
    "withdraw",
    "write",
]
