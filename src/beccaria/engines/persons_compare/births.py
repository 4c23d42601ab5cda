"""Compare two birth dates: equal, a slip of the pen, another; those that stand for "unknown" are worth little.

Registers write 1 January, or 1900-01-01, when nobody knows the day: such dates agree too often to identify anybody.
"""

from datetime import date
from enum import StrEnum
from typing import Final

_GENERATION: Final = 14
_NOBODY_KNOWS: Final = 1900
_LEAST_YEAR: Final = 1000
_LARGEST_SLIP: Final = 1


class Birth(StrEnum):
    """How two birth dates compare."""

    SAME_BIRTH = "same_birth"
    SAME_BIRTH_YEAR = "same_birth_year"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    UNKNOWN_BIRTH = "unknown_birth"


def is_weak(born: date) -> bool:
    """Whether a date is one that registers write for want of a better: 1 January, or the year 1900."""
    return (born.month, born.day) == (1, 1) or born.year == _NOBODY_KNOWS


def compare_births(asked: date | None, held: date | None) -> Birth | None:
    """How they compare; None when nothing was asked."""
    if asked is None:
        return None
    if held is None or _NOBODY_KNOWS in {asked.year, held.year}:
        return Birth.UNKNOWN_BIRTH
    if is_weak(asked) or is_weak(held):
        return Birth.SAME_BIRTH_YEAR if abs(asked.year - held.year) <= 1 else Birth.OTHER_BIRTH
    if asked == held:
        return Birth.SAME_BIRTH
    return Birth.NEAR_BIRTH if _is_slip(asked, held) else Birth.OTHER_BIRTH


def a_generation_apart(one: date | None, other: date | None) -> bool:
    """Whether one could be the other's parent."""
    return one is not None and other is not None and abs(one.year - other.year) >= _GENERATION


def _is_slip(one: date, other: date) -> bool:
    """Day and month changed round, or exactly one of day, month and year off by one or with its figures swapped."""
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    off = [(mine, theirs) for mine, theirs in pairs if mine != theirs]
    return len(off) == 1 and _near(*off[0])


def _near(mine: int, theirs: int) -> bool:
    left, right = f"{mine:02}", f"{theirs:02}"
    swapped = len(left) == len(right) and sorted(left) == sorted(right)
    one_figure_of_year = mine > _LEAST_YEAR and sum(a != b for a, b in zip(left, right, strict=False)) == 1
    return abs(mine - theirs) <= _LARGEST_SLIP or swapped or one_figure_of_year
