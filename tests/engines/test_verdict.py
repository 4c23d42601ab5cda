"""The verdict on a place says what the solver does: the same places and prices, and no refusal without its reason."""

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
from beccaria.engines.allocation.verdict import as_things_are, verdicts, verdicts_of
from tests.core.test_allocation import asked, person, wing


def question(seed: int, *, covers: int = 0) -> dict[str, Any]:
    """A crowded little service in which one person is asked about, who has a place already or none."""
    said = instance(Size(80, 10, prisons=3, groups=3, grouped=0.5, full=0.95, covers=covers), seed=seed)
    draw = random.Random(seed)  # noqa: S311  who is asked about, not a secret
    return {**said, "ask": {"mode": "one", "people": [draw.choice(said["people"])["id"]]}}


@pytest.mark.parametrize("seed", range(12))
def test_what_may_be_chosen_is_what_the_solver_offers_at_the_same_price(seed: int) -> None:
    said = question(seed, covers=seed % 3)
    found = verdicts(instance_from(said))
    offered = {one["place"]: one["cost"] for one in document(placed(instance_from(said)))["options"]}
    lawful = {name: one.cost for name, one in found.items() if one.cost is not None}
    assert sorted(lawful.values())[: len(offered)] == sorted(offered.values())
    assert all(lawful[place] == cost for place, cost in offered.items())


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_refused_without_a_reason_and_nothing_lawful_has_one(seed: int) -> None:
    found = verdicts(instance_from(question(seed, covers=4)))
    assert len(found) == 10
    for one in found.values():
        assert (one.cost is None) == bool(one.against), one
        assert one.cost is None or one.cost == sum(one.terms.values())
    dearest = [one.more for one in found.values() if one.is_lawful]
    assert dearest == sorted(dearest)
    assert not dearest or dearest[0] == 0


@pytest.mark.parametrize("seed", range(20, 40))
def test_every_wing_is_judged_and_priced_as_the_independent_checker_does(seed: int) -> None:
    said = question(seed)
    (who,) = said["ask"]["people"]
    found = placed(instance_from(said))
    weights = document(found)["weights"]
    prices = []
    for name, one in verdicts(instance_from(said)).items():
        there = {"assignments": [{"person": who, "place": name}], "weights": weights}
        assert one.is_lawful == (violations(said, there) == []), one
        if one.is_lawful:
            assert one.cost == cost_of(said, there)
            prices.append(one.cost)
    assert found.cost == min(prices, default=weights["unplaced"])


@pytest.mark.parametrize("seed", range(12))
def test_worked_out_together_it_is_what_it_is_one_by_one(seed: int) -> None:
    asked_about = instance_from(question(seed, covers=seed % 3))
    found = placed(asked_about)
    reasons = as_things_are(found.problem)
    together = verdicts_of(found.problem, reasons), document(found, reasons)
    assert together == (verdicts(asked_about), document(found))
    assert compared(asked_about, known=found) == compared(asked_about)


def test_a_rival_a_full_wing_and_a_dear_one_are_told_apart() -> None:
    said = asked(
        people=[person("one"), person("two", wing="A"), person("three", wing="B")],
        wings=[wing("A", capacity=5), wing("B", capacity=1), wing("C", capacity=5)],
        keep_apart={"pairs": [{"a": "one", "b": "two", "level": "wing", "reason": "threat"}]},
        ask={"mode": "one", "people": ["one"]},
    )
    found = verdicts(instance_from(said))
    assert next(iter(found)) == "C"
    assert "from whom he is kept (threat)" in found["A"].against[0]
    assert found["B"].against == ("full: 1 of 1",)
    assert list(verdicts(instance_from(said), ["B"])) == ["B"]


def test_more_than_one_person_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="one person at a time"):
        verdicts(instance_from(asked(ask={"mode": "list", "people": ["one"]})))
