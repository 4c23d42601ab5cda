"""Instruments: exact ranges, unknown that is never low, and faults said in one sentence each."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.instruments import UNKNOWN, Instrument, Scored, faults, instrument_from, score
from beccaria.core.refusal import BadInput, Phrase


def item(name: str, points: list[float], **more: Any) -> dict[str, Any]:
    levels = [
        {"name": f"l{place}", "points": each, "anchor": f"{name} is {place}"}
        for place, each in enumerate(points)
    ]
    return {
        "id": name,
        "question": f"{name}?",
        "kind": "dynamic",
        "evidence": "reports",
        "levels": levels,
        **more,
    }


def made(items: list[dict[str, Any]], scoring: dict[str, Any], bands: list[tuple[str, float]]) -> Instrument:
    return instrument_from(
        {
            "id": "trial",
            "version": 2,
            "title": "Trial",
            "purpose": "tests",
            "items": items,
            "scoring": scoring,
            "bands": [{"name": name, "from": low} for name, low in bands],
            "users": ["assessor"],
            "training": "none",
            "validity": "none",
            "review_days": 90,
            "sources": ["ours"],
        }
    )


SUM = made(
    [
        item("a", [0, 1, 2]),
        item("b", [0, 3], weight=2, cost=5),
        item("c", [0, -2], kind="protective"),
    ],
    {"rule": "sum"},
    [("low", -9), ("middle", 1), ("high", 5)],
)
MATRIX = made(
    [item("a", [0, 1, 2], axis="harm"), item("b", [0, 2], axis="harm"), item("c", [0, 1], axis="skill")],
    {
        "rule": "matrix",
        "axes": {
            "harm": [{"name": "little", "from": 0}, {"name": "much", "from": 2}],
            "skill": [{"name": "poor", "from": 0}, {"name": "good", "from": 1}],
        },
        "cells": [["low", "middle"], ["middle", "high"]],
    },
    [("low", 0), ("middle", 1), ("high", 2)],
)
TREE = made(
    [item("a", [0, 0]), item("b", [0, 0, 0])],
    {
        "rule": "tree",
        "root": "first",
        "nodes": {
            "first": {"item": "a", "leads": {"l0": "low", "l1": "second"}},
            "second": {"item": "b", "leads": {"l0": "low", "l1": "third", "l2": "high"}},
            "third": {"item": "a", "leads": {"l0": "high", "l1": "middle"}},
        },
    },
    [("low", 0), ("middle", 1), ("high", 2)],
)
ALL = {"sum": SUM, "matrix": MATRIX, "tree": TREE}
some = st.sampled_from(sorted(ALL)).flatmap(
    lambda kind: st.tuples(
        st.just(ALL[kind]),
        st.fixed_dictionaries(
            {
                one.id: st.sampled_from([UNKNOWN, *(level.name for level in one.levels)])
                for one in ALL[kind].items
            }
        ),
    )
)


def places(one: Instrument, found: Scored) -> tuple[int, int, int]:
    return one.place(found.band_low), one.place(found.band), one.place(found.band_high)


@pytest.mark.parametrize("kind", sorted(ALL))
def test_the_shipped_shapes_have_no_fault(kind: str) -> None:
    assert faults(ALL[kind]) == []


@given(some)
def test_the_range_is_exactly_what_the_unknowns_allow(case: tuple[Instrument, dict[str, str]]) -> None:
    one, ratings = case
    ways = [
        [level.name for level in each.levels] if ratings[each.id] == UNKNOWN else [ratings[each.id]]
        for each in one.items
    ]
    names = [each.id for each in one.items]
    complete = [score(one, dict(zip(names, answers, strict=True))) for answers in product(*ways)]
    bands = [one.place(each.band) for each in complete]
    low, middle, high = places(one, score(one, ratings))
    assert (low, high) == (min(bands), max(bands))
    assert low <= middle <= high
    assert all(each.band_low == each.band == each.band_high for each in complete)


@given(some, st.data())
def test_an_answer_never_widens_the_range(
    case: tuple[Instrument, dict[str, str]], data: st.DataObject
) -> None:
    one, ratings = case
    before = score(one, ratings)
    if not before.unknown:
        return
    name = data.draw(st.sampled_from(before.unknown))
    level = data.draw(st.sampled_from([each.name for each in one.item(name).levels]))
    after = score(one, {**ratings, name: level})
    assert places(one, before)[0] <= places(one, after)[0] <= places(one, after)[2] <= places(one, before)[2]
    if (
        before.low is not None
        and after.low is not None
        and before.high is not None
        and after.high is not None
    ):
        assert before.low <= after.low <= after.high <= before.high


@given(some, st.data())
def test_forgetting_an_answer_is_never_silent(
    case: tuple[Instrument, dict[str, str]], data: st.DataObject
) -> None:
    one, ratings = case
    known = [name for name, level in ratings.items() if level != UNKNOWN]
    if not known:
        return
    name = data.draw(st.sampled_from(known))
    before, after = score(one, ratings), score(one, {**ratings, name: UNKNOWN})
    assert name in after.unknown
    assert one.place(after.band_high) >= one.place(before.band)
    assert after.next_question


@given(some)
def test_the_order_of_ratings_does_not_matter(case: tuple[Instrument, dict[str, str]]) -> None:
    one, ratings = case
    assert score(one, ratings) == score(one, dict(reversed(ratings.items())))


def test_what_protects_never_raises() -> None:
    rated = {"a": "l1", "b": "l0"}
    without, with_it = score(SUM, {**rated, "c": "l0"}), score(SUM, {**rated, "c": "l1"})
    assert without.score is not None
    assert with_it.score is not None
    assert with_it.score < without.score


def test_the_next_question_is_the_cheapest_that_narrows() -> None:
    # b could narrow by six points at cost five; a by two points at cost one.
    assert score(SUM, {"c": "l0"}).next_question == "a?"
    assert score(SUM, {"c": "l0", "a": "l0"}).next_question == "b?"
    assert score(SUM, {"a": "l0", "b": "l0", "c": "l0"}).next_question == ""


def test_reasons_are_the_anchors() -> None:
    found = score(SUM, {"a": "l2", "b": UNKNOWN})
    assert [(each.item, each.points, each.because) for each in found.reasons] == [
        ("a", 2, "a is 2"),
        ("b", 0, "unknown: could give 0 to 6"),
        ("c", 0, "unknown: could give -2 to 0"),
    ]


@pytest.mark.parametrize(
    ("ratings", "version", "says"),
    [
        ({"a": "l0"}, 1, "version 1"),
        ({"z": "l0"}, None, "no item “z”"),
        ({"a": "l7"}, None, "choose l0, l1, l2 or unknown"),
    ],
)
def test_ratings_that_do_not_fit_are_refused(ratings: dict[str, str], version: int | None, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        score(SUM, ratings, version=version)


def said_of(one: Instrument) -> list[str]:
    return [str(fault) for fault in faults(one)]


def faulty(**changed: Any) -> Instrument:
    said: dict[str, Any] = {
        "items": [item("a", [0, 1])],
        "scoring": {"rule": "sum"},
        "bands": [("low", 0), ("high", 1)],
        **changed,
    }
    return made(said["items"], said["scoring"], said["bands"])


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (faulty(bands=[("low", 0), ("high", 0)]), "overlap"),
        (faulty(bands=[("low", 0.5)]), "falls below the first band"),
        (faulty(items=[item("a", [0, 1]), item("a", [0, 1])]), "same name"),
        (faulty(items=[item("a", [0, 1], weight=0)]), "weight of 0"),
        (faulty(items=[item("a", [0])]), "fewer than two answers"),
        (faulty(items=[item("a", [0, 1], evidence=" ")]), "what counts as evidence"),
        (faulty(items=[item("a", [0, 1], uses=["religion"])]), "must never score"),
        (faulty(items=[item("nationality", [0, 1])]), "must never score"),
        (faulty(items=[item("a", [0, 1], kind="protective")]), "is protective and adds points"),
        (faulty(items=[item(f"i{number}", [0, 1]) for number in range(10_000)]), "10,000 items"),
        (faulty(items=[]), "no items"),
        (faulty(items=[item("a", [0, 1]), item("b", [])]), "b has fewer than two answers"),
        (faulty(scoring={"rule": "tree"}), "does not say where it begins"),
    ],
)
def test_faults_are_said_in_a_sentence(one: Instrument, says: str) -> None:
    assert any(says in fault for fault in said_of(one)), said_of(one)


def test_an_answer_without_words_is_a_fault() -> None:
    bare = item("a", [0, 1])
    bare["levels"][1]["anchor"] = ""
    assert any("no words for l1" in fault for fault in said_of(faulty(items=[bare])))


def test_a_tree_that_goes_round_is_a_fault() -> None:
    nodes = {
        "first": {"item": "a", "leads": {"l0": "low", "l1": "second"}},
        "second": {"item": "a", "leads": {"l0": "low", "l1": "first"}},
    }
    round_ = faulty(scoring={"rule": "tree", "root": "first", "nodes": nodes})
    assert any("circle (first → second → first)" in fault for fault in said_of(round_))


def test_a_tree_with_a_lost_question_or_way_is_a_fault() -> None:
    nodes = {
        "first": {"item": "a", "leads": {"l0": "low"}},
        "lost": {"item": "a", "leads": {"l0": "low", "l1": "nowhere"}},
    }
    said = " ".join(said_of(faulty(scoring={"rule": "tree", "root": "first", "nodes": nodes})))
    assert "leads nowhere for l1" in said
    assert "leads to nowhere" in said
    assert "Nothing leads to lost" in said


def test_a_way_of_a_tree_for_an_answer_that_is_none_is_a_fault() -> None:
    nodes = {"first": {"item": "a", "leads": {"l0": "low", "l1": "high", "l7": "high"}}}
    said = said_of(faulty(scoring={"rule": "tree", "root": "first", "nodes": nodes}))
    assert said == ["first says where l7 leads, which is no answer of its item: correct it."]


def test_faults_can_be_said_in_another_language() -> None:
    found = faults(faulty(bands=[("low", 0), ("high", 0)]))[0]
    assert "%(lower)s" in found.sentence
    assert found.values["lower"] == "low"
    assert isinstance(found.values["of"], Phrase)


def test_a_matrix_that_is_not_whole_is_a_fault() -> None:
    scoring = {
        "rule": "matrix",
        "axes": {"harm": [{"name": "little", "from": 0}], "skill": [{"name": "poor", "from": 0}]},
        "cells": [["low", "grave"]],
    }
    said = " ".join(said_of(faulty(items=[item("a", [0, 1], axis="harm")], scoring=scoring)))
    assert "No item belongs to the axis skill" in said
    assert "not 1 by 1" in said
    assert "leads to grave" in said


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_a_fault(number: float) -> None:
    assert any("is no number" in fault for fault in said_of(faulty(items=[item("a", [0, 1], weight=number)])))
    assert any("is no number" in fault for fault in said_of(faulty(items=[item("a", [0, number])])))
    assert any(
        "begins at no number" in fault for fault in said_of(faulty(bands=[("low", 0), ("high", number)]))
    )


def chain(length: int) -> dict[str, Any]:
    """A tree of so many questions, each of whose answers leads to the next."""
    nodes = {
        f"q{place}": {
            "item": f"i{place}",
            "leads": dict.fromkeys(("l0", "l1"), f"q{place + 1}" if place + 1 < length else "low"),
        }
        for place in range(length)
    }
    return {"rule": "tree", "root": "q0", "nodes": nodes}


def test_a_tree_that_nobody_can_go_through_is_a_fault() -> None:
    items = [item(f"i{place}", [0, 1]) for place in range(20)]
    said = said_of(faulty(items=items, scoring=chain(20)))
    assert any("1,048,576 ways through it" in fault for fault in said)
    assert said_of(faulty(items=items[:13], scoring=chain(13))) == []
    assert any("10,000 questions" in fault for fault in said_of(faulty(scoring=chain(10_000))))


def test_every_fault_is_one_sentence_that_says_what_to_do() -> None:
    wrong = [
        *said_of(faulty(bands=[("low", 0), ("high", 0)])),
        *said_of(faulty(items=[item("a", [0, 1], weight=0, uses=["religion"])])),
        *said_of(faulty(items=[item(f"i{number}", [0, 1]) for number in range(10_000)])),
        *said_of(faulty(scoring=chain(10_000))),
    ]
    assert len(wrong) >= 5
    for fault in wrong:
        assert fault.endswith(".")
        assert "\n" not in fault
        assert ": " in fault, "what is wrong, then what to do"


def test_a_weighted_sum_has_exact_bounds() -> None:
    weighed = faulty(items=[item("a", [0, 1], weight=3), item("b", [0, 1, 2], weight=0.5)])
    found = score(weighed, {"a": "l1"})
    assert (found.low, found.score, found.high) == (3, 3.5, 4)


def test_judgement_alone_leaves_every_band_open() -> None:
    found = score(faulty(scoring={"rule": "judgement"}, bands=[("a", 0), ("b", 1), ("c", 2)]), {"a": "l1"})
    assert (found.score, found.band_low, found.band_high) == (None, "a", "c")
