"""The chart of a rate: silent in quiet times as promised, and soon awake when the rate jumps."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from beccaria.engines.monitoring.drift import AGAIN, REFERENCE, patience, watch
from beccaria.engines.monitoring.values import Month


def months(hits: Sequence[int] | NDArray[np.int64], of: int) -> list[Month]:
    return [Month(date(1990 + at // 12, at % 12 + 1, 1), int(many), of) for at, many in enumerate(hits)]


def test_the_sum_by_hand() -> None:
    found = watch(months([10] * 12 + [11, 9], 20), odds=1.5)
    (reference,) = found.references
    # Wilson's interval of 120 of 240 reaches to .56277; a quarter of the way is .51569.
    assert reference.high == pytest.approx(0.51569, abs=1e-5)
    assert reference.low == pytest.approx(0.48431, abs=1e-5)
    share = reference.high
    other = 1.5 * share / (1 + 0.5 * share)
    step = 11 * log(other / share) + 9 * log((1 - other) / (1 - share))
    assert found.points[0].up == pytest.approx(max(0.0, step))
    assert found.limit == pytest.approx(log(480))


def test_a_jump_is_noticed_dated_and_charted_anew() -> None:
    found = watch(months([20] * 24 + [40] * 24, 200))
    (signal,) = found.signals
    assert signal.is_up
    assert signal.since == date(1992, 1, 1)
    assert date(1992, 1, 1) <= signal.month <= date(1992, 3, 1)
    assert signal.now.share == pytest.approx(0.2)
    assert len(found.references) == 2
    assert found.references[1].rate.of == AGAIN * 200


def test_a_fall_is_noticed_too() -> None:
    (signal,) = watch(months([40] * 24 + [10] * 24, 200)).signals
    assert not signal.is_up


def test_without_reference_nothing_is_watched() -> None:
    assert not watch(months([1] * REFERENCE, 10)).is_watching
    assert watch([]).references == ()


def test_months_without_anybody_say_nothing() -> None:
    busy = months([5, 6] * 15, 50)
    empty = [Month(date(2010, 1, 1), 0, 0)]
    assert watch([*busy, *empty]) == watch(busy)


def test_scattered_months_are_told_and_trusted_less() -> None:
    (reference,) = watch(months([5, 45] * 6 + [25], 100)).references
    assert reference.dispersion > 20
    assert not reference.is_alike


def test_a_reference_without_any_outcome_still_wakes() -> None:
    assert watch(months([0] * 24 + [20] * 6, 200)).signals[0].is_up
    assert not watch(months([0] * 24 + [20] * 6, 200)).references[0].low > 1e-3


@pytest.mark.parametrize("wrong", [{"reference": 1}, {"odds": 1.0}, {"quiet_years": 0}])
def test_a_chart_without_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="A chart needs"):
        watch([], **wrong)


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 60))
def test_a_rate_that_stays_the_same_is_never_an_alarm(hits: int, later: int) -> None:
    assert watch(months([hits] * (12 + later), 40)).signals == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 49), min_size=13, max_size=40), st.data())
def test_one_outcome_more_never_lowers_the_upward_sum(hits: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(12, len(hits) - 1))
    more = [many + (at == place) for at, many in enumerate(hits)]
    before, after = watch(months(hits, 50)), watch(months(more, 50))
    ends = [one.month for chart in (before, after) for one in chart.signals[:1]]
    for one, later in zip(before.points, after.points, strict=False):
        if ends and one.month.first > min(ends):
            break  # after an alarm a chart begins anew
        assert later.up >= one.up - 1e-9


@pytest.mark.parametrize(("of", "share"), [(20, 0.1), (50, 0.02), (50, 0.3), (200, 0.1), (1000, 0.02)])
def test_quiet_times_give_fewer_false_alarms_than_promised(of: int, share: float) -> None:
    rng = np.random.default_rng(11)
    charts = [watch(months(rng.binomial(of, share, 12 + 240), of)) for _ in range(40)]
    years = sum(len(chart.points) for chart in charts) / 12
    assert years > 700
    assert sum(len(chart.signals) for chart in charts) / years <= 0.05


@pytest.mark.parametrize(
    ("of", "share", "median"), [(50, 0.1, 8), (50, 0.3, 5), (200, 0.1, 3), (1000, 0.1, 1)]
)
def test_twice_the_odds_are_noticed_within(of: int, share: float, median: int) -> None:
    rng = np.random.default_rng(12)
    other = 2 * share / (1 + share)
    delays = []
    for _ in range(40):
        hits = np.append(rng.binomial(of, share, 24), rng.binomial(of, other, 60))
        later = [one.month for one in watch(months(hits, of)).signals if one.month >= date(1992, 1, 1)]
        delays.append((later[0].year - 1992) * 12 + later[0].month if later else 61)
    assert np.median(delays) <= median


@pytest.mark.parametrize(
    ("of", "share", "least", "most"), [(20, 0.1, 9, 24), (50, 0.1, 4, 9), (200, 0.02, 4, 10)]
)
def test_patience_foretells_the_delay(of: int, share: float, least: float, most: float) -> None:
    # Simulated medians (docs/explanation/monitoring.md): 16, 6 and 7 months.
    quiet = watch(months([round(of * share)] * 24, of))
    found = patience(quiet, of)
    assert found is not None
    assert least < found < most


def test_patience_knows_when_there_is_nothing_to_go_by() -> None:
    assert patience(watch([]), 50) is None
    assert patience(watch(months([5] * 24, 50)), 50, changed=1.0) == inf


def test_the_months_of_a_chart_follow_one_another() -> None:
    rng = np.random.default_rng(13)
    found = watch(months(np.append(rng.binomial(100, 0.1, 40), rng.binomial(100, 0.4, 40)), 100))
    dates = [point.month.first for point in found.points]
    assert all(one < other for one, other in pairwise(dates))
