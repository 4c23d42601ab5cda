"""Calibration: figures worked out by hand, and years that come true, come half true, or stand on their head."""

from datetime import date
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beccaria.engines.monitoring import Assessed, Watched
from beccaria.engines.monitoring.calibration import brier_of, calibration, fit, fitted, upside_down
from beccaria.engines.rates import Rate

WHAT = Watched(
    instrument="example",
    version=1,
    title="The example",
    items=(),
    bands=("low", "high"),
    flagged_from="high",
    outcome="an incident within 30 days",
    follow_days=30,
)


def year(when: int, low: Rate, high: Rate) -> list[Assessed]:
    return [
        Assessed(on=date(when, 6, 1), band=band, happened=number < rate.hits)
        for band, rate in (("low", low), ("high", high))
        for number in range(rate.of)
    ]


def test_the_brier_score_by_hand() -> None:
    # 20 of 100 at .2 and 50 of 100 at .5: (20*.64 + 80*.04 + 100*.25) / 200.
    assert brier_of([Rate(20, 100), Rate(50, 100)], [0.2, 0.5]) == pytest.approx(0.205)


def test_twice_the_odds_everywhere_is_an_offset_of_log_two() -> None:
    rates, shares = [Rate(100, 300), Rate(200, 300)], [0.2, 0.5]
    offset, slope = fit(rates, shares, with_slope=False), fit(rates, shares, with_slope=True)
    assert offset is not None
    assert slope is not None
    assert offset.value == pytest.approx(log(2))
    assert slope.value == pytest.approx(1)
    # Information of the offset: the sum of n p (1 - p), 600 * 2/9.
    assert offset.error == pytest.approx((600 * 2 / 9) ** -0.5)


def test_the_yardstick_counts_as_much_as_the_year() -> None:
    # Two bands: the slope is the ratio of two differences of log-odds. With equal counts both contribute the same.
    rates = [Rate(200, 1000), Rate(500, 1000)]
    found = fitted(rates, [0.2, 0.5], rates, with_slope=True)
    plain = fit(rates, [0.2, 0.5], with_slope=True)
    assert plain is not None
    assert found is not None
    assert found.error == pytest.approx(plain.error * 2**0.5, rel=0.01)


def test_twice_the_log_odds_is_a_slope_of_two() -> None:
    slope = fit([Rate(100, 1700), Rate(500, 1000)], [0.2, 0.5], with_slope=True)
    assert slope is not None
    assert slope.value == pytest.approx(2)


@pytest.mark.parametrize(
    "rates", [[Rate(0, 50), Rate(0, 50)], [Rate(50, 50), Rate(50, 50)], [Rate(5, 50), Rate(0, 0)]]
)
def test_outcomes_that_settle_nothing_give_no_slope(rates: list[Rate]) -> None:
    assert fit(rates, [0.2, 0.5], with_slope=True) is None


def test_bands_on_their_head_are_named() -> None:
    assert upside_down(("low", "high"), [Rate(60, 100), Rate(30, 100)]) == (("low", "high"),)
    assert upside_down(("low", "high"), [Rate(31, 100), Rate(30, 100)]) == ()


def test_the_first_year_is_the_yardstick_of_an_instrument_that_claims_nothing() -> None:
    cases = year(2024, Rate(20, 200), Rate(60, 200)) + year(2025, Rate(40, 200), Rate(100, 200))
    found = calibration(WHAT, cases)
    assert found is not None
    assert not found.claimed
    first, second = found.years
    assert first.is_yardstick
    assert first.gap.value == pytest.approx(0, abs=0.002)
    assert second.seen == Rate(140, 400)
    assert second.expected == pytest.approx((20.5 / 201 + 60.5 / 201) / 2)
    assert second.gap.low > 0
    # The yardstick was counted too: its uncertainty makes the second year's figures wider.
    assert second.gap.error > first.gap.error
    rates, shares = [band.seen for band in second.bands], [band.expected for band in second.bands]
    plain = fit(rates, shares, with_slope=True)
    assert plain is not None
    assert second.slope is not None
    assert second.slope.value == plain.value
    assert second.slope.error > plain.error


def test_a_claim_is_held_against_every_year() -> None:
    claims = Watched(
        **{name: getattr(WHAT, name) for name in WHAT.__slots__} | {"expected": {"low": 0.1, "high": 0.3}}
    )
    found = calibration(claims, year(2024, Rate(20, 200), Rate(60, 200)))
    assert found is not None
    assert found.claimed
    (only,) = found.years
    assert not only.is_yardstick
    assert only.gap.value == pytest.approx(0)
    assert only.saved == pytest.approx(1 - only.brier / (0.2 * 0.8))


def test_a_year_with_few_outcomes_is_no_yardstick() -> None:
    assert calibration(WHAT, year(2024, Rate(2, 20), Rate(3, 20))) is None


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(20, 400), st.floats(0.05, 0.95), st.floats(0.05, 0.95)), min_size=2, max_size=5
    )
)
def test_fitting_gives_back_what_was_observed_in_all(bands: list[tuple[int, float, float]]) -> None:
    rates = [Rate(round(of * share), of) for of, share, _ in bands]
    shares = [expected for _, _, expected in bands]
    offset = fit(rates, shares, with_slope=False)
    hits = sum(rate.hits for rate in rates)
    if offset is not None:
        odds = [share / (1 - share) * 2.718281828459045**offset.value for share in shares]
        fitted = sum(rate.of * one / (1 + one) for rate, one in zip(rates, odds, strict=True))
        assert fitted == pytest.approx(hits, abs=1e-5)
