"""The rules of assessing: what is known only narrows, unknown hides nothing, nothing forbidden scores, weak is weak."""

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beccaria.core import instruments as core
from beccaria.core.assessing import YARDSTICK, Direction, Grade, direction, is_weak, sealed
from beccaria.core.instruments import UNKNOWN, Instrument, score
from beccaria.core.instruments.faults import FORBIDDEN
from beccaria.lib import instruments

SHIPPED = [kept.instrument for kept in instruments.every().values()]
CORE = Path(core.__file__).parents[1]
# What the rules of scoring may read besides each other: plain refusals, and nothing that knows a person.
PLAIN = {"beccaria.core.refusal", "beccaria.core.instruments"}


@st.composite
def rated(draw: st.DrawFn) -> tuple[Instrument, dict[str, str]]:
    """A shipped instrument with any answers, unknown among them."""
    one = draw(st.sampled_from(SHIPPED))
    answers = {
        item.id: draw(st.sampled_from([UNKNOWN, *(level.name for level in item.levels)]))
        for item in one.items
    }
    return one, answers


@settings(max_examples=150, deadline=None)
@given(case=rated(), seed=st.randoms(use_true_random=False))
def test_more_evidence_never_widens_the_range_in_whatever_order_it_comes(
    case: tuple[Instrument, dict[str, str]], seed: Random
) -> None:
    one, answers = case
    order = list(answers)
    seed.shuffle(order)
    known = dict.fromkeys(answers, UNKNOWN)
    before = score(one, known)
    for name in order:
        known[name] = answers[name]
        after = score(one, known)
        low, high = (one.place(band) for band in (after.band_low, after.band_high))
        assert (
            one.place(before.band_low) <= low <= one.place(after.band) <= high <= one.place(before.band_high)
        )
        if (
            after.low is not None
            and before.low is not None
            and after.high is not None
            and before.high is not None
        ):
            assert before.low <= after.low <= after.high <= before.high
        before = after


@settings(max_examples=150, deadline=None)
@given(case=rated(), data=st.data())
def test_unknown_never_lowers_a_band_silently(
    case: tuple[Instrument, dict[str, str]], data: st.DataObject
) -> None:
    one, answers = case
    name = data.draw(st.sampled_from(sorted(answers)))
    before, after = score(one, answers), score(one, {**answers, name: UNKNOWN})
    # Whatever was reached stays within what is shown as possible, and what is missing is named.
    assert one.place(after.band_high) >= one.place(before.band)
    assert name in after.unknown
    if one.place(after.band) < one.place(before.band):
        assert after.band_low != after.band_high
        assert after.next_question


class Watched(Mapping[str, str]):
    """Ratings among everything a file holds of a person: remembers what the rules asked for."""

    def __init__(self, ratings: Mapping[str, str]) -> None:
        self.ratings, self.asked = dict(ratings), set[str]()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        if key in FORBIDDEN:
            raise AssertionError(f"The rules asked for {key}.")
        return self.ratings[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ratings)

    def __len__(self) -> int:
        return len(self.ratings)


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: f"{one.id}@{one.version}")
def test_scoring_asks_for_its_items_and_for_nothing_else(one: Instrument) -> None:
    watched = Watched({item.id: item.levels[-1].name for item in one.items})
    score(one, watched)
    assert watched.asked == {item.id for item in one.items}
    assert not watched.asked & FORBIDDEN
    assert not any(item.uses & FORBIDDEN for item in one.items)


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_a_forbidden_field_among_the_ratings_is_refused(name: str) -> None:
    one = SHIPPED[0]
    with pytest.raises(ValueError, match="has no item"):
        score(one, {**{item.id: UNKNOWN for item in one.items}, name: "yes"})


def test_the_rules_of_scoring_reach_nothing_that_knows_a_person() -> None:
    reached, waiting = set[str](), [CORE / "instruments" / "scoring.py"]
    while waiting:
        for module in _imports(waiting.pop()):
            if module.startswith("beccaria.") and module not in reached:
                reached.add(module)
                waiting.append(_file(module))
    assert reached
    assert all(
        any(module == known or module.startswith(f"{known}.") for known in PLAIN) for module in reached
    ), reached


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _file(module: str) -> Path:
    path = CORE.joinpath(*module.split(".")[2:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize(
    ("grades", "weak"),
    [
        ([], False),
        ([("3x5x2", "1", "A")], False),
        ([("3x5x2", "1", "E")], True),
        ([("3x5x2", "3", "A")], True),
        ([("4x4", "X", "1")], True),
        ([("4x4", "A", "4")], True),
        ([("4x4", "A", "4"), ("4x4", "B", "2")], False),
        ([("5x5x5", "E", "1")], True),
        ([("5x5x5", "B", "2")], False),
        ([("admiralty", "F", "6")], True),
        ([("4x4", "X", "4"), ("", "", "")], False),
    ],
)
def test_only_intelligence_of_grade_e_4_or_x_is_weak(
    grades: list[tuple[str, str, str]], *, weak: bool
) -> None:
    assert is_weak(Grade(*one) for one in grades) is weak


def test_a_seal_tells_whether_all_is_known_and_nothing_else() -> None:
    assert sealed([]) == ""
    assert sealed(["a", "b"]) == sealed(["b", "a"])
    assert len({sealed(some) for some in (["a"], ["b"], ["a", "b"], ["ab"], ["a", "b", "c"])}) == 5
    assert len(sealed(["a"])) == len(sealed(["a", "b"]))


def test_the_direction_of_another_band() -> None:
    bands = ("low", "middle", "high")
    assert direction(bands, "middle", "middle") is None
    assert direction(bands, "middle", "high") is Direction.UP
    assert direction(bands, "middle", "low") is Direction.DOWN
    with pytest.raises(ValueError, match="not in tuple"):
        direction(bands, "middle", "none")


def test_the_yardstick_has_seven_words_with_gaps_between_them() -> None:
    spans = list(YARDSTICK.values())
    assert len(spans) == 7
    assert (spans[0][0], spans[-1][1]) == (0, 100)
    assert all(lower[1] < upper[0] for lower, upper in pairwise(spans))
