"""Judges two by two: against a published example, by hand, and with what was left unknown left out."""

import pytest

from beccaria.core.instruments import (
    Instrument,
    Judged,
    instrument_from,
    intraclass,
    intraclass_of,
    pairs,
    weighted_kappa,
)

# Shrout and Fleiss 1979, table 2: six people, four judges; their ICC(1,1) is .17.
_PEOPLE = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def trial() -> Instrument:
    levels = [{"name": f"l{points}", "points": points, "anchor": "words"} for points in range(3)]
    items = [
        {"id": name, "question": f"Item {name}?", "kind": "dynamic", "evidence": "reports", "levels": levels}
        for name in ("aa", "bb")
    ]
    return instrument_from(
        {
            "id": "trial", "version": 1, "title": "Trial", "purpose": "tests only", "items": items,
            "scoring": {"rule": "sum"}, "bands": [{"name": "low", "from": 0}, {"name": "high", "from": 2}],
            "users": ["assessor"], "training": "none", "validity": "none", "review_days": 90, "sources": ["ours"],
        }
    )  # fmt: skip


def test_the_published_correlation_comes_out_as_published() -> None:
    found = intraclass(_PEOPLE)
    assert found.value == pytest.approx(0.17, abs=0.005)
    assert (found.people, found.judgements) == (6, 24)


def test_judges_who_always_agree_are_one_and_a_person_with_one_judge_is_left_out() -> None:
    assert intraclass([(1, 1), (2, 2), (5, 5), (9,)]).value == 1
    assert intraclass([(1, 1), (2, 2), (5, 5), (9,)]).people == 3


def test_too_little_says_nothing() -> None:
    assert intraclass([(1, 2)]).value is None
    assert intraclass([(3, 3), (3, 3)]).value is None
    assert weighted_kappa([], 3).value is None
    assert weighted_kappa([(1, 1), (1, 1)], 3).value is None


def test_kappa_by_hand() -> None:
    # Seen: one of four pairs is one level apart. By chance, over all sixteen pairs of the two margins: 10 squares.
    answers = [(0, 0), (1, 1), (1, 2), (2, 2)]
    chance = sum((one - other) ** 2 for one, _ in answers for _, other in answers) / 16
    assert weighted_kappa(answers, 3).value == pytest.approx(1 - (1 / 4) / chance, abs=1e-6)
    assert weighted_kappa([(0, 2), (2, 0)], 3).value == -1


def test_two_judges_with_what_they_differ_in() -> None:
    said = {
        ("asa", "p1"): {"aa": "l0", "bb": "l2"},
        ("cy", "p1"): {"aa": "l0", "bb": "l0"},
        ("asa", "p2"): {"aa": "l2", "bb": "unknown"},
        ("cy", "p2"): {"aa": "l2", "bb": "l1"},
        ("bo", "p3"): {"aa": "l1", "bb": "l1"},
    }
    cards = [Judged(judge, group, ratings) for (judge, group), ratings in said.items()]
    (pair,) = pairs(trial(), cards)
    assert (pair.one, pair.other, pair.people) == ("asa", "cy", 2)
    # The unknown answer is no answer: three were given by both.
    assert pair.answers.units == 3
    assert pair.apart == (("bb", 1, 1),)
    assert pair.bands.units == 2
    assert intraclass_of(trial(), cards).people == 2
