"""Lay places of one country on a plane of whole kilometres, so that distances can be counted with whole numbers.

Equidistant conic projection with two standard parallels a sixth from the edges of what is shown (Snyder, Map
Projections: A Working Manual, US Geological Survey 1987, p. 111-115): true to scale along every meridian and both
parallels; over twelve degrees of latitude distances are true to about one in two hundred.
"""

from collections.abc import Callable, Iterable
from math import cos, radians, sin
from typing import Final

_RADIUS: Final = 6371.0088
"""Of the earth, mean, in kilometres."""
_SIXTH: Final = 6
_FLAT: Final = 1e-6
Plane = Callable[[float, float], tuple[int, int]]


def plane(points: Iterable[tuple[float, float]]) -> Plane:
    """How to lay latitude and longitude, in degrees, on the plane that suits these points: kilometres east and north.

    For points of one country or continent; not across the line where the date changes.
    """
    known = list(points)
    if not known:
        return lambda _latitude, _longitude: (0, 0)
    north, south = max(one for one, _ in known), min(one for one, _ in known)
    east = radians(sum(one for _, one in known) / len(known))
    edge = (north - south) / _SIXTH
    low, high, middle = (radians(one) for one in (south + edge, north - edge, (north + south) / 2))
    bend = (cos(low) - cos(high)) / (high - low) if high - low > _FLAT else sin(middle)
    if abs(bend) < _FLAT:  # about the equator the cone is a cylinder
        return lambda latitude, longitude: (
            round(_RADIUS * cos(low) * (radians(longitude) - east)),
            round(_RADIUS * (radians(latitude) - middle)),
        )
    apex = cos(low) / bend + low

    def laid(latitude: float, longitude: float) -> tuple[int, int]:
        far, turn = _RADIUS * (apex - radians(latitude)), bend * (radians(longitude) - east)
        return round(far * sin(turn)), round(_RADIUS * (apex - middle) - far * cos(turn))

    return laid
