"""Places of one country on a plane: distances are true to one in a hundred and a few kilometres of rounding."""

from math import asin, cos, dist, radians, sin, sqrt

import pytest

from beccaria.engines.plane import plane

# Corners and a middle of an Italy, a Britain, an equator and a south: degrees north and east.
COUNTRIES = {
    "italy": [(36.7, 15.1), (46.5, 11.3), (45.1, 7.7), (40.1, 18.3), (41.9, 12.5)],
    "britain": [(50.1, -5.5), (58.2, -6.4), (57.1, -2.1), (51.1, 1.3), (53.5, -2.2)],
    "equator": [(-5.0, 101.0), (5.0, 101.0), (-5.0, 109.0), (5.0, 109.0), (0.0, 105.0)],
    "south": [(-39.0, 141.0), (-31.0, 141.0), (-39.0, 149.0), (-31.0, 149.0)],
    "one town": [(44.4, 12.2), (44.4, 12.3)],
}


def over_the_earth(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the surface (haversine)."""
    north, east, to_north, to_east = map(radians, (*one, *other))
    half = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


@pytest.mark.parametrize("country", COUNTRIES)
def test_distances_are_those_over_the_earth(country: str) -> None:
    points = COUNTRIES[country]
    lay = plane(points)
    for one in points:
        for other in points:
            real, shown = over_the_earth(one, other), dist(lay(*one), lay(*other))
            assert abs(real - shown) <= 2 + real / 100, (one, other, real, shown)


def test_north_is_up_and_east_is_right() -> None:
    lay = plane(COUNTRIES["italy"])
    assert lay(45.0, 12.0)[1] > lay(42.0, 12.0)[1]
    assert lay(42.0, 14.0)[0] > lay(42.0, 12.0)[0]


def test_of_nothing_nothing_is_laid() -> None:
    assert plane([])(44.0, 12.0) == (0, 0)
