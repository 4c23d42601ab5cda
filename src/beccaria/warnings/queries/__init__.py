"""Everything that is asked of warnings, bans and the gate; each question says who asks."""

from beccaria.warnings.queries.approaching import approached
from beccaria.warnings.queries.banning import active_bans, ban, bans, may_end
from beccaria.warnings.queries.gate import about_person, beside, expected, may_decide
from beccaria.warnings.queries.gate import one as at_the_gate
from beccaria.warnings.queries.reading import may_change, warning, warnings
from beccaria.warnings.queries.shapes import (
    Approached,
    AtTheGate,
    BanShown,
    Decided,
    DeliveryShown,
    Matched,
    OriginShown,
    TodayShown,
    VersionShown,
    WarningLine,
    WarningRead,
    Watched,
)
from beccaria.warnings.queries.waiting import mark, today

__all__ = [
    "Approached",
    "AtTheGate",
    "BanShown",
    "Decided",
    "DeliveryShown",
    "Matched",
    "OriginShown",
    "TodayShown",
    "VersionShown",
    "WarningLine",
    "WarningRead",
    "Watched",
    "about_person",
    "active_bans",
    "approached",
    "at_the_gate",
    "ban",
    "bans",
    "beside",
    "expected",
    "mark",
    "may_change",
    "may_decide",
    "may_end",
    "today",
    "warning",
    "warnings",
]
