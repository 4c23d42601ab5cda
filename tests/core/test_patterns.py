"""Patterns: parameters keep their bounds, faults are told, the strongest comes first and a prison sees few."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from beccaria.core.patterns import (
    Found,
    Pattern,
    Unusual,
    Value,
    faults,
    filled,
    fitting,
    of_country,
    pattern_from,
    placeholders,
    ranked,
    spoken,
    values,
    within_budget,
)
from beccaria.core.refusal import BadInput

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def said(**other: Any) -> Mapping[str, Any]:
    usual: dict[str, Any] = {
        "id": "many-calls",
        "version": 1,
        "title": "Many calls",
        "purpose": "Finds who calls much.",
        "ground": "The rules on calls.",
        "flags": "Somebody who calls much.",
        "must_not": ["Families"],
        "sentence": "{calls} calls.",
        "unusual": "{calls} are many.",
        "against": "everybody",
        "values": {"calls": "how many"},
        "reads": ["calls"],
        "stage": "daily",
        "base_rate": 1,
        "floor": 0.3,
        "innocent_if": ["He is lonely"],
        "check_next": ["Ask him"],
        "sources": ["The Handbook"],
        "parameters": {
            "least": {
                "means": "least calls",
                "kind": "whole",
                "default": 5,
                "least": 1,
                "most": 9,
                "countries": {"IT": 7},
            },
            "share": {"means": "share", "kind": "number", "default": 0.5, "least": 0, "most": 1},
            "strict": {"means": "strictly", "kind": "yes_no", "default": True},
        },
        "cases": [
            {"name": "finds", "until": "2026-01-01", "tables": {"calls": [{"call_id": "1"}]}, "found": ["1"]},
            {"name": "finds nothing", "until": "2026-01-01", "tables": {}, "found": []},
        ],
    }
    return usual | other


def pattern(**other: Any) -> Pattern:
    return pattern_from(said(**other))


def found(
    key: str, strength: float, site: str = "N", at: datetime = AT, basis: str = "intelligence"
) -> Found:
    return Found(
        pattern="many-calls",
        version=1,
        key=key,
        at=at,
        since=at - timedelta(days=9),
        people=("A",),
        establishments=(site,),
        sentence="",
        values={},
        evidence=(),
        unusual=Unusual("", 1, 1, ""),
        innocent_if=(),
        check_next=(),
        strength=strength,
        basis=basis,
    )


def test_a_good_pattern_has_no_faults() -> None:
    assert faults(pattern()) == []


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"version": 0}, "version"),
        ({"floor": 2}, "floor"),
        ({"base_rate": -1}, "base rate"),
        ({"basis": "integrity"}, "compartment"),
        ({"compartment": "integrity"}, "compartment"),
        ({"basis": "revenge"}, "basis"),
        ({"reads": ["calls", "tea"]}, "tea"),
        ({"needs": ["visits"]}, "visits"),
        ({"sentence": "{strange} calls."}, "strange"),
        ({"unusual": "{calls are many"}, "brace"),
    ],
)
def test_each_fault_is_told_in_a_sentence(other: dict[str, Any], word: str) -> None:
    told = faults(pattern(**other))
    assert any(word in sentence for sentence in told)
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize(
    ("case", "word"),
    [
        ({"until": "tomorrow"}, "no day"),
        ({"parameters": {"strange": 1}}, "strange"),
        ({"tables": {"visits": []}}, "visits"),
        ({"tables": {"calls": [{"colour": "red"}]}}, "colour"),
    ],
)
def test_faults_of_its_tests_are_told(case: dict[str, Any], word: str) -> None:
    cases = list(said()["cases"])
    cases[0] = cases[0] | case
    assert any(word in sentence for sentence in faults(pattern(cases=cases)))


def test_a_pattern_without_a_test_that_finds_nothing_is_refused() -> None:
    one = pattern()
    assert any("must not flag" in told for told in faults(replace(one, cases=one.cases[:1])))
    assert any("what it finds" in told for told in faults(replace(one, cases=one.cases[1:])))


def test_a_parameter_without_bounds_or_beyond_them_is_a_fault() -> None:
    bare = {"least": {"means": "least calls", "kind": "whole", "default": 5}}
    beyond = {"least": {"means": "least calls", "kind": "whole", "default": 50, "least": 1, "most": 9}}
    assert any("bounds" in told for told in faults(pattern(parameters=bare)))
    assert any("1 to 9" in told for told in faults(pattern(parameters=beyond)))


def test_parameters_are_the_services_before_the_countrys_before_the_default() -> None:
    one = pattern()
    assert values(one).whole("least") == 5
    assert values(one, country="IT").whole("least") == 7
    assert values(one, {"least": 9}, "IT").whole("least") == 9
    assert values(one).number("share") == 0.5
    assert values(one).yes("strict") is True


@pytest.mark.parametrize(
    "given",
    [
        {"least": 0},
        {"least": 2.5},
        {"least": "many"},
        {"least": True},
        {"share": float("nan")},
        {"strict": 1},
        {"tea": 1},
    ],
)
def test_parameters_that_cannot_be_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        values(pattern(), given)


def test_sentences_are_filled_with_numbers_as_people_write_them() -> None:
    assert placeholders("{a} of {b}") == ("a", "b")
    assert filled("{a}, {b}, {c}, {d}", {"a": 1200, "b": 2.0, "c": 2.25, "d": "N"}) == "1,200, 2, 2.2, N"


def test_codes_are_said_as_phrases_and_in_another_language() -> None:
    phrases = {"why": {"seen": "seen by {n}", "told": "told"}}
    said: dict[str, int | str] = {"n": 3, "why": "seen;told"}
    assert filled("Because {why}.", said, phrases) == "Because seen by 3, told."
    italian = {"Because {why}.": "Perché {why}.", "seen by {n}": "visto da {n}", "told": "detto"}
    assert filled("Because {why}.", said, phrases, told=italian.__getitem__) == "Perché visto da 3, detto."
    assert filled("{n}", said, shown=lambda value: f"<{value}>") == "<3>"
    with pytest.raises(KeyError):
        filled("Because {why}.", {"why": "unknown"}, phrases)


def test_what_a_pattern_says_and_what_it_says_it_with_are_known() -> None:
    one = pattern(values={"calls": "how many", "why": "why"}, phrases={"why": {"a": "as {calls} say"}})
    assert faults(one) == []
    assert spoken(one) == {"calls"}
    assert {"Many calls", "{calls} calls.", "least calls", "as {calls} say"} <= set(one.texts())
    assert any("strange" in fault for fault in faults(pattern(phrases={"strange": {"a": "b c"}})))
    assert any("gone" in fault for fault in faults(pattern(phrases={"calls": {"a": "{gone}"}})))


def test_the_strongest_comes_first_and_ties_have_one_order() -> None:
    later = found("c", 5, at=AT + timedelta(days=1))
    assert [one.key for one in ranked([later, found("b", 5), found("a", 5), found("z", 9)])] == [
        "z",
        "a",
        "b",
        "c",
    ]


def test_a_prison_sees_the_strongest_few_of_a_day() -> None:
    many = [found(f"k{i}", i) for i in range(10)]
    assert [one.key for one in within_budget(many, 3)] == ["k9", "k8", "k7"]
    elsewhere = found("s", 1, site="S")
    tomorrow = found("t", 1, at=AT + timedelta(days=1))
    kept = {one.key for one in within_budget([*many, elsewhere, tomorrow], 3)}
    assert {"s", "t"} <= kept
    assert len(kept) == 5


def test_care_is_never_pushed_out_by_intelligence() -> None:
    many = [found(f"k{i}", 50 + i) for i in range(10)]
    assert "c" in {one.key for one in within_budget([*many, found("c", 1, basis="care")], 3)}


def test_the_usual_of_a_country_is_its_default_there() -> None:
    there = of_country(pattern(), "IT")
    assert values(there)["least"] == 7
    assert values(of_country(pattern(), "FI"))["least"] == 5
    assert values(there, {"least": 5})["least"] == 5


def test_what_a_service_set_counts_while_the_pattern_still_has_it() -> None:
    said: dict[str, Value] = {"least": 40, "share": 0.7, "gone": 3, "strict": "yes"}
    assert fitting(pattern(), said) == {"share": 0.7}
