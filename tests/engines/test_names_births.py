"""Dates of birth: the same, another, or nothing that can be said."""

from datetime import date

import pytest

from beccaria.engines.names import Because, births


@pytest.mark.parametrize(
    ("left", "right", "same", "reason"),
    [
        (date(1980, 2, 3), date(1980, 2, 3), True, None),
        (date(1980, 2, 3), date(1984, 7, 19), False, None),
        (None, date(1984, 7, 19), None, None),
        (date(1900, 1, 1), date(1984, 7, 19), None, Because.UNKNOWN_BIRTH),
        (date(1984, 1, 1), date(1984, 7, 19), None, Because.YEAR_OF_BIRTH),
        (date(1984, 1, 1), date(1984, 1, 1), None, Because.YEAR_OF_BIRTH),
        (date(1984, 1, 1), date(1990, 7, 19), False, None),
        (date(1984, 3, 7), date(1984, 7, 3), None, Because.NEAR_BIRTH),
        (date(1984, 3, 7), date(1984, 3, 8), None, Because.NEAR_BIRTH),
        (date(1984, 3, 7), date(1994, 3, 7), None, Because.NEAR_BIRTH),
        (date(1984, 3, 7), date(1961, 3, 7), False, None),
    ],
)
def test_dates_of_birth(
    left: date | None,
    right: date | None,
    same: bool | None,  # noqa: FBT001  a case of the table
    reason: Because | None,
) -> None:
    for one, other in ((left, right), (right, left)):
        found, why = births.agree(one, other)
        assert found is same
        assert (why.because if why else None) is reason
