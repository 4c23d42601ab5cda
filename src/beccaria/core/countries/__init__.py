"""Country packs: who decides what in a country and within which limits, unknown never a yes."""

from beccaria.core.countries.duties import Designator, Interval, designator, interval
from beccaria.core.countries.faults import faults
from beccaria.core.countries.limits import (
    DEFAULT_CLOCKS,
    MANDELA_DAYS,
    MANDELA_HOURS,
    Isolation,
    allows,
    clock,
    deciders,
    determiners,
    isolation,
    strictest,
)
from beccaria.core.countries.model import (
    UNKNOWN,
    Category,
    Clock,
    Decides,
    Duration,
    Fact,
    Known,
    Neutral,
    Pack,
    Recipient,
    Regime,
    RegimeKind,
    sure,
)
from beccaria.core.countries.reading import pack_from
from beccaria.core.countries.telling import Entry, Section, entries

__all__ = [
    "DEFAULT_CLOCKS",
    "MANDELA_DAYS",
    "MANDELA_HOURS",
    "UNKNOWN",
    "Category",
    "Clock",
    "Decides",
    "Designator",
    "Duration",
    "Entry",
    "Fact",
    "Interval",
    "Isolation",
    "Known",
    "Neutral",
    "Pack",
    "Recipient",
    "Regime",
    "RegimeKind",
    "Section",
    "allows",
    "clock",
    "deciders",
    "designator",
    "determiners",
    "entries",
    "faults",
    "interval",
    "isolation",
    "pack_from",
    "strictest",
    "sure",
]
