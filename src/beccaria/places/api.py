"""What other apps may ask of places."""

from beccaria.places.countries import pack_of, packs, packs_named, packs_of
from beccaria.places.country_words import length, neutral, status_kind
from beccaria.places.queries import (
    Occupancy,
    codes,
    establishment,
    establishments,
    may_look_inside,
    occupancy,
    site_finder,
    unit_sites,
    units,
)

__all__ = [
    "Occupancy",
    "codes",
    "establishment",
    "establishments",
    "length",
    "may_look_inside",
    "neutral",
    "occupancy",
    "pack_of",
    "packs",
    "packs_named",
    "packs_of",
    "site_finder",
    "status_kind",
    "unit_sites",
    "units",
]
