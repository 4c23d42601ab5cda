"""What other apps may ask of places."""

from beccaria.places.actions import NewWeakPoint, mend_weak_point, write_weak_point
from beccaria.places.countries import pack_of, packs, packs_named, packs_of
from beccaria.places.country_words import length, neutral, status_kind
from beccaria.places.queries import (
    Occupancy,
    Wing,
    codes,
    establishment,
    establishments,
    may_look_inside,
    named,
    occupancy,
    site_finder,
    unit_occupancy,
    unit_sites,
    units,
    wings,
)
from beccaria.places.queries_provided import Provided, provided, towns
from beccaria.places.queries_weak import WeakPointRead, reached_from, weak_point, weak_points

__all__ = [
    "NewWeakPoint",
    "Occupancy",
    "Provided",
    "WeakPointRead",
    "Wing",
    "codes",
    "establishment",
    "establishments",
    "length",
    "may_look_inside",
    "mend_weak_point",
    "named",
    "neutral",
    "occupancy",
    "pack_of",
    "packs",
    "packs_named",
    "packs_of",
    "provided",
    "reached_from",
    "site_finder",
    "status_kind",
    "towns",
    "unit_occupancy",
    "unit_sites",
    "units",
    "weak_point",
    "weak_points",
    "wings",
    "write_weak_point",
]
