"""What other apps may ask of places."""

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
    "may_look_inside",
    "occupancy",
    "site_finder",
    "unit_sites",
    "units",
]
