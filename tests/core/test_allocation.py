"""Placement's rules: what is refused and in which words, who looks alike, and when a cover needs no rule of its own."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from beccaria import core
from beccaria.core.allocation import bars, classes, distance, instance_from, loose, open_rules, terms
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.making import Size, instance


def asked(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "format": "beccaria-placement-1",
        "on": "2026-11-23",
        "prisons": [{"id": "P", "at": [0, 0], "courts": ["east"]}, {"id": "Q", "at": [30, 40]}],
        "wings": [wing("A"), wing("B", prison="Q")],
        "people": [person("one"), person("two", wing="A")],
    }
    return said | changes


def wing(name: str, **changes: Any) -> dict[str, Any]:
    takes = {"sexes": ["male"], "categories": ["B"], "statuses": ["sentenced"], "regimes": ["standard"]}
    return {"id": name, "prison": "P", "capacity": 2, **takes} | changes


def person(name: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, "sex": "male", "category": "B", "age": 30, "status": "sentenced"} | changes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": "csv"}, "must say “format”"),
        ({"people": [person("one", category="")]}, "Person one has no category: classify first, then place."),
        ({"people": []}, "nothing to place"),
        ({"people": [person("one"), person("one")]}, "stands there twice"),
        ({"wings": [wing("A", prison="Z")]}, "in prison Z, which is not listed"),
        ({"wings": [wing("A", capacity=-1)]}, "between 0 and 100,000"),
        ({"keep_apart": {"pairs": [{"a": "one", "b": "one"}]}}, "Person one is kept apart from himself"),
        ({"keep_apart": {"pairs": [{"a": "one", "b": "six"}]}}, "Person six is kept apart and not listed"),
        (
            {"keep_apart": {"between": [{"a": "person:one", "b": "person:one"}]}},
            "nobody is apart from himself",
        ),
        ({"keep_apart": {"pairs": [{"a": "one", "b": "two", "level": "sky"}]}}, "there is no level “sky”"),
        ({"weights": {"family": 10**7}}, "larger ones overflow the sum"),
        ({"weights": {"family": 9_000}}, "too large together"),
        ({"weights": {"nation": 5}}, "“weights” may name only"),
        ({"ask": {"mode": "one"}}, "exactly one person"),
        ({"ask": {"mode": "close", "wing": "Z"}}, "one of those listed"),
        ({"on": "tomorrow"}, "must be a date"),
        ({"cover": [{"person": "one", "from": "six"}]}, "cannot be used as it stands"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as said:
        instance_from(asked(**changes))
    assert sentence in str(said.value)
    assert "\n" not in str(said.value)


def test_a_bad_cover_names_nobody() -> None:
    with pytest.raises(BadInput) as said:
        instance_from(asked(cover=[{"person": "one", "from": "one"}]))
    assert "one" not in str(said.value).replace("anyone", "").split()


def test_every_hard_rule_speaks() -> None:
    there = wing("A", ages=[18, 24], has=[], capacity=1)
    who = person(
        "one", sex="female", category="A", status="remand", regime="strict", needs=["step-free"],
        hearings=[{"on": "2026-11-30", "court": "west"}],
    )  # fmt: skip
    read = instance_from(asked(wings=[there], people=[who]))
    said = bars(read.people["one"], read.wings["A"], read)
    assert said == (
        "takes no female people",
        "takes no category A",
        "takes ages 18 to 24",
        "takes nobody remand",
        "is not equipped for the strict regime",
        "has no step-free",
        "is out of reach of west, where he must appear soon",
    )
    empty = instance_from(asked(wings=[wing("A", capacity=0)]))
    assert bars(empty.people["one"], empty.wings["A"], empty) == ("has no places",)


def test_a_hearing_after_the_window_costs_and_does_not_bar() -> None:
    who = person("one", hearings=[{"on": "2026-12-20", "court": "east"}], home=[0, 0], wing="A")
    read = instance_from(asked(people=[who]))
    far = read.wings["B"]
    assert bars(read.people["one"], far, read) == ()
    assert terms(read.people["one"], far, read) == {"family": 50, "move": 60, "court": 40}
    assert distance((0, 0), (1, 1)) == 1


def test_look_alikes_are_never_fewer_than_asked_and_do_not_depend_on_who_is_covered() -> None:
    people = [
        person(f"m{n}", groups=[{"group": "G", "role": "member" if n < 9 else "leader"}]) for n in range(12)
    ] + [person(f"f{n}", sex="female") for n in range(3)]
    read = instance_from(asked(people=people, fewest_alike=4))
    alike = classes(read.people.values(), 4)
    assert {len(each) for each in alike.values()} >= {15} or min(len(each) for each in alike.values()) >= 4
    assert all(alike[other] == each for each in alike.values() for other in each)


def test_a_cover_that_a_standing_rule_implies_adds_nothing() -> None:
    groups = [("leader", 1), ("former", 6), ("member", 6)]
    people = [
        person(f"{role}{n}", groups=[{"group": "G", "role": role}])
        for role, count in groups
        for n in range(count)
    ]
    rule = {"standing": [{"roles": ["former"], "from": ["leader"], "level": "wing"}]}
    implied = asked(
        people=people, keep_apart=rule, cover=[{"person": "former2", "from": "leader0", "level": "cell"}]
    )
    assert loose(instance_from(implied)) == ()
    assert open_rules(instance_from(implied)) == open_rules(instance_from({**implied, "cover": []}))
    wider = {**implied, "cover": [{"person": "former2", "from": "leader0", "level": "establishment"}]}
    assert loose(instance_from(wider)) == (0,)


def test_a_cover_that_none_implies_becomes_a_rule_for_all_who_look_the_same() -> None:
    people = [person(f"n{n}", groups=[{"group": "G", "role": "member"}]) for n in range(20)] + [person("x")]
    said = {
        who: asked(people=people, cover=[{"person": who, "from": "x"}], fewest_alike=5)
        for who in ("n3", "n17")
    }
    rules = {who: open_rules(instance_from(each)) for who, each in said.items()}
    assert rules["n3"] == rules["n17"]
    (rule,) = rules["n3"][1]
    assert len(rule.left) >= 20
    assert rule.right == ("x",)


def test_the_schema_takes_what_the_generator_makes_and_not_everything() -> None:
    schema = json.loads((Path(core.__file__).parents[1] / "reference/placement/schema.json").read_text())
    check = jsonschema.Draft202012Validator(schema)
    check.validate(instance(Size(60, 8, covers=2), seed=1))
    check.validate(asked())
    assert not check.is_valid(asked(weights={"nation": 5}))
    assert not check.is_valid(asked(people=[{"id": "one"}]))
