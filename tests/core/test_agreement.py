"""Agreement of judges: against published figures, and with what nobody answered left out."""

import math
import random

import pytest

from beccaria.core.instruments import Instrument, Judged, alpha, compare_judges, instrument_from

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units, gaps;
# its ordinal alpha is .815.
_GAPS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def _units(judges: tuple[tuple[int | None, ...], ...]) -> list[dict[str, float]]:
    return [
        {
            f"judge {number}": float(value)
            for number, said in enumerate(judges)
            if (value := said[unit]) is not None
        }
        for unit in range(len(judges[0]))
    ]


def test_the_published_example_comes_out_as_published() -> None:
    found = alpha(_units(_GAPS))
    assert found.value == pytest.approx(0.815, abs=0.0005)
    # The last unit was answered by one observer only: it pairs with nothing.
    assert (found.units, found.judges) == (11, 4)


def test_agreeing_everywhere_is_one_and_contradicting_is_below_chance() -> None:
    assert alpha([{"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 3, "b": 3}]).value == 1
    opposed = alpha([{"a": 1, "b": 3}, {"a": 3, "b": 1}]).value
    assert opposed is not None
    assert opposed < 0


def test_two_units_worked_by_hand() -> None:
    # Units (1, 2) and (2, 2): counts 1 of 1, 3 of 2. The ordinal difference is (4 - 2)^2 = 4. Observed 2 * 4 = 8,
    # expected 2 * 1 * 3 * 4 = 24, four values: 1 - 3 * 8 / 24 = 0.
    assert alpha([{"a": 1, "b": 2}, {"a": 2, "b": 2}]).value == pytest.approx(0)


def test_nothing_to_compare_is_said_and_not_counted_as_agreement() -> None:
    assert alpha([]).value is None
    assert alpha([{"a": 1}]).value is None
    alone = alpha([{"a": 2, "b": 2}])
    assert alone.value is None
    assert "one and the same answer" in alone.words


def test_the_order_of_levels_counts_and_not_their_distance() -> None:
    near = [{"a": 0, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 3}]
    stretched = [{name: value**3 for name, value in unit.items()} for unit in near]
    assert alpha(near).value == alpha(stretched).value


def test_chance_answers_come_near_nothing() -> None:
    chance = random.Random(4)  # noqa: S311  made-up answers
    units = [
        {"a": chance.randrange(4), "b": chance.randrange(4), "c": chance.randrange(4)} for _ in range(2000)
    ]
    found = alpha(units).value
    assert found is not None
    assert math.fabs(found) < 0.05


def _instrument() -> Instrument:
    levels = [
        {"name": name, "points": at, "anchor": name} for at, name in enumerate(("none", "some", "much"))
    ]
    item = {"question": "How much?", "kind": "dynamic", "evidence": "Papers", "levels": levels}
    return instrument_from(
        {
            "id": "two",
            "version": 1,
            "title": "Two",
            "purpose": "To test",
            "users": ["pio"],
            "training": "none",
            "validity": "none",
            "review_days": 91,
            "sources": ["a test"],
            "bands": [{"name": "low", "from": 0}, {"name": "high", "from": 2}],
            "scoring": {"rule": "sum"},
            "items": [{**item, "id": "first"}, {**item, "id": "second"}],
        }
    )


def test_unknown_is_a_missing_answer_and_not_a_level() -> None:
    one = _instrument()
    cards = [
        Judged("ann", "g", {"first": "none", "second": "unknown"}),
        Judged("ben", "g", {"first": "none", "second": "much"}),
        Judged("ann", "h", {"first": "much", "second": "some"}),
        Judged("ben", "h", {"first": "much", "second": "some"}),
    ]
    found = compare_judges(one, cards)
    first, second = found.items
    assert (first.alpha.value, first.same, first.alpha.units) == (1, 2, 2)
    # Of the second question only one group was answered by both: too few to say it of the question.
    assert second.alpha.value is None
    assert second.alpha.units == 1
    assert found.overall.value == 1
    assert found.overall.units == 3
    assert ("g", "ann", "unknown") in second.said


def test_judges_who_differ_are_told_apart() -> None:
    one = _instrument()
    cards = [
        Judged("ann", "g", {"first": "none", "second": "none"}),
        Judged("ben", "g", {"first": "much", "second": "none"}),
    ]
    found = compare_judges(one, cards)
    assert [item.is_apart for item in found.items] == [True, False]
    assert "do not agree" in found.overall.words
