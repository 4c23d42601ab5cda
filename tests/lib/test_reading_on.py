"""A list of what fits is read on until there are enough, and says when there are more."""

from typing import Any

import pytest

from beccaria.lib import paging


def fitting(numbers: list[int], at_most: int) -> tuple[list[int], bool]:
    rows: Any = numbers
    found: Any = paging.first_of(rows, lambda one: bool(one % 7 == 0), at_most)
    return list(found), found.more


@pytest.mark.parametrize("at_most", [1, 2, 5])
@pytest.mark.parametrize("many", [0, 1, 6, 7, 20, 500])
def test_none_is_missed_however_many_before_it_do_not_fit(many: int, at_most: int) -> None:
    numbers = list(range(1, many + 1))
    whole = [one for one in numbers if one % 7 == 0]
    assert fitting(numbers, at_most) == (whole[:at_most], len(whole) > at_most)


def test_a_long_way_to_the_first_is_gone() -> None:
    assert fitting([*[1] * 3000, 7], 2) == ([7], False)
    assert fitting([*[1] * 3000, 7, 14, 21], 2) == ([7, 14], True)


def test_what_was_cut_before_stays_more() -> None:
    assert paging.first((1, 2), 2).more is False
    assert paging.first((1, 2, 3), 2).more is True
    assert paging.first((1,), 2, more=True).more is True
