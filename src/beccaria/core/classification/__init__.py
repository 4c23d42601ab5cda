"""Categories and statuses: which there are, who gives them, what they may rest on, what they are called elsewhere."""

from beccaria.core.classification.crosswalk import Answer, Comparison, compare, compare_status
from beccaria.core.classification.deciding import Route, clock_of, decided_under, route
from beccaria.core.classification.grounds import (
    NOT_GROUNDS,
    Ground,
    check_ground,
    ground,
    naming_a_trait,
)
from beccaria.core.classification.model import (
    LONGEST_STATUS,
    MOST_AHEAD,
    Kind,
    Outcome,
    State,
    Value,
    check_days,
    choices,
    read,
    stands,
)
from beccaria.core.classification.scale import MEANING, OWN_SCALE, level_of, own_value

__all__ = [
    "LONGEST_STATUS",
    "MEANING",
    "MOST_AHEAD",
    "NOT_GROUNDS",
    "OWN_SCALE",
    "Answer",
    "Comparison",
    "Ground",
    "Kind",
    "Outcome",
    "Route",
    "State",
    "Value",
    "check_days",
    "check_ground",
    "choices",
    "clock_of",
    "compare",
    "compare_status",
    "decided_under",
    "ground",
    "level_of",
    "naming_a_trait",
    "own_value",
    "read",
    "route",
    "stands",
]
