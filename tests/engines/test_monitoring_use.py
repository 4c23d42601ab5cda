"""Use of an instrument and the spread of its bands: counts by hand, and tests of change that keep their promise."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency  # type: ignore[import-untyped]  # scipy has no types

from beccaria.core.refusal import BadInput
from beccaria.engines.monitoring import Assessed, Watched
from beccaria.engines.monitoring.bands import Spread, homogeneous, shift, stability_index, yearly
from beccaria.engines.monitoring.usage import usage
from beccaria.engines.monitoring.values import check, followed

WHAT = Watched(
    instrument="example",
    version=1,
    title="The example",
    items=("a", "b"),
    bands=("low", "medium", "high"),
    flagged_from="medium",
    outcome="an incident within 30 days",
    follow_days=30,
)
DAY = date(2026, 1, 15)


def test_use_is_counted() -> None:
    cases = [
        Assessed(on=DAY, band="low", decided="medium", unknown=frozenset({"a"})),
        Assessed(on=DAY, band="medium", decided="medium"),
        Assessed(on=DAY + timedelta(days=31), band="high", decided="low", unknown=frozenset({"a", "b"})),
        Assessed(on=DAY + timedelta(days=31), band="", blank=frozenset({"a"})),
        Assessed(on=DAY + timedelta(days=31), band="low"),
    ]
    found = usage(WHAT, cases)
    assert [(month.first.month, month.hits, month.of) for month in found.months] == [(1, 0, 2), (2, 1, 3)]
    assert (found.complete.hits, found.complete.of) == (4, 5)
    # Nine questions were not left blank, three of them answered "unknown".
    assert (found.unknown.hits, found.unknown.of) == (3, 9)
    assert found.unknown_items[0][0] == "a"
    # One of the two not yet at the top was raised, one of the two not yet at the bottom lowered.
    assert (found.raised.hits, found.raised.of) == (1, 2)
    assert (found.lowered.hits, found.lowered.of) == (1, 2)
    assert (found.overridden.hits, found.overridden.of) == (2, 3)


def test_overrides_are_counted_against_those_that_could_go_that_way() -> None:
    # Most are low and can only be raised: as many raised of those as lowered of the others is no direction.
    cases = [
        Assessed(on=DAY, band="low", decided="medium" if number < 30 else "low") for number in range(300)
    ]
    cases += [
        Assessed(on=DAY, band="high", decided="medium" if number < 10 else "high") for number in range(100)
    ]
    found = usage(WHAT, cases)
    assert (found.raised.of, found.lowered.of) == (300, 100)
    assert found.lopsided == pytest.approx(1)
    leaning = usage(WHAT, [*cases, *[Assessed(on=DAY, band="medium", decided="low")] * 40])
    assert leaning.lopsided < 0.001


def test_the_stability_index_by_hand() -> None:
    # Half a count each: .5 against 25.5/101 and 75.5/101.
    assert stability_index((50, 50), (25, 75)) == pytest.approx(0.26867, abs=1e-4)
    assert stability_index((10, 20, 30), (10, 20, 30)) == 0


def test_the_chi_square_test_by_hand() -> None:
    # 60 * (10*10 - 20*20)^2 / 30^4 = 6.667 at one degree of freedom.
    chance, is_drawn = homogeneous(((10, 20), (20, 10)))
    assert chance == pytest.approx(0.009823, abs=1e-5)
    assert not is_drawn


def test_few_counts_are_tested_with_drawn_tables() -> None:
    # Fisher's tea: (3, 1) and (1, 3) have an exact chance of 34/70.
    chance, is_drawn = homogeneous(((3, 1), (1, 3)))
    assert is_drawn
    assert chance == pytest.approx(34 / 70, abs=0.02)


def test_three_rows_are_drawn_with_the_same_margins() -> None:
    # Two of each in three rows: all in their own column has 2!^3 * 3! / (6!/2!^3 * ... ): by enumeration 6 of 90 ways.
    chance, is_drawn = homogeneous(((2, 0, 0), (0, 2, 0), (0, 0, 2)))
    assert is_drawn
    assert chance == pytest.approx(6 / 90, abs=0.01)


def test_nothing_to_compare_is_no_change() -> None:
    assert homogeneous(((5, 0), (7, 0))) == (1.0, False)
    with pytest.raises(ValueError, match="assessments in both"):
        shift(Spread("2025", (0, 0)), Spread("2026", (1, 2)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(5, 500), st.integers(5, 500)), min_size=2, max_size=5))
def test_the_test_agrees_with_scipy(columns: list[tuple[int, int]]) -> None:
    rows = list(zip(*columns, strict=True))
    theirs = chi2_contingency(np.array(rows), correction=False)
    ours, is_drawn = homogeneous(rows)
    if not is_drawn:
        assert ours == pytest.approx(float(theirs.pvalue), abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=6))
def test_the_index_is_never_negative_and_knows_no_direction(columns: list[tuple[int, int]]) -> None:
    one, other = zip(*columns, strict=True)
    assert stability_index(one, other) >= 0
    assert stability_index(one, other) == pytest.approx(stability_index(other, one))


def test_a_quiet_spread_is_called_changed_as_seldom_as_promised() -> None:
    rng = np.random.default_rng(5)
    for of in (12, 400):
        tables = [rng.multinomial(of, (0.6, 0.3, 0.1), size=2).tolist() for _ in range(200)]
        called = sum(homogeneous(table)[0] < 0.05 for table in tables)
        assert called <= 20  # 10 are expected; more than 20 would have a chance of .001


def test_years_are_spread_apart() -> None:
    cases = [
        Assessed(on=date(year, 5, 1), band=band) for year, band in ((2024, "low"), (2025, "high"), (2025, ""))
    ]
    assert yearly(WHAT, cases) == (Spread("2024", (1, 0, 0)), Spread("2025", (0, 0, 1)))


def test_only_those_whose_follow_up_is_over_count() -> None:
    early = Assessed(on=DAY, band="low", happened=True)
    cases = [early, Assessed(on=DAY, band="low"), Assessed(on=DAY, band="", happened=True)]
    assert followed(WHAT, cases, at=DAY + timedelta(days=29)) == []
    assert followed(WHAT, cases, at=DAY + timedelta(days=30)) == [early]


@pytest.mark.parametrize(
    "case",
    [
        Assessed(on=DAY, band="extreme"),
        Assessed(on=DAY, band="low", decided="extreme"),
        Assessed(on=DAY, band="low", unknown=frozenset({"z"})),
        Assessed(on=DAY, band="low", unknown=frozenset({"a"}), blank=frozenset({"a"})),
        Assessed(on=DAY + timedelta(days=1), band="low"),
    ],
)
def test_assessments_of_something_else_are_refused(case: Assessed) -> None:
    with pytest.raises(BadInput):
        check(WHAT, [case], at=DAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"bands": ("low",)},
        {"bands": ("low", "low"), "flagged_from": "low"},
        {"flagged_from": "low"},
        {"follow_days": 0},
        {"expected": {"low": 0.1, "medium": 0.2}},
        {"expected": {"low": 0.0, "medium": 0.2, "high": 0.3}},
    ],
)
def test_what_cannot_be_watched_is_refused(changes: dict[str, object]) -> None:
    plain: dict[str, object] = {name: getattr(WHAT, name) for name in WHAT.__slots__}
    with pytest.raises(BadInput):
        Watched(**(plain | changes))  # type: ignore[arg-type]  # the values are wrong on purpose
