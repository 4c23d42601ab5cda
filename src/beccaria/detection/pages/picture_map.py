"""Draw establishments on a map: circles where they lie, and the names that can be read beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Final, Literal

_WIDE, _MOST_HIGH, _EDGE = 640, 520, 24
_SMALL, _LARGE = 4.0, 18.0
_NAMED: Final = 16
# One letter and one line of the styles' 13 pixels, a little generous: a gap is better than a touch.
_LETTER, _LINE, _AWAY = 7.0, 16.0, 4.0

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Place:
    """An establishment as the map needs it."""

    code: str
    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Label:
    """Where the name of an establishment stands; `named` when it is always seen, not only when one points at it."""

    x: float
    y: float
    anchor: Anchor
    named: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One establishment on the map: where, how large, what it says, and where its name stands."""

    x: float
    y: float
    radius: float
    name: str
    says: str
    href: str
    quiet: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Map:
    """The map with the sentence that says the same."""

    says: str
    dots: tuple[Dot, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, wide: float, high: float) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= wide and self.bottom <= high


def drawn(
    places: Sequence[Place],
    counts: dict[str, int],
    *,
    says: str,
    words: Callable[[Place], str],
    address: Callable[[str], str],
) -> Map | None:
    """The establishments that have coordinates, the busiest on top; None when none has.

    Equirectangular: true enough for one country, and drawn from nothing but our own coordinates.
    """
    known = [(one, one.latitude, one.longitude) for one in places]
    spots = [(one, lat, lon) for one, lat, lon in known if lat is not None and lon is not None]
    if not spots:
        return None
    spots.sort(key=lambda spot: -counts.get(spot[0].code, 0))
    at, high = _projected([(lat, lon) for _one, lat, lon in spots])
    top = max(counts.values(), default=0)
    radii = [_radius(counts.get(one.code, 0), top) for one, _lat, _lon in spots]
    labels = labelled([one.name for one, _lat, _lon in spots], at, radii, high=high)
    dots = [
        Dot(*at[i], radii[i], one.name, words(one), address(one.code), not counts.get(one.code), labels[i])
        for i, (one, _lat, _lon) in enumerate(spots)
    ]
    return Map(says, tuple(reversed(dots)), _WIDE, high)


def _projected(where: Sequence[tuple[float, float]]) -> tuple[list[tuple[float, float]], int]:
    south, north = min(lat for lat, _ in where), max(lat for lat, _ in where)
    west, east = min(lon for _, lon in where), max(lon for _, lon in where)
    narrow = cos(radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = min((_WIDE - 2 * _EDGE) / wide, (_MOST_HIGH - 2 * _EDGE) / high)
    # What is narrower than the sheet stands in its middle.
    left = (_WIDE - wide * scale) / 2
    at = [
        (round(left + (lon - west) * narrow * scale, 1), round(_EDGE + (north - lat) * scale, 1))
        for lat, lon in where
    ]
    return at, round(min(_MOST_HIGH, high * scale + 2 * _EDGE))


def _radius(count: int, top: int) -> float:
    return round(_SMALL + (_LARGE - _SMALL) * sqrt(count / top), 1) if top else _SMALL


def labelled(
    names: Sequence[str], at: Sequence[tuple[float, float]], radii: Sequence[float], *, high: float
) -> list[Label]:
    """Place a name beside each circle, the first ones first: above, below, right or left, touching nothing.

    A name that touches another, a circle or the edge everywhere is shown only when one points at its circle.
    """
    circles = [_Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, radii, strict=True)]
    taken: list[_Box] = []
    labels = []
    for number, (name, (x, y), radius) in enumerate(zip(names, at, radii, strict=True)):
        others = [*taken, *circles[:number], *circles[number + 1 :]]
        ways = _ways(len(name) * _LETTER, x, y, radius)
        free = (
            (label, box)
            for label, box in ways
            if box.inside(_WIDE, high) and not any(box.touches(one) for one in others)
        )
        found = next(free, None) if len(taken) < _NAMED else None
        if found:
            taken.append(found[1])
        label = found[0] if found else ways[2 if x < _WIDE / 2 else 3][0]
        labels.append(Label(*label, named=found is not None))
    return labels


def _ways(wide: float, x: float, y: float, radius: float) -> list[tuple[tuple[float, float, Anchor], _Box]]:
    above, below = y - radius - _AWAY, y + radius + _AWAY
    right, left = x + radius + _AWAY, x - radius - _AWAY
    middle = (y - _LINE / 2, y + _LINE / 2)
    base = _LINE * 0.25  # from the foot of a line to where its letters stand
    return [
        (
            (x, round(above - base, 1), "middle"),
            _Box(x - wide / 2, above - _LINE, x + wide / 2, above),
        ),
        (
            (x, round(below + _LINE - base, 1), "middle"),
            _Box(x - wide / 2, below, x + wide / 2, below + _LINE),
        ),
        ((round(right, 1), round(y + base, 1), "start"), _Box(right, middle[0], right + wide, middle[1])),
        ((round(left, 1), round(y + base, 1), "end"), _Box(left - wide, middle[0], left, middle[1])),
    ]
