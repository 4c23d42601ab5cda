"""The public risk profiler's decisions: every branch, unknown as it reads it, and what that hides."""

import json
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from beccaria.config.deciding import only_category
from beccaria.core.decisions import Decision, decide, pack_faults, pack_from
from beccaria.core.refusal import BadInput
from beccaria.lib import reference

_FOLDER = reference.FOLDER / "decisions"
PACK = pack_from(reference.read(_FOLDER / "risk-profiler.yaml", _FOLDER / "schema.json"))
_ALERT = {"code": "soc", "active": True, "expired": False, "age_days": 30}
_HIGH, _LOW = (
    {"band": "3c", "standing": "peripheral subject"},
    {"band": "4a", "standing": "peripheral subject"},
)
_PRINCIPAL = "principal subject"


def _one(tree: str, **facts: Any) -> Decision:
    return next(one for one in decide(PACK, facts) if one.tree == tree)


def _soc(**facts: Any) -> tuple[str, tuple[str, ...], str]:
    found = _one("soc", **facts)
    return found.outcome.category, found.outcome.notify, found.rule


def _nothing(**facts: Any) -> dict[str, Any]:
    """Everything known and nothing against him."""
    return {"on_priority_list": False, "groups": [], "alerts": [], **facts}


@pytest.mark.parametrize(
    ("facts", "notify", "rule"),
    [
        (_nothing(on_priority_list=True), ("security",), "priority-list"),
        (_nothing(on_priority_list=True, groups=[_HIGH], alerts=[_ALERT]), ("security",), "priority-list"),
        (_nothing(groups=[{**_HIGH, "standing": _PRINCIPAL}]), ("security",), "high-band-principal"),
        (_nothing(groups=[_HIGH], alerts=[_ALERT]), ("security",), "high-band-alert"),
        (_nothing(groups=[_HIGH]), (), "high-band"),
        (_nothing(groups=[{**_LOW, "standing": _PRINCIPAL}]), ("security",), "principal"),
        (_nothing(groups=[_LOW], alerts=[_ALERT]), ("security",), "alert"),
        (_nothing(groups=[_LOW]), (), "nothing"),
        (_nothing(), (), "nothing"),
        (_nothing(alerts=[_ALERT]), ("security",), "alert"),
        (_nothing(alerts=[{**_ALERT, "active": False}]), (), "nothing"),
        (_nothing(alerts=[{**_ALERT, "expired": True}]), (), "nothing"),
        (_nothing(alerts=[{**_ALERT, "age_days": 365}]), (), "nothing"),
        (_nothing(alerts=[{**_ALERT, "age_days": 364.9}]), ("security",), "alert"),
        (_nothing(alerts=[{**_ALERT, "code": "xel"}]), (), "nothing"),
        # No single alert passes every test: two halves do not make one.
        (_nothing(alerts=[{**_ALERT, "active": False}, {**_ALERT, "age_days": 900}]), (), "nothing"),
    ],
)
def test_every_branch_of_organised_crime(facts: Any, notify: Any, rule: Any) -> None:
    assert _soc(**facts) == ("C", notify, rule)


@pytest.mark.parametrize("band", ["1a", "1b", "1c", "2a", "2c", "3a", "3c"])
def test_bands_up_to_3c_are_high(band: str) -> None:
    assert _soc(**_nothing(groups=[{"band": band, "standing": "other"}]))[2] == "high-band"


@pytest.mark.parametrize("band", ["3d", "4a", "4c", "5a", "5c", "unknown"])
def test_bands_below_and_missing_ones_are_low(band: str) -> None:
    assert _soc(**_nothing(groups=[{"band": band, "standing": "other"}]))[2] == "nothing"


def test_the_strictest_of_several_groups_wins_wherever_it_stands() -> None:
    principal = {**_LOW, "standing": _PRINCIPAL}
    for groups in ([_LOW, principal, _HIGH], [principal, _LOW], [_HIGH, _LOW, principal]):
        assert _soc(**_nothing(groups=groups)) == ("C", ("security",), "principal")
    assert _soc(**_nothing(groups=[_LOW, _HIGH]))[1] == ()


