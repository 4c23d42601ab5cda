"""Placement by the engine: as good as trying everything, never unlawful, the same twice, and honest when cut short."""

import itertools
import random
from typing import Any

import pytest

from beccaria.core.allocation import instance_from
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.checking import cost_of, violations
from beccaria.engines.allocation.comparing import compared
from beccaria.engines.allocation.making import Size, instance
from beccaria.engines.allocation.placing import placed
from tests.core.test_allocation import asked, person, wing


def answered(said: dict[str, Any], **how: Any) -> dict[str, Any]:
    return document(placed(instance_from(said), **how))


def best_by_trying_all(said: dict[str, Any]) -> int:
    """Every way of placing those asked about, judged by the checker."""
    names = [one["id"] for one in said["people"] if not one.get("wing")]
    weights = answered(said)["weights"]
    places = [None, *(each["id"] for each in said["wings"])]
    found = []
    for way in itertools.product(places, repeat=len(names)):
        rows = [{"person": who, "place": place} for who, place in zip(names, way, strict=True)]
        answer = {"assignments": rows, "weights": weights}
        if not violations(said, answer):
            found.append(cost_of(said, answer))
    return min(found)


@pytest.mark.parametrize("seed", range(6))
def test_small_ones_are_as_good_as_trying_everything(seed: int) -> None:
    said = instance(Size(24, 5, prisons=2, groups=2, grouped=0.6, listed=4, full=0.95), seed=seed)
    answer = answered(said)
    assert answer["cost"] == best_by_trying_all(said)
    assert answer["bound"] == answer["cost"]


@pytest.mark.parametrize("seed", range(20, 44))
def test_nothing_unlawful_and_the_cost_is_right(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  sizes, not secrets
    listed, moves = draw.choice([(0, None), (0, 12), (15, None)])
    size = Size(60, 9, prisons=3, groups=3, grouped=0.2, listed=listed, moves=moves, covers=3)
    said = instance(size, seed=seed)
    answer = answered(said, seconds=2)
    assert violations(said, answer) == []
    assert cost_of(said, answer) == answer["cost"]
    assert answer["bound"] <= answer["cost"]
    assert answer["gap"] >= 0
    assert moves is None or answer["moved"] <= moves


def test_the_checker_finds_what_is_wrong() -> None:
    said = asked(keep_apart={"pairs": [{"a": "one", "b": "two", "level": "wing"}]})
    answer = {"assignments": [{"person": "one", "place": "A"}]}
    assert violations(said, answer) == ["2 of those kept apart are together in A (wing), 1 may be"]
    full = asked(wings=[wing("A", capacity=1, categories=["C"])])
    assert violations(full, answer) == ["one in A: category", "A holds 2 of 1"]
    hidden = asked(cover=[{"person": "one", "from": "two"}])
    assert violations(hidden, answer) == ["one and two meet in A (wing)"]


def test_the_same_question_has_the_same_answer() -> None:
    said = instance(Size(150, 12, prisons=3, groups=4, listed=40), seed=5)
    first, second = (answered(said, seed=7) for _ in range(2))
    assert first["stopped"] == "end"
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_cut_short_it_gives_the_best_and_its_gap() -> None:
    said = instance(Size(300, 20, moves=60), seed=3)
    answer = answered(said, seconds=0.01)
    assert answer["stopped"] == "time"
    assert violations(said, answer) == []
    assert answer["bound"] <= answer["cost"]


def test_reasons_say_why_not_each_better_place() -> None:
    said = asked(
        wings=[wing("A"), wing("B", prison="Q"), wing("C", categories=["D"]), wing("D", capacity=1)],
        people=[
            person("one", home=[0, 0]),
            person("two", wing="A", groups=[{"group": "G"}]),
            person("six", wing="D"),
        ],
        keep_apart={"between": [{"a": "person:one", "b": "group:G", "reason": "rivals"}]},
        ask={"mode": "one", "people": ["one"]},
    )
    answer = answered(said)
    (row,) = answer["assignments"]
    assert (row["place"], answer["status"], answer["cost"]) == ("B", "optimal", 50)
    assert row["why_not"] == {
        "A": "one person from whom he is kept (rivals)",
        "C": "takes no category B",
        "D": "full: 1 of 1",
    }
    assert sorted(row["near_misses"]) == ["A", "C", "D"]
    assert [one["place"] for one in answer["options"]] == ["B"]


def test_no_feasible_place_says_what_would_have_to_give_way() -> None:
    said = asked(people=[person("one", category="A")])
    (row,) = answered(said)["assignments"]
    assert row["place"] is None
    assert row["relax"][0]["relax"] == "A would do but for: takes no category A"
    assert answered(said)["status"] == "partial"


def test_ten_thousand_enemies_of_each_other_are_answered() -> None:
    names = [f"e{n}" for n in range(10_000)]
    said = asked(
        wings=[wing("A", capacity=9_000), wing("B", capacity=9_000)],
        people=[person(name) for name in names],
        keep_apart={"mutual": [{"people": names}]},
    )
    found = placed(instance_from(said), seconds=5)
    assert found.unplaced == 9_998
    assert found.bound > 9_998 * 99_000


def test_a_wing_closed_tonight_is_emptied() -> None:
    said = asked(ask={"mode": "close", "wing": "A"})
    (row,) = answered(said)["assignments"]
    assert (row["person"], row["place"]) == ("two", "B")


def test_nobody_asked_is_said() -> None:
    with pytest.raises(BadInput, match="Nobody is to be placed"):
        placed(instance_from(asked(people=[person("two", wing="A")])))


def test_three_ways_stand_side_by_side_and_isolation_is_not_computed() -> None:
    said = instance(Size(240, 40, prisons=5, groups=3, grouped=0.15, full=0.7), seed=2)
    ways = {one.way.name: one for one in compared(instance_from(said), seconds=10)}
    assert list(ways) == ["dispersal", "concentration", "isolation"]
    assert ways["isolation"].cost is None
    assert (ways["dispersal"].together or 0) < (ways["concentration"].together or 0)
    assert (ways["dispersal"].wings or 0) > (ways["concentration"].wings or 0)
    assert all(one.way.good and one.way.bad for one in ways.values())
