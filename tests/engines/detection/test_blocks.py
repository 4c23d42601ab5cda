"""Dense blocks are told whole and alone; calls at random hold none."""

from random import Random

from beccaria.engines.detection.blocks import blocks


def at_random(rng: Random, many: int) -> list[tuple[str, str]]:
    return [(f"a{rng.randrange(400)}", f"b{rng.randrange(400)}") for _ in range(many)]


def test_a_planted_block_is_told_whole_and_alone() -> None:
    rng = Random(1)  # noqa: S311  calls are made up
    planted = [(f"a{rng.randrange(8)}", f"b{rng.randrange(8)}") for _ in range(1500)]
    calls = at_random(rng, 5000) + planted
    (found,) = blocks([one for one, _ in calls], [two for _, two in calls])
    assert set(found.sources) == {f"a{number}" for number in range(8)}
    assert set(found.destinations) == {f"b{number}" for number in range(8)}
    assert found.calls >= 1490
    assert found.usual < found.calls / 3


def test_calls_at_random_and_no_calls_hold_no_block() -> None:
    calls = at_random(Random(2), 5000)  # noqa: S311  the same
    assert blocks([one for one, _ in calls], [two for _, two in calls]) == []
    assert blocks([], []) == []


def test_a_couple_that_talks_all_day_is_no_block() -> None:
    calls = at_random(Random(3), 3000) + [("a1", "b1")] * 400  # noqa: S311  the same
    assert blocks([one for one, _ in calls], [two for _, two in calls]) == []