def test_organised_crime_never_ends_in_another_category() -> None:
    assert only_category(PACK, "soc") == "C"
    assert only_category(PACK, "violence") == ""
    for listed, band, standing, alert in product(
        (True, False, "unknown"), ("1a", "5c", "unknown"), (_PRINCIPAL, "other", "unknown"), ([], [_ALERT])
    ):
        facts = {
            "on_priority_list": listed,
            "groups": [{"band": band, "standing": standing}],
            "alerts": alert,
        }
        assert _soc(**facts)[0] == "C"


@pytest.mark.parametrize(
    ("score", "assaults", "serious", "category", "notify"),
    [
        (5.01, 5, 1, "B", ("safer_custody",)),
        (9, 12, 3, "B", ("safer_custody",)),
        (9, 4, 1, "C", ("safer_custody",)),
        (9, 5, 0, "C", ("safer_custody",)),
        (5.0, 9, 9, "C", ()),
        (0, 0, 0, "C", ()),
        ("unknown", 9, 9, "C", ()),
    ],
)
def test_every_branch_of_violence(
    score: Any, assaults: Any, serious: Any, category: Any, notify: Any
) -> None:
    found = _one("violence", violence_score=score, assaults=assaults, serious_assaults=serious)
    assert (found.outcome.category, found.outcome.notify) == (category, notify)


@pytest.mark.parametrize(
    ("band", "offence", "category", "rule"),
    [
        (1, True, "B", "high-band-offence"),
        (2, True, "B", "high-band-offence"),
        (2, False, "C", "high-band"),
        (3, True, "C", "middle-band"),
        (3, False, "C", "middle-band"),
        (4, True, "C", "low"),
        ("unknown", True, "C", "low"),
    ],
)
def test_every_branch_of_extremism(band: Any, offence: Any, category: Any, rule: Any) -> None:
    found = _one("extremism", pathfinder_band=band, terrorist_offence=offence)
    assert (found.outcome.category, found.rule) == (category, rule)
    assert ("regional_counter_terrorism_lead" in found.outcome.notify) == rule.startswith("high-band")


@pytest.mark.parametrize(
    ("alerts", "rule"),
    [
        ([{**_ALERT, "code": "xel", "age_days": 4000}], "escape-list"),
        ([{**_ALERT, "code": "xer"}], "escape-risk"),
        ([{**_ALERT, "code": "xer"}, {**_ALERT, "code": "xel"}], "escape-list"),
        ([{**_ALERT, "code": "xel", "active": False}], "no-alert"),
        ([], "no-alert"),
    ],
)
def test_every_branch_of_escape(alerts: Any, rule: Any) -> None:
    found = _one("escape", alerts=alerts)
    assert (found.rule, found.outcome.category, found.described) == (rule, "C", False)


def test_every_branch_of_life() -> None:
    assert _one("life", life_sentence=True).outcome.category == "B"
    assert _one("life", life_sentence=False).outcome.category == "C"


def test_what_unknown_hides_is_said_with_the_range() -> None:
    found = _one("violence", violence_score="unknown", assaults=6, serious_assaults=2)
    assert found.outcome.words == "C"
    assert [one.words for one in found.possible] == ["C", "B, tell safer custody"]
    assert found.warning == (
        "Treated unknown as low: Violence score, read as 0. If it were known, the outcome could be: "
        "C | B, tell safer custody."
    )
    harmless = _one("violence", violence_score=3, assaults="unknown", serious_assaults="unknown")
    assert len(harmless.possible) == 1
    assert "would not change" in harmless.warning
    assert not _one("violence", violence_score=3, assaults=0, serious_assaults=0).warning


