"""How an order of groups changes with the weights: exact by hand, never beyond what all corners give."""

import random
from collections.abc import Sequence
from itertools import product

import pytest

from beccaria.core.instruments import UNKNOWN, Instrument, instrument_from, order, ordinal, score, sentence
from beccaria.lib import reference

_FOLDER = reference.FOLDER / "instruments"


def _named(name: str) -> Instrument:
    return instrument_from(reference.read(_FOLDER / f"{name}.yaml", _FOLDER / "schema.json"))


def _small(weights: Sequence[int] = (1, 1, 1)) -> Instrument:
    levels = [{"name": str(at), "points": at, "anchor": f"{at}"} for at in range(5)]
    item = {"question": "How much?", "kind": "dynamic", "evidence": "Papers", "levels": levels}
    return instrument_from(
        {
            "id": "small",
            "version": 1,
            "title": "Small",
            "purpose": "To test",
            "users": ["pio"],
            "training": "none",
            "validity": "none",
            "review_days": 91,
            "sources": ["a test"],
            "bands": [{"name": "low", "from": 0}, {"name": "high", "from": 6}],
            "scoring": {"rule": "sum"},
            "items": [{**item, "id": f"i{at}x", "weight": weight} for at, weight in enumerate(weights)],
        }
    )


def _answers(*levels: int | str) -> dict[str, str]:
    return {f"i{at}x": str(level) for at, level in enumerate(levels)}


def test_a_narrow_lead_turns_and_a_wide_one_does_not() -> None:
    one = _small()
    found = order(one, {"wide": _answers(4, 2, 0), "next": _answers(1, 3, 0), "far": _answers(0, 0, 0)})
    first, second, last = found.placed
    assert [each.name for each in found.placed] == ["wide", "next", "far"]
    # 4a + 2b against a + 3b: a down and b up gives 5.6 to 4.4, so the lead holds.
    assert (first.weights_first, first.weights_last) == (1, 1)
    assert (second.weights_first, second.weights_last) == (2, 2)
    assert (last.weights_first, last.weights_last) == (3, 3)
    close = order(one, {"a": _answers(4, 1, 0), "b": _answers(1, 3, 0)}, share=0.3)
    assert close.of("b").weights_first == 1
    assert close.of("a").weights_last == 2
    assert close.deciding == ()


def test_one_weight_alone_that_decides_is_named() -> None:
    found = order(_small(), {"a": _answers(4, 0, 0), "b": _answers(0, 3, 1)})
    assert found.of("a").place == found.of("b").place == 1
    assert found.deciding == ("i0x", "i1x", "i2x")


def test_places_stay_within_what_every_corner_gives() -> None:
    chance = random.Random(7)  # noqa: S311  made-up answers
    for _ in range(20):
        one = _small([chance.randint(1, 9) for _ in range(3)])
        groups = {f"g{at}": _answers(*(chance.randrange(5) for _ in range(3))) for at in range(5)}
        found = order(one, groups)
        reached: dict[str, set[int]] = {name: set() for name in groups}
        # All corners and a grid between: what weights within the share can do, by going through them.
        for factors in product([0.8, 0.9, 1.0, 1.1, 1.2], repeat=3):
            values = {
                name: sum(
                    f * item.weight * item.level(said[item.id]).points
                    for f, item in zip(factors, one.items, strict=True)
                )
                for name, said in groups.items()
            }
            for name, value in values.items():
                reached[name].add(1 + sum(other > value + 1e-9 for other in values.values()))
        for each in found.placed:
            assert min(reached[each.name]) <= each.weights_first <= each.place <= each.weights_last
            assert each.weights_last <= max(reached[each.name])
            assert each.weights_first == min(reached[each.name])


def test_what_is_unknown_moves_a_place_as_far_as_it_could_and_no_further() -> None:
    found = order(
        _small(), {"sure": _answers(2, 2, 2), "open": _answers(4, UNKNOWN, UNKNOWN), "low": _answers(0, 0, 0)}
    )
    unsure = found.of("open")
    # 4 to 12 points against 6 and 0: it can be above or below the sure one, never below the low one.
    assert (unsure.unknown_first, unsure.unknown_last) == (1, 2)
    assert (found.of("low").unknown_first, found.of("low").unknown_last) == (3, 3)
    assert unsure.value == 8


@pytest.mark.parametrize("name", ["ocg-attributes", "ocg-harm", "ocg-criminality-capability"])
def test_shipped_instruments_place_as_they_score(name: str) -> None:
    one = _named(name)
    chance = random.Random(3)  # noqa: S311  made-up answers
    groups = {
        f"g{at}": {
            item.id: chance.choice([*(level.name for level in item.levels), UNKNOWN]) for item in one.items
        }
        for at in range(7)
    }
    found = order(one, groups)
    for each in found.placed:
        scored = score(one, groups[each.name])
        assert each.band == scored.band
        assert each.band in each.bands
        if scored.score is not None:
            assert each.value == pytest.approx(scored.score)
        assert each.weights_first <= each.place <= each.weights_last
        assert each.unknown_first <= each.place <= each.unknown_last
    assert found == order(one, groups)
    near = sum(
        abs(one.place - other.place) <= 4
        for one in found.placed
        for other in found.placed
        if one is not other
    )
    assert found.tried == 1 + 2 * len(one.items) + near + 400


def test_the_sentence_is_plain() -> None:
    found = order(_small(), {"a": _answers(4, 1, 0), "b": _answers(1, 3, 0)}, share=0.3)
    assert sentence(found.of("a"), 2, 0.3) == "1st of 2; between 1st and 2nd when weights move by 30 %"
    assert sentence(order(_small(), {"a": _answers(0, 0, 0)}).of("a"), 1) == (
        "1st of 1; the same when weights move by 20 %"
    )
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th")
    ]


def test_too_many_groups_and_strange_shares_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 40"):
        order(_small(), {f"g{at}": _answers(0, 0, 0) for at in range(41)})
    with pytest.raises(ValueError, match="share"):
        order(_small(), {}, share=1)
    assert order(_small(), {}).placed == ()
