"""Measures and regimes: what may be restricted, what a decision must say, who decides, when it is over."""

from beccaria.core.measures.deciding import (
    latest_review,
    longest,
    parts_named,
    regime_named,
    regimes,
    review,
    route,
)
from beccaria.core.measures.model import (
    APART,
    COMMUNICATION,
    LONGEST,
    LONGEST_WITHOUT_LAW,
    MOST_AHEAD,
    Kind,
    Plann,
    Standing,
    State,
    Times,
    check_contact,
    isolates,
    standing,
)

__all__ = [
    "APART",
    "COMMUNICATION",
    "LONGEST",
    "LONGEST_WITHOUT_LAW",
    "MOST_AHEAD",
    "Kind",
    "Plann",
    "Standing",
    "State",
    "Times",
    "check_contact",
    "isolates",
    "latest_review",
    "longest",
    "parts_named",
    "regime_named",
    "regimes",
    "review",
    "route",
    "standing",
]
