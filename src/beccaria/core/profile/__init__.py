"""The common European profile: one shape in which a service says of a prisoner what another can read and check."""

from beccaria.core.profile.giving import OTHER_COUNTRIES, Giving, for_reader, giving, may_go
from beccaria.core.profile.shape import (
    NO_MEASURES,
    NOT_WHOLE,
    Decision,
    Dimension,
    Fact,
    Identity,
    Kept,
    Measure,
    Profile,
    Review,
    Terms,
    strictest_of,
)
from beccaria.core.profile.writing import FORMAT, VERSION, document

__all__ = [
    "FORMAT",
    "NOT_WHOLE",
    "NO_MEASURES",
    "OTHER_COUNTRIES",
    "VERSION",
    "Decision",
    "Dimension",
    "Fact",
    "Giving",
    "Identity",
    "Kept",
    "Measure",
    "Profile",
    "Review",
    "Terms",
    "document",
    "for_reader",
    "giving",
    "may_go",
    "strictest_of",
]
