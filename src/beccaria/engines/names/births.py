"""Whether two dates of birth agree, as far as they say anything; placeholders say nothing."""

from datetime import date
from typing import Final

from beccaria.engines.names.reasons import Because, Why

# What systems write when no date is known.
PLACEHOLDERS: Final = frozenset({date(1900, 1, 1), date(1901, 1, 1), date(1970, 1, 1)})


def agree(left: date | None, right: date | None) -> tuple[bool | None, Why | None]:
    """True for the same date, False for another, None where that cannot be told; and why, where it cannot.

    1 January may stand for "some day of that year": then only years more than one apart differ. Day and month changed
    round, or one of day, month and year differing alone, may be a slip and are neither the same nor another.
    """
    if left is None or right is None:
        return None, None
    if left in PLACEHOLDERS or right in PLACEHOLDERS:
        return None, Why(Because.UNKNOWN_BIRTH)
    if _only_a_year(left) or _only_a_year(right):
        if abs(left.year - right.year) > 1:
            return False, None
        return None, Why(Because.YEAR_OF_BIRTH, str(left.year), str(right.year))
    if left == right:
        return True, None
    differ = (left.year != right.year) + (left.month != right.month) + (left.day != right.day)
    turned = left.year == right.year and (left.month, left.day) == (right.day, right.month)
    if turned or (differ == 1 and _near(left, right)):
        return None, Why(Because.NEAR_BIRTH, left.isoformat(), right.isoformat())
    return False, None


def _only_a_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _near(left: date, right: date) -> bool:
    """One off, or one digit other, in the part that differs."""
    for one, other in ((left.year, right.year), (left.month, right.month), (left.day, right.day)):
        if one != other:
            a, b = f"{one:04}", f"{other:04}"
            return abs(one - other) == 1 or sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return True
