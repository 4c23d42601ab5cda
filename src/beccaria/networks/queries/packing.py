"""Put pieces of a chart that nothing ties to each other side by side, so that none is pressed into a corner."""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Final

Place = tuple[float, float]
# The sheet is a little wider than high; every piece keeps clear of the edge of its square.
_WIDE: Final = 1.3
_CLEAR: Final = 0.5
_DIGITS: Final = 4


def packed(pieces: Iterable[Mapping[str, Place]]) -> dict[str, Place]:
    """Each piece in a square as large as it has people, the largest first, row by row; all between about -1 and 1."""
    ordered = sorted((piece for piece in pieces if piece), key=lambda piece: (-len(piece), min(piece)))
    squares = [(sqrt(len(piece)) + _CLEAR, piece) for piece in ordered]
    wide = max(squares[0][0], _WIDE * sqrt(sum(side * side for side, _piece in squares)))
    found: dict[str, Place] = {}
    across = down = row = 0.0
    for side, piece in squares:
        if across and across + side > wide:
            across, down, row = 0.0, down + row, 0.0
        found |= _within(piece, across, down, side)
        across, row = across + side, max(row, side)
    high = down + row
    half = max(wide, high) / 2
    return {
        one: (round((x - wide / 2) / half, _DIGITS), round((y - high / 2) / half, _DIGITS))
        for one, (x, y) in found.items()
    }


def _within(piece: Mapping[str, Place], across: float, down: float, side: float) -> dict[str, Place]:
    """The piece in the middle of a square, with the same scale both ways."""
    xs, ys = [x for x, _y in piece.values()], [y for _x, y in piece.values()]
    reach = max(max(xs) - min(xs), max(ys) - min(ys))
    scale = (side - _CLEAR) / reach if reach else 0.0
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return {
        one: (across + side / 2 + (x - middle[0]) * scale, down + side / 2 + (y - middle[1]) * scale)
        for one, (x, y) in piece.items()
    }
