"""Reviews and letters over REST: what the pages permit and no more; a retry does nothing twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from beccaria.risk.models import Review
from tests.apps.risk.standing import Stand, stand
from tests.apps.risk.test_reviews import a_find
from tests.grouping import Does, at, does, planted
from tests.lettering import Case, roof

__all__ = ["at", "does", "planted", "roof", "stand"]
pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
HOLDS = {
    "words": "Nothing in the yard has changed for him since.",
    "looked_at": "The wing's book, two officers.",
}
NEVER = "00000000-0000-4000-8000-000000000000"


def test_what_falls_due_and_why(
    call: Call, does: Does, at: datetime, stand: Stand, planted: Callable[[str], str]
) -> None:
    calm, changed = stand("seed-father"), stand()
    a_find(does, at, planted("seed-mts"))
    items = call("asa", "GET", "/reviews").json()["items"]
    assert [(one["judged"], one["because_of_a_change"]) for one in items] == [(changed, True), (calm, False)]
    assert [one["kind"] for one in items[0]["changes"]] == ["find"]
    due = call("asa", "GET", "/reviews?standing=due").json()["items"]
    assert [one["judged"] for one in due] == [changed]
    wrong = call("asa", "GET", "/reviews?standing=soon")
    assert (wrong.status_code, "There is no such standing" in wrong.content.decode()) == (422, True)


def test_it_still_holds_once_however_often_it_is_sent(
    call: Call, does: Does, at: datetime, stand: Stand, planted: Callable[[str], str]
) -> None:
    one = stand()
    a_find(does, at, planted("seed-mts"))
    made = call("asa", "POST", f"/reviews/{one}/still-holds", HOLDS, key="a")
    assert (made.status_code, made.json()["changes"]) == (201, [])
    again = call("asa", "POST", f"/reviews/{one}/still-holds", HOLDS, key="a")
    assert again.json() == made.json()

    def many(*, by: Any) -> int:
        del by
        return Review.objects.filter(judged=one).count()

    assert does("asa", many) == 1
    stale = call("asa", "POST", f"/reviews/{one}/still-holds", HOLDS)
    assert (stale.status_code, "used before" in stale.content.decode()) == (422, True)


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "max", "dee", "kit"])
def test_others_find_no_review(call: Call, stand: Stand, who: str) -> None:
    one = stand()
    found = call(who, "GET", "/reviews")
    assert found.status_code == 404 or found.json()["items"] == []
    hidden = call(who, "POST", f"/reviews/{one}/still-holds", HOLDS)
    never = call(who, "POST", f"/reviews/{NEVER}/still-holds", HOLDS)
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content


def test_who_sees_a_review_need_not_be_allowed_to_do_it(call: Call, stand: Stand) -> None:
    one = stand()
    assert [each["judged"] for each in call("gil", "GET", "/reviews").json()["items"]] == [one]
    assert call("gil", "POST", f"/reviews/{one}/still-holds", HOLDS).status_code == 404


def test_letters_of_an_assessment_with_what_was_kept_back(call: Call, roof: Case) -> None:
    assert call("bo", "GET", f"/assessments/{roof.id}/letters").json()["items"] == []
    made = roof.approved()
    (letter,) = call("bo", "GET", f"/assessments/{roof.id}/letters").json()["items"]
    assert (letter["id"], letter["delivered_at"]) == (made, None)
    kept = [one for one in letter["reasons"] if not one["told"]]
    assert kept
    assert all(one["text"] == "" and one["ground"] for one in kept)


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "max"])
def test_others_find_no_letter(call: Call, roof: Case, who: str) -> None:
    roof.approved()
    hidden = call(who, "GET", f"/assessments/{roof.id}/letters")
    never = call(who, "GET", f"/assessments/{NEVER}/letters")
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content
