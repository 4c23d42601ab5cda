"""What groups are, what shows that somebody belongs to one, and what the evidence for it comes to; nothing else scores.

Sources: UNODC and EuroPris material on organised crime in prisons (definitions and who determines differ by country);
NIEM's corrections domain (bases of gang association); California State Auditor 2015-130 (what goes wrong without).
"""

from beccaria.core.groups.belonging import (
    ANSWER_WITHIN,
    FRESH,
    LEAST_AGE,
    LOOK_AGAIN,
    NEEDED,
    OLDEST,
    Evidence,
    Standing,
    Support,
    check_evidence,
    counting,
    independent,
    look_again,
    supported,
)
from beccaria.core.groups.words import (
    BASIS_WORDS,
    KIND_WORDS,
    NOT_BASES,
    RELATION_WORDS,
    Basis,
    Definition,
    Determiner,
    GroupKind,
    Position,
    RelationKind,
    Role,
    basis,
)

__all__ = [
    "ANSWER_WITHIN",
    "BASIS_WORDS",
    "FRESH",
    "KIND_WORDS",
    "LEAST_AGE",
    "LOOK_AGAIN",
    "NEEDED",
    "NOT_BASES",
    "OLDEST",
    "RELATION_WORDS",
    "Basis",
    "Definition",
    "Determiner",
    "Evidence",
    "GroupKind",
    "Position",
    "RelationKind",
    "Role",
    "Standing",
    "Support",
    "basis",
    "check_evidence",
    "counting",
    "independent",
    "look_again",
    "supported",
]
