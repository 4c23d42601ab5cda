"""The roof case is caught whatever his conduct; more skill, reach or access never makes an answer milder."""

import inspect
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from beccaria.core import working_places
from beccaria.core.working_places import (
    Able,
    Access,
    Answer,
    Checked,
    Near,
    Reach,
    Skill,
    Spot,
    Weakness,
    check,
)

ORDER = [Answer.ALLOWED, Answer.ASK, Answer.NO]
SKILLS = st.frozensets(st.sampled_from(Skill))
NEAR = st.builds(Near, st.sampled_from(Weakness), st.sampled_from(Reach))
ABLE = st.builds(Able, st.none() | SKILLS, st.none() | st.booleans(), st.booleans())
SPOT = st.builds(
    Spot,
    st.frozensets(st.sampled_from(Access)),
    st.lists(NEAR, max_size=4).map(tuple),
    st.booleans(),
)
ROOF = Spot(near=(Near(Weakness.ROOF, Reach.AT_IT),))


def rank(found: Checked) -> int:
    return ORDER.index(found.answer)


def test_the_roof_case_is_refused_though_nothing_else_speaks_against_him() -> None:
    quiet = Able(skills=frozenset({Skill.METAL, Skill.EXPLOSIVES}), escape_high=False)
    found = check(quiet, ROOF)
    assert found.answer is Answer.NO
    assert "roof" in str(found.reasons[0].said)
    assert "Good conduct does not change that" in str(found.reasons[0].said)
    assert check(Able(skills=frozenset({Skill.FORGERY}), escape_high=False), ROOF).answer is Answer.ALLOWED


def test_conduct_cannot_even_be_said() -> None:
    asked = {one.name for kind in (Able, Spot) for one in fields(kind)} | set(
        inspect.signature(check).parameters
    )
    words = {"conduct", "behaviour", "behavior", "compliant", "trusted", "incidents", "advice"}
    assert not asked & words
    assert {one.name for one in fields(Able)} == {"skills", "escape_high", "restricted"}


def test_what_nobody_wrote_down_is_asked_and_never_allowed() -> None:
    assert check(Able(escape_high=False), ROOF).answer is Answer.ASK
    assert check(Able(skills=frozenset()), ROOF).answer is Answer.ASK
    assert check(Able(frozenset(), escape_high=False), Spot(walked=False)).answer is Answer.ASK
    assert check(Able(), Spot()).answer is Answer.ALLOWED


def test_posts_with_goods_movement_and_staff_areas_are_closed_to_whom_that_is_decided_for() -> None:
    mts = Able(frozenset(), escape_high=False, restricted=True)
    for access in (Access.GOODS, Access.MOVEMENT, Access.STAFF_AREAS):
        assert check(mts, Spot(frozenset({access}))).answer is Answer.NO
    assert check(mts, Spot(frozenset({Access.TOOLS}))).answer is Answer.ALLOWED


@given(able=ABLE, spot=SPOT, more=st.sampled_from(Skill))
def test_more_skill_is_never_milder(able: Able, spot: Spot, more: Skill) -> None:
    if able.skills is not None:
        grown = Able(able.skills | {more}, able.escape_high, able.restricted)
        assert rank(check(grown, spot)) >= rank(check(able, spot))


@given(able=ABLE, spot=SPOT, near=NEAR, access=st.sampled_from(Access))
def test_more_within_reach_is_never_milder(able: Able, spot: Spot, near: Near, access: Access) -> None:
    wider = Spot(spot.access | {access}, (*spot.near, near), spot.walked)
    assert rank(check(able, wider)) >= rank(check(able, spot))


@given(able=ABLE, spot=SPOT)
def test_the_gravest_reason_decides_and_stands_first(able: Able, spot: Spot) -> None:
    found = check(able, spot)
    grave = [ORDER.index(one.answer) for one in found.reasons]
    assert grave == sorted(grave, reverse=True)
    assert rank(found) == (grave[0] if grave else 0)


def test_every_kind_has_words() -> None:
    assert set(working_places.SKILL_WORDS) == set(Skill)
    assert set(working_places.WEAKNESS_WORDS) == set(Weakness) == set(working_places.FITS)
    assert set(working_places.ACCESS_WORDS) == set(Access)
