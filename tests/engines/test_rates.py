"""Rates and their intervals: against published figures, and never surer than the counts allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.engines.rates import Rate, difference


def test_the_interval_of_newcombes_example() -> None:
    # Newcombe 1998 (Statistics in Medicine 17:857-872), table I: 81 of 263.
    rate = Rate(81, 263)
    assert rate.low == pytest.approx(0.2553, abs=5e-4)
    assert rate.high == pytest.approx(0.3662, abs=5e-4)


def test_the_difference_of_newcombes_example() -> None:
    # Newcombe 1998 (Statistics in Medicine 17:873-890), table II, method 10: 56 of 70 against 48 of 80.
    found = difference(Rate(56, 70), Rate(48, 80))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-4)
    assert found.is_certain


def test_nothing_counted_says_nothing() -> None:
    assert Rate(0, 0).share is None
    assert (Rate(0, 0).low, Rate(0, 0).high) == (0.0, 1.0)
    assert difference(Rate(0, 0), Rate(1, 2)) is None


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no rate"):
        Rate(3, 2)


@given(of=st.integers(1, 10_000), data=st.data())
def test_the_share_lies_in_its_interval(of: int, data: st.DataObject) -> None:
    rate = Rate(data.draw(st.integers(0, of)), of)
    assert rate.share is not None
    assert rate.low - 1e-9 <= rate.share <= rate.high + 1e-9


@given(of=st.integers(1, 1_000), data=st.data())
def test_the_same_rate_never_differs_from_itself(of: int, data: st.DataObject) -> None:
    rate = Rate(data.draw(st.integers(0, of)), of)
    found = difference(rate, rate)
    assert found is not None
    assert not found.is_certain
