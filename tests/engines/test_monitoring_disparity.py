"""Errors by group: figures by hand, cells never too small, and the identity that forbids having everything at once."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beccaria.engines.monitoring import Assessed, Watched
from beccaria.engines.monitoring.disparity import Errors, disparities, holm, spreads
from beccaria.engines.monitoring.fairness import cannot_both, implied_false_alarms
from beccaria.engines.monitoring.pooling import OTHERS, pool_bands, pool_groups
from beccaria.engines.rates import Rate

WHAT = Watched(
    instrument="example",
    version=1,
    title="The example",
    items=(),
    bands=("low", "medium", "high"),
    flagged_from="medium",
    outcome="an incident within 30 days",
    follow_days=30,
)
CELLS = st.tuples(*[st.integers(0, 60)] * 4)


def people(group: str, cells: tuple[int, int, int, int]) -> list[Assessed]:
    """Warned of and it happened, warned of and not, missed, and quiet."""
    corners = (("high", True), ("medium", False), ("low", True), ("low", False))
    return [
        Assessed(on=date(2026, 1, 1), band=band, groups={"sex": group}, happened=happened)
        for (band, happened), many in zip(corners, cells, strict=True)
        for _ in range(many)
    ]


def errors(group: str, cells: tuple[int, int, int, int]) -> Errors:
    hit, false, missed, quiet = cells
    return Errors(
        group=group,
        happened=Rate(hit + missed, sum(cells)),
        false_alarm=Rate(false, false + quiet),
        missed=Rate(missed, hit + missed),
        right_warning=Rate(hit, hit + false),
    )


def test_error_rates_by_hand() -> None:
    (found,) = disparities(WHAT, people("women", (10, 20, 30, 40)) + people("men", (40, 30, 20, 110)))
    assert found.dimension == "sex"
    men, women = found.groups
    assert women == errors("women", (10, 20, 30, 40))
    assert women.false_alarm == Rate(20, 60)
    assert women.missed == Rate(30, 40)
    assert women.right_warning == Rate(10, 30)
    missed = next(gap for gap in found.gaps if gap.measure == "missed")
    assert (missed.group, missed.against) == ("women", "men")
    assert missed.difference.by == pytest.approx(30 / 40 - 20 / 60)
    assert men.group == "men"


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_small_groups_are_pooled_and_take_in_the_next() -> None:
    counts = {"a": (90, 90), "b": (50, 50), "c": (20, 20), "d": (3, 0), "e": (1, 2)}
    found = pool_groups(counts, lambda cells: min(cells) >= 5)
    assert found is not None
    assert found.groups == (("a", (90, 90)), ("b", (50, 50)), (OTHERS, (24, 22)))
    assert found.pooled == 3


def test_one_group_too_small_beside_one_large_is_not_shown_at_all() -> None:
    assert pool_groups({"a": (90, 90), "b": (2, 1)}, lambda cells: min(cells) >= 5) is None
    assert disparities(WHAT, people("men", (40, 30, 20, 110)) + people("women", (1, 1, 1, 1))) == ()


def test_rare_bands_are_pooled_with_their_neighbours() -> None:
    found = pool_bands(("low", "medium", "high"), [("a", (50, 20, 8)), ("b", (40, 9, 2))])
    assert found == (("low", "medium or high"), (("a", (50, 28)), ("b", (40, 11))))
    assert pool_bands(("low", "high"), [("a", (50, 20)), ("b", (12, 2))]) is None


@settings(deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), CELLS, max_size=8), st.integers(1, 12))
def test_no_shown_cell_is_small_and_nobody_is_lost(counts: dict[str, tuple[int, ...]], smallest: int) -> None:
    found = pool_groups(counts, lambda cells: min(cells) >= smallest)
    if found is not None:
        assert len(found.groups) > 1
        assert all(cell >= smallest for _, cells in found.groups for cell in cells)
        shown = sum(sum(cells) for _, cells in found.groups)
        assert shown == sum(sum(cells) for cells in counts.values())


@settings(deadline=None)
@given(st.lists(CELLS, min_size=2, max_size=5))
def test_pooling_bands_keeps_everybody(rows: list[tuple[int, ...]]) -> None:
    groups = [(str(number), cells) for number, cells in enumerate(rows)]
    found = pool_bands(("a", "b", "c", "d"), groups)
    if found is not None:
        bands, shown = found
        assert " or ".join(bands) == "a or b or c or d"
        assert [sum(cells) for _, cells in shown] == [sum(cells) for cells in rows]
        assert all(cell >= 5 for _, cells in shown for cell in cells)


@settings(deadline=None)
@given(CELLS)
def test_the_identity_holds_for_every_table(cells: tuple[int, int, int, int]) -> None:
    one = errors("a", cells)
    base, ppv, fnr, fpr = one.happened.share, one.right_warning.share, one.missed.share, one.false_alarm.share
    assume(base is not None and base < 1 and ppv and fnr is not None and fpr is not None)
    assert base is not None
    assert ppv is not None
    assert fnr is not None
    assert implied_false_alarms(base, ppv, fnr) == pytest.approx(fpr)


def test_the_identity_is_asked_only_where_it_says_something() -> None:
    with pytest.raises(ValueError, match="some warnings"):
        implied_false_alarms(0.5, 0.0, 0.1)
    same = errors("a", (30, 20, 10, 40))
    assert cannot_both(same, same, "an incident") is None


def test_the_sentence_carries_the_figures() -> None:
    sentence = cannot_both(errors("b", (60, 20, 20, 20)), errors("a", (40, 20, 20, 120)), "an incident")
    # 2/1 * (1/3)/(2/3) * 2/3 of b would have to be false alarms: .667
    assert sentence is not None
    assert "An incident: 67 % of b and 30 % of a." in str(sentence)
    assert "would have to be 67 %" in str(sentence)
    far = cannot_both(errors("b", (90, 20, 20, 5)), errors("a", (30, 30, 20, 120)), "an incident")
    assert far is not None
    assert "could not be reached at all" in str(far)


def test_those_whose_group_is_not_recorded_are_no_group() -> None:
    cases = people("women", (10, 20, 30, 40)) + people("men", (40, 30, 20, 110))
    (found,) = disparities(WHAT, [*cases, *people("", (1, 2, 3, 4))])
    assert [one.group for one in found.groups] == ["men", "women"]
    assert (found.pooled, found.unrecorded) == (0, 10)


def test_bands_by_group_count_everybody_with_a_result() -> None:
    cases = people("men", (40, 30, 20, 110)) + people("women", (10, 20, 30, 40)) + people("", (9, 9, 9, 9))
    (found,) = spreads(WHAT, [*cases, Assessed(on=date(2026, 1, 1), band="", groups={"sex": "men"})])
    assert found.groups == (("men", (130, 30, 40)), ("women", (70, 20, 10)))
    assert found.chance < 0.1