def test_a_missing_band_or_standing_could_refer_him() -> None:
    known = _one("soc", **_nothing(groups=[{"band": "unknown", "standing": "other"}]))
    assert [one.words for one in known.possible] == ["C"]
    unknown = _one("soc", **_nothing(groups=[{"band": "unknown"}]))
    assert [one.words for one in unknown.possible] == ["C", "C, tell security"]
    assert "Band of the group, read as 5c" in unknown.assumed
    none = _one("soc", on_priority_list=False, alerts=[])
    assert none.assumed[0] == "Membership of an organised-crime group, read as none"
    assert [one.words for one in none.possible] == ["C", "C, tell security"]


def test_a_known_strict_group_leaves_nothing_open() -> None:
    sure = {**_LOW, "standing": _PRINCIPAL}
    found = _one("soc", **_nothing(groups=[sure, {"band": "unknown"}]))
    assert [one.words for one in found.possible] == ["C, tell security"]


def test_what_could_be_is_exactly_what_all_answers_give() -> None:
    answers: dict[str, list[float]] = {
        "violence_score": [0, 5, 5.01, 20],
        "assaults": [0, 4, 5, 30],
        "serious_assaults": [0, 1, 7],
    }
    for mask in product((True, False), repeat=3):
        known = {name: values[-1] for (name, values), keep in zip(answers.items(), mask, strict=True) if keep}
        open_names = [name for name in answers if name not in known]
        reached = {
            _one("violence", **known, **dict(zip(open_names, chosen, strict=True))).outcome
            for chosen in product(*(answers[name] for name in open_names))
        }
        assert set(_one("violence", **known).possible) == reached


def test_every_test_is_told_in_words() -> None:
    found = _one("soc", **_nothing(groups=[{"band": "unknown", "standing": _PRINCIPAL}]))
    assert [step.rule for step in found.trace] == [
        *("priority-list", "high-band-principal", "high-band-alert", "high-band", "principal")
    ]
    assert [step.holds for step in found.trace] == [False, False, False, False, True]
    assert found.trace[1].tests[0].endswith("no, nobody knows it, read as 5c")
    assert found.trace[-1].tests == (
        "Standing within the group is principal subject: yes, it is principal subject",
    )
    assert found.trace[0].about == "Membership of an organised-crime group 1"
    # Every fact that the pack knows can be told by a program.
    assert json.dumps([step.tests for step in found.trace])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"viper": 3}, "no fact of risk-profiler"),
        ({"violence_score": "high"}, "write a number"),
        ({"violence_score": True}, "write a number"),
        ({"violence_score": float("nan")}, "write a number"),
        ({"violence_score": -1}, "write a number"),
        ({"life_sentence": "perhaps"}, "write true, false"),
        ({"groups": {"band": "1a"}}, "is a list"),
        ({"groups": [{"colour": "red"}]}, "has no “colour”"),
        ({"groups": [{"band": "9z"}]}, "cannot be “9z”"),
        ({"groups": [{}] * 201}, "more than 200"),
        ({"alerts": [{}] * 6}, "Too much is unknown"),
    ],
)
def test_bad_facts_get_one_sentence(facts: Any, said: Any) -> None:
    with pytest.raises(BadInput, match=said):
        decide(PACK, facts)


def test_many_groups_with_gaps_are_gone_through_at_once() -> None:
    found = _one("soc", **_nothing(groups=[{"band": "unknown"}] * 150))
    assert [one.words for one in found.possible] == ["C", "C, tell security"]


def test_the_pack_is_whole_and_faults_are_found() -> None:
    assert pack_faults(PACK) == []
    tree = PACK.trees[1]
    endless = replace(PACK, trees=(replace(tree, rules=tree.rules[:-1]),))
    assert "can end without an outcome" in pack_faults(endless)[0]
    strange = replace(PACK, categories=("C",))
    assert any("B is no category" in fault for fault in pack_faults(strange))
    assert any(
        "no list" in fault for fault in pack_faults(replace(PACK, trees=(replace(tree, each="assaults"),)))
    )
    few = replace(PACK, facts=PACK.facts[:1])
    assert any("there is no fact" in fault or "no list" in fault for fault in pack_faults(few))
