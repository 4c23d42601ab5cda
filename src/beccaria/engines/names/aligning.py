"""Put the parts of two names beside each other: which is which, what is left over, and in what order they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from beccaria.engines.names.eastern import syllables
from beccaria.engines.names.likeness import ONE, by_syllables, far_apart, likeness
from beccaria.engines.names.parts import Part
from beccaria.engines.names.reasons import Because

_JOINED: Final = 0.97
_WORTH_NAMING: Final = 0.15


class Beside(NamedTuple):
    """Parts taken for one another (`value` from 0.6) or standing against one another; places in both names."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    value: float
    because: Because


@dataclass(slots=True)
class Aligned:
    """What stands beside what, what stands against what, and what only one side has."""

    same: list[Beside]
    against: list[Beside]
    only_left: list[int]
    only_right: list[int]


def align(left: tuple[Part, ...], right: tuple[Part, ...], *, eastern: bool) -> Aligned:
    """Equal parts first, then joined ones, then the likest; what remains on both sides stands against each other.

    `eastern` names are read by syllables.
    """
    rest_left, rest_right = list(range(len(left))), list(range(len(right)))
    same = _equal(left, right, rest_left, rest_right)
    against: list[Beside] = []
    if rest_left and rest_right:
        if len(rest_left) != len(rest_right):
            same += _joined(left, right, rest_left, rest_right, eastern=eastern)
        for pair in _likest(left, right, rest_left, rest_right, eastern=eastern):
            (same if pair.value >= ONE else against).append(pair)
    return Aligned(same, against, rest_left, rest_right)


def _equal(
    left: tuple[Part, ...], right: tuple[Part, ...], rest_left: list[int], rest_right: list[int]
) -> list[Beside]:
    found = []
    for i in tuple(rest_left):
        text = left[i].text
        for j in rest_right:
            if right[j].text == text:
                value, because = likeness(left[i], right[j])
                found.append(Beside((i,), (j,), value, because))
                rest_left.remove(i)
                rest_right.remove(j)
                break
    return found


def _joined(
    left: tuple[Part, ...],
    right: tuple[Part, ...],
    rest_left: list[int],
    rest_right: list[int],
    *,
    eastern: bool,
) -> list[Beside]:
    found = []
    for places, whole in _wholes(left, right, rest_left, rest_right, eastern=eastern):
        found.append(Beside(places, (whole,), _JOINED, Because.JOINED))
    for places, whole in _wholes(right, left, rest_right, rest_left, eastern=eastern):
        found.append(Beside((whole,), places, _JOINED, Because.JOINED))
    return found


def _wholes(
    apart: tuple[Part, ...], whole: tuple[Part, ...], rest: list[int], wholes: list[int], *, eastern: bool
) -> Iterator[tuple[tuple[int, int], int]]:
    """Two neighbours of one side and the part of the other that they make together; taken off what is left."""
    for i, k in _neighbours(rest):
        if i in rest and k in rest:
            place = _whole(apart[i], apart[k], whole, wholes, eastern=eastern)
            if place is not None:
                rest.remove(i)
                rest.remove(k)
                wholes.remove(place)
                yield (i, k), place


def _neighbours(rest: list[int]) -> list[tuple[int, int]]:
    after = [(a, b) for a, b in pairwise(rest) if b == a + 1]
    return [*after, *((b, a) for a, b in after)]


def _whole(one: Part, two: Part, others: tuple[Part, ...], rest: list[int], *, eastern: bool) -> int | None:
    """Which part the two make when written together."""
    text, heard = one.text + two.text, one.sound + two.sound
    spoken = syllables(one.text) + syllables(two.text) if eastern else ""
    for place in rest:
        other = others[place]
        if other.text == text or heard in other.sounds or (eastern and syllables(other.text) == spoken):
            return place
    return None


def _likest(
    left: tuple[Part, ...],
    right: tuple[Part, ...],
    rest_left: list[int],
    rest_right: list[int],
    *,
    eastern: bool,
) -> Iterator[Beside]:
    """The likest of what is left, again and again; taken off what is left."""
    compared = by_syllables if eastern else likeness
    found = []
    for i in rest_left:
        for j in rest_right:
            if far_apart(left[i], right[j]):
                continue
            value, because = compared(left[i], right[j])
            if value >= _WORTH_NAMING:
                found.append((-value, abs(i - j), i, j, because))
    found.sort()
    for minus, _, i, j, because in found:
        if i in rest_left and j in rest_right:
            rest_left.remove(i)
            rest_right.remove(j)
            yield Beside((i,), (j,), -minus, because)
