"""Handling conditions: validation, what they forbid, and that combining never loosens anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.handling import (
    CODE_WORDS,
    LIMITS,
    NO_CONDITIONS,
    Audience,
    BadHandling,
    Handling,
    asserted,
    from_codes,
    in_4x4,
    sayings,
    strictest,
    why_not_given_to,
    words,
)

handlings = st.builds(
    Handling, st.frozensets(st.sampled_from(sorted(LIMITS))), st.frozensets(st.sampled_from(["a", "b", "c"]))
)


def permissions(one: Handling) -> dict[str, bool]:
    given_to = {
        f"{audience} {sanitised} {agrees}": why_not_given_to(
            one, audience, sanitised=sanitised, originator_agrees=agrees
        )
        is None
        for audience in Audience
        for sanitised in (True, False)
        for agrees in (True, False)
    }
    return given_to | {
        "act": one.may_act,
        "overt": one.may_act_overtly,
        "covert": one.may_act_covertly,
        "onward": not one.must_ask_before_onward,
        "sanitise": one.may_sanitise_unsupervised,
        "elsewhere": one.may_show_elsewhere,
        "proceedings": one.may_be_used_in_proceedings,
        "alone": not one.wants_two_people,
    }


@given(handlings)
def test_joining_with_itself_changes_nothing(one: Handling) -> None:
    assert strictest(one, one) == strictest(one) == strictest(one, NO_CONDITIONS) == one


@given(handlings, handlings)
def test_the_order_of_joining_does_not_matter(one: Handling, other: Handling) -> None:
    assert strictest(one, other) == strictest(other, one)


@given(handlings, handlings, handlings)
def test_the_grouping_of_joining_does_not_matter(one: Handling, two: Handling, three: Handling) -> None:
    assert (
        strictest(strictest(one, two), three)
        == strictest(one, strictest(two, three))
        == strictest(one, two, three)
    )


@given(handlings, handlings)
def test_what_is_derived_is_never_looser_than_a_part(one: Handling, other: Handling) -> None:
    joined, part = permissions(strictest(one, other)), permissions(one)
    assert strictest(one, other).limits >= one.limits
    assert [name for name, allowed in joined.items() if allowed and not part[name]] == []


@given(st.frozensets(st.sampled_from(sorted(code for code in LIMITS if code.startswith("3x5x2")))))
def test_crossing_to_4x4_never_opens_an_audience_or_sanitising(codes: frozenset[str]) -> None:
    before, after = permissions(Handling(codes)), permissions(in_4x4(Handling(codes)))
    assert [name for name in ("sanitise", "covert") if after[name] and not before[name]] == []


def test_crossing_to_4x4_follows_the_table() -> None:
    assert in_4x4(asserted("3x5x2", "P")).codes == {"4x4:H0"}
    assert in_4x4(asserted("3x5x2", "C", "A1", "S1")).codes == {"4x4:H2", "4x4:H3"}
    assert in_4x4(asserted("3x5x2", "C", "A2", "S2")).codes == {"4x4:H1", "4x4:H2", "4x4:H3"}
    assert in_4x4(from_codes(["5x5x5:5"])).codes == {"4x4:H3"}
    assert in_4x4(from_codes(["4x4:H1"])).codes == {"4x4:H1"}
    assert any("covert" in note for note in in_4x4(asserted("3x5x2", "C", "A2", "S2")).notes)


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("3x5x2", ("C",)),
        ("3x5x2", ("C", "A1")),
        ("3x5x2", ("C", "S1")),
        ("3x5x2", ("C", "A1", "A2", "S1")),
        ("3x5x2", ("A1", "S1")),
        ("3x5x2", ("P", "C", "A1", "S1")),
        ("3x5x2", ("P", "S1")),
        ("3x5x2", ()),
        ("3x5x2", ("H1",)),
        ("4x4", ("P",)),
        ("4x4", ("H0", "H1")),
        ("4x4", ("H3",)),
        ("5x5x5", ("1", "2")),
        ("5x5x5", ("4",)),
        ("admiralty", ("P",)),
    ],
)
def test_half_a_condition_is_refused_in_one_sentence(scheme: str, codes: tuple[str, ...]) -> None:
    with pytest.raises(BadHandling, match=r":|\."):
        asserted(scheme, *codes)


def test_conditions_in_words_are_kept() -> None:
    assert asserted("4x4", "H3", note="not before the trial").notes == {"not before the trial"}
    assert asserted("4x4", "H1", "H2").codes == {"4x4:H1", "4x4:H2"}
    with pytest.raises(BadHandling, match="is not a handling code"):
        from_codes(["A1"])


def test_a1_stops_action_and_a2_leaves_only_covert_action() -> None:
    a1, a2 = asserted("3x5x2", "C", "A1", "S1"), asserted("3x5x2", "C", "A2", "S1")
    assert not a1.may_act
    assert (a2.may_act, a2.may_act_overtly, a2.may_act_covertly) == (True, False, True)
    a3 = asserted("3x5x2", "C", "A3", "S1", note="search the cell only with the dog")
    assert (a3.may_act_overtly, a3.may_act_covertly) == (True, False)
    assert not strictest(a2, a3).may_act


def test_s2_needs_the_originator_and_s1_does_not() -> None:
    s1, s2 = asserted("3x5x2", "C", "A2", "S1"), asserted("3x5x2", "C", "A2", "S2")
    assert why_not_given_to(s1, Audience.POLICE, sanitised=True, originator_agrees=False) is None
    assert "originator" in (
        why_not_given_to(s1, Audience.POLICE, sanitised=False, originator_agrees=False) or ""
    )
    assert "originator" in (
        why_not_given_to(s2, Audience.POLICE, sanitised=True, originator_agrees=False) or ""
    )
    assert why_not_given_to(s2, Audience.POLICE, sanitised=True, originator_agrees=True) is None
    assert why_not_given_to(s2, Audience.OWN_UNIT, sanitised=False, originator_agrees=False) is None


def test_an_audience_that_is_closed_stays_closed_even_if_the_originator_agrees() -> None:
    agency = asserted("5x5x5", "4", note="one source only; review on 1 May")
    for audience in (Audience.POLICE, Audience.FOREIGN_EU, Audience.OTHER_PRISON):
        assert why_not_given_to(agency, audience, sanitised=True, originator_agrees=True) is not None
    assert (
        why_not_given_to(asserted("5x5x5", "1"), Audience.POLICE, sanitised=True, originator_agrees=False)
        is None
    )


def test_the_strip_says_the_most_important_first_and_contradicts_itself_never() -> None:
    assert words(NO_CONDITIONS) == words(asserted("3x5x2", "P")) == "no special conditions"
    assert sayings(asserted("3x5x2", "C", "A1", "S2"))[:2] == (
        "do not act on it",
        "ask the originator before acting",
    )
    assert "covert action only" in sayings(asserted("3x5x2", "C", "A2", "S1"))
    assert "covert action only" not in sayings(asserted("3x5x2", "C", "A1", "S1"))


def test_every_code_has_words() -> None:
    assert set(CODE_WORDS) == set(LIMITS)
