"""A post is checked against what somebody can do and what it reaches; only a governor gives it against a no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.core.working_places import Access, Answer, Reach, Skill, Weakness
from beccaria.lib.moments import day_of
from beccaria.placement.actions import working as actions
from beccaria.placement.queries import working as queries
from beccaria.places import api as places
from tests.classifying import in_force, status
from tests.grouping import at, does, planted
from tests.pages import post, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


def new_post(at: datetime, **more: Any) -> actions.NewPost:
    said: dict[str, Any] = {
        "site": "NORTH",
        "name": "Metal workshop",
        "unit": "NORTH-B",
        "access": [Access.TOOLS],
        "walked_on": day_of(at),
    }
    return actions.NewPost(**(said | more))


def skill(person: str, at: datetime, kind: Skill | None, **more: Any) -> actions.NewSkill:
    said: dict[str, Any] = {"words": "His papers as a locksmith.", "observed": day_of(at)}
    return actions.NewSkill(person=person, skill=kind, **(said | more))


@pytest.fixture
def roof(does: Any, at: datetime) -> str:
    """Gil writes down that from the first landing of C wing one gets onto the roof."""
    new = places.NewWeakPoint(
        site="NORTH",
        unit="NORTH-C-1",
        kind=Weakness.ROOF,
        reach=Reach.AT_IT,
        words="The hatch beside the drying room.",
        found_on=day_of(at),
    )
    return str(does("gil", places.write_weak_point, new, at=at))


def test_the_roof_case_is_refused_and_only_the_governor_gives_it_against_the_check(
    does: Any, planted: Any, at: datetime, roof: str
) -> None:
    assert roof
    person = planted("seed-mts")
    post = does("pia", actions.write_post, new_post(at, unit="NORTH-C-101"), at=at)
    does("asa", actions.add_skill, skill(person, at, Skill.METAL), at=at)
    made = does("pia", actions.check_post, person, post, at=at)
    read = does("pia", queries.check_of, made)
    assert read.answer is Answer.NO
    assert "roof" in str(read.reasons[0].said)
    with pytest.raises(Cannot, match="only the governor"):
        does("pia", actions.decide_post, made, give=True, why="He is quiet.", at=at)
    does("gil", actions.decide_post, made, give=True, why="Watched by two; the hatch is welded.", at=at)
    assert [one.person.id for one in does("pia", queries.given_at, "NORTH")] == [person]
    with pytest.raises(Cannot, match="decided on this already"):
        does("gil", actions.decide_post, made, give=False, why="No.", at=at)
    does("gil", actions.end_given_post, made, why="Moved.", at=at)
    assert does("pia", queries.given_at, "NORTH") == ()


def test_what_is_reached_from_a_cell_is_near_its_wing_and_not_on_another(does: Any, roof: str) -> None:
    assert roof
    codes = ["NORTH-C", "NORTH-C-1", "NORTH-C-101", "NORTH-B"]
    found = does("pia", places.reached_from, "NORTH", codes)
    assert {code: [one.reach for one in near] for code, near in found.items()} == {
        "NORTH-C": [Reach.NEAR],
        "NORTH-C-1": [Reach.AT_IT],
        "NORTH-C-101": [Reach.AT_IT],
        "NORTH-B": [],
    }
    assert does("eve", places.weak_points, "NORTH") == ()
    assert does("ana", places.weak_points, "NORTH") == ()


def test_a_status_closes_posts_with_goods_and_something_graver_since_asks_for_another_check(
    does: Any, planted: Any, at: datetime
) -> None:
    person = planted("seed-mts")
    post = does("pia", actions.write_post, new_post(at, name="Stores", access=[Access.GOODS]), at=at)
    made = does("pia", actions.check_post, person, post, at=at)
    assert does("pia", queries.check_of, made).answer is Answer.ALLOWED
    in_force(does, status(person, at), at=at)
    with pytest.raises(Cannot, match="Something graver is known"):
        does("pia", actions.decide_post, made, give=True, why="He asked.", at=at + timedelta(minutes=1))
    again = does("pia", actions.check_post, person, post, at=at + timedelta(minutes=1))
    assert does("pia", queries.check_of, again).answer is Answer.NO


def test_nobody_asked_about_his_trade_is_a_question_and_asked_without_any_is_not(
    does: Any, planted: Any, at: datetime
) -> None:
    person = planted("seed-twin")
    post = does("pia", actions.write_post, new_post(at), at=at)
    assert (
        does("pia", queries.check_of, does("pia", actions.check_post, person, post, at=at)).answer
        is Answer.ASK
    )
    made = does("asa", actions.add_skill, skill(person, at, None, words="He named none."), at=at)
    assert (
        does("pia", queries.check_of, does("pia", actions.check_post, person, post, at=at)).answer
        is Answer.ALLOWED
    )
    does("asa", actions.withdraw_skill, made, why="It was his brother.", at=at)
    assert (
        does("pia", queries.check_of, does("pia", actions.check_post, person, post, at=at)).answer
        is Answer.ASK
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "name of the post is empty"),
        ({"unit": "SOUTH-A"}, "no wing, landing or cell SOUTH-A there"),
        ({"walked_on": "tomorrow"}, "in the future"),
    ],
)
def test_a_post_that_cannot_be_is_refused_in_a_sentence(
    does: Any, at: datetime, change: dict[str, Any], words: str
) -> None:
    if change.get("walked_on"):
        change = {"walked_on": day_of(at) + timedelta(days=1)}
    with pytest.raises(BadInput, match=words):
        does("pia", actions.write_post, new_post(at, **change), at=at)
    does("pia", actions.write_post, new_post(at), at=at)
    with pytest.raises(BadInput, match="of this name already"):
        does("pia", actions.write_post, new_post(at), at=at)


def test_others_find_nothing_and_change_nothing(does: Any, planted: Any, at: datetime, roof: str) -> None:
    post = does("pia", actions.write_post, new_post(at), at=at)
    made = does("pia", actions.check_post, planted("seed-mts"), post, at=at)
    for name in ("eve", "ana", "oli", "lia"):
        for what, asked in ((queries.post, post), (queries.check_of, made), (places.weak_point, roof)):
            with pytest.raises(Hidden):
                does(name, what, asked)
    with pytest.raises(Refused):
        does("pia", places.mend_weak_point, roof, what="No.", at=at)
    with pytest.raises(Hidden):
        does("eve", actions.add_skill, skill(planted("seed-mts"), at, Skill.METAL), at=at)
    with pytest.raises(Refused):
        does("ana", actions.add_skill, skill(planted("seed-mts"), at, Skill.METAL), at=at)


def test_the_pages_of_a_prison_of_a_person_and_of_a_check(
    sign_in: Callable[[str], Client], planted: Any, at: datetime
) -> None:
    gil, pia, person = sign_in("gil"), sign_in("pia"), planted("seed-twin")
    assert "The gate of the yard closes late." in text(gil.get("/posts/at/NORTH/"))
    weak = {"kind": "roof", "unit": "NORTH-B", "words": "A hatch.", "found_on": day_of(at).isoformat()}
    assert "Say how near one gets." in text(post(gil, "/posts/at/NORTH/weak-points/", **weak), 422)
    assert post(gil, "/posts/at/NORTH/weak-points/", **weak, reach="2").status_code == 302
    new = {"name": "Roofers", "unit": "NORTH-B", "access": ["tools"], "walked_on": day_of(at).isoformat()}
    assert post(pia, "/posts/at/NORTH/new/", **new).status_code == 302
    page = text(pia.get("/posts/at/NORTH/"))
    assert "roof (at it)" in page
    assert "Write down a weak point" not in page
    assert "Nobody has written down what trade he has" in text(pia.get(f"/posts/of/{person}/"))
    said = {"skill": "metal", "words": "Papers.", "observed": day_of(at).isoformat()}
    assert post(pia, f"/posts/of/{person}/skills/", **said).status_code == 302
    assert "Choose the post." in text(post(pia, f"/posts/of/{person}/check/"), 422)
    offered = text(pia.get(f"/posts/of/{person}/")).split('value="')
    chosen = next(one.split('"')[0] for one in offered if "Roofers" in one)
    where = post(pia, f"/posts/of/{person}/check/", post=chosen)["Location"]
    assert "Good conduct does not change that." in text(pia.get(where))
    assert "only the governor" in text(post(pia, f"{where}decide/", give="yes", why="He asked."), 422)
    assert post(pia, f"{where}decide/", give="no", why="The roof.").status_code == 302
    assert "not given" in text(pia.get(where))


def test_a_post_ends_with_a_reason_and_is_offered_no_more(
    sign_in: Callable[[str], Client], does: Any, at: datetime
) -> None:
    made = does("pia", actions.write_post, new_post(at), at=at)
    pia = sign_in("pia")
    assert "A post has ended" in text(pia.get("/posts/at/NORTH/"))
    assert post(pia, "/posts/at/NORTH/end/", post=made, why="").status_code == 422
    assert post(sign_in("bo"), "/posts/at/NORTH/end/", post=made, why="Closed.").status_code == 404
    assert post(pia, "/posts/at/NORTH/end/", post=made, why="The workshop closed.").status_code == 302
    assert "Metal workshop" not in text(pia.get("/posts/at/NORTH/"))
    with pytest.raises(Cannot, match="ended already"):
        does("pia", actions.end_post, made, why="Again.", at=at)
