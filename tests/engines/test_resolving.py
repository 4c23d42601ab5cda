"""Judgements of pairs become groups: humans outrank rules, nothing judged apart is together, order does not matter."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beccaria.core.judging import STRONG, Verdict
from beccaria.engines.resolving import Held, Resolved, resolve

RECORDS = "abcdefgh"
SAME, NOT, UNSURE = Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE


def rule(pair: str, score: float = 0.95, verdict: Verdict = SAME) -> Held:
    return Held(left=pair[0], right=pair[1], verdict=verdict, by_human=False, score=score)


def human(pair: str, verdict: Verdict = SAME) -> Held:
    return Held(left=pair[0], right=pair[1], verdict=verdict, by_human=True)


def groups(found: Resolved) -> str:
    return " ".join("".join(group) for group in found.groups)


@st.composite
def judgements(draw: st.DrawFn) -> list[Held]:
    pairs = draw(st.lists(st.sampled_from(list(combinations(RECORDS, 2))), unique=True, max_size=20))
    return [
        Held(
            left=left,
            right=right,
            verdict=draw(st.sampled_from(list(Verdict))),
            by_human=draw(st.booleans()),
            score=draw(st.sampled_from([0.9, 0.93, 0.96, 0.98, 1.0])),
        )
        for left, right in pairs
    ]


def test_what_nobody_judged_stands_alone() -> None:
    assert groups(resolve("ba", [])) == "a b"


def test_unsure_joins_nothing() -> None:
    assert groups(resolve("ab", [human("ab", UNSURE)])) == "a b"


def test_the_weakest_rule_is_cut_where_a_human_says_not_the_same() -> None:
    found = resolve("abc", [rule("ab", 0.99), rule("bc", 0.92), human("ac", NOT)])
    assert groups(found) == "ab c"
    assert found.cut == {("b", "c")}


def test_a_rule_that_says_not_the_same_binds_rules_but_not_humans() -> None:
    assert groups(resolve("abc", [rule("ab", 0.99), rule("bc"), rule("ac", 0.1, NOT)])) == "ab c"
    assert groups(resolve("abc", [human("ab"), human("bc"), rule("ac", 0.1, NOT)])) == "abc"


def test_humans_who_contradict_each_other_join_nothing_on_the_way() -> None:
    found = resolve("abcd", [human("ab"), human("bc"), human("cd"), human("ac", NOT)])
    assert groups(found) == "a b cd"
    assert found.contradicted == {("a", "b"), ("b", "c")}


def test_two_ways_round_are_both_suspended() -> None:
    found = resolve("abcd", [human("ab"), human("bd"), human("ac"), human("cd"), human("ad", NOT)])
    assert groups(found) == "a b c d"
    assert len(found.contradicted) == 4


def test_a_weak_join_alone_does_not_hold_two_groups_together() -> None:
    chain = [rule("ab", 0.99), rule("bc", 0.93), rule("cd", 0.99)]
    found = resolve("abcd", chain)
    assert groups(found) == "ab cd"
    assert found.weak == {("b", "c")}
    assert groups(resolve("abcd", [*chain[::2], rule("bc", STRONG)])) == "abcd"
    assert groups(resolve("abcd", [*chain[::2], human("bc")])) == "abcd"


def test_two_weak_joins_hold_together_and_one_record_alone_is_no_chain() -> None:
    assert groups(resolve("abcd", [rule("ab", 0.99), rule("cd", 0.99), rule("bc"), rule("ad")])) == "abcd"
    assert groups(resolve("abc", [rule("ab", 0.99), rule("bc", 0.91)])) == "abc"


def test_two_judgements_of_one_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="Two judgements of one pair"):
        resolve("ab", [human("ab"), rule("ba")])


def _together(found: Resolved, left: str, right: str) -> bool:
    return any(left in group and right in group for group in found.groups)


@settings(max_examples=400)
@given(judgements())
def test_every_record_is_in_one_group_and_nothing_judged_apart_by_a_human_is_together(
    held: list[Held],
) -> None:
    found = resolve(RECORDS, held)
    assert sorted(name for group in found.groups for name in group) == list(RECORDS)
    for one in held:
        if one.by_human and one.verdict is NOT:
            assert not _together(found, one.left, one.right)


@settings(max_examples=400)
@given(judgements())
def test_a_human_join_holds_unless_humans_contradict_it(held: list[Held]) -> None:
    found = resolve(RECORDS, held)
    alone = resolve(RECORDS, [one for one in held if one.by_human])
    assert found.contradicted == alone.contradicted
    for one in held:
        if one.by_human and one.verdict is SAME:
            assert _together(found, one.left, one.right) or one.pair in found.contradicted
            if not any(other.by_human and other.verdict is NOT for other in held):
                assert one.pair not in found.contradicted


@settings(max_examples=400)
@given(judgements(), st.randoms(use_true_random=False))
def test_the_order_of_the_judgements_does_not_matter(held: list[Held], chance: object) -> None:
    mixed = [
        Held(left=one.right, right=one.left, verdict=one.verdict, by_human=one.by_human, score=one.score)
        for one in held
    ]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert resolve(RECORDS, held) == resolve(reversed(RECORDS), mixed)


@settings(max_examples=300)
@given(judgements())
def test_each_join_is_either_made_or_told_and_nothing_is_joined_that_nobody_judged(held: list[Held]) -> None:
    found = resolve(RECORDS, held)
    same = {one.pair for one in held if one.verdict is SAME}
    assert found.apart <= same
    for left, right in same - found.apart:
        assert _together(found, left, right)
    rest = resolve(RECORDS, [one for one in held if one.verdict is SAME and one.pair not in found.apart])
    assert all(any(set(group) <= set(whole) for whole in rest.groups) for group in found.groups)


@settings(max_examples=300)
@given(judgements())
def test_a_rule_never_joins_what_a_rule_holds_apart_unless_humans_did(held: list[Held]) -> None:
    found = resolve(RECORDS, held)
    humans = resolve(RECORDS, [one for one in held if one.by_human])
    for one in held:
        if not one.by_human and one.verdict is NOT and _together(found, one.left, one.right):
            assert _together(humans, one.left, one.right)
