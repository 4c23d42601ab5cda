"""Assessments over REST: ranges with reasons, all or nothing, a retry does nothing twice, and no bare number."""

from collections.abc import Callable
from typing import Any

import pytest

from beccaria.risk.queries import instruments
from tests.apps.risk.assessing import ESCAPE, VIOLENCE, bands, rating

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
WORDS = {
    "what": "A blow",
    "to_whom": "Cell mates",
    "when": "After visits",
    "what_would_change": "A single cell",
    "likelihood": "unlikely",
    "confidence": "low",
}


def body(person: str, **more: Any) -> dict[str, Any]:
    """Everything rated at the lowest level but the last, which is unknown."""
    items = instruments.newest(VIOLENCE).instrument.items
    rated = {
        item.id: {"level": item.levels[0].name, "because": "Seen.", "looked_against": True}
        for item in items[:-1]
    }
    return {
        "person": person,
        "instrument": VIOLENCE,
        "version": 1,
        "ratings": rated | {items[-1].id: {"level": "unknown"}},
        "formulation": WORDS,
        "finish": True,
    } | more


def test_assess_read_and_decide(
    call: Call, planted: Callable[[str], str], trained: Callable[..., None]
) -> None:
    trained("asa", VIOLENCE)
    person = planted("seed-mts")
    made = call("asa", "POST", "/assessments", body(person), key="one")
    assert made.status_code == 201, made.content
    again = call("asa", "POST", "/assessments", body(person), key="one")
    assert again.json()["id"] == made.json()["id"]
    said = made.json()
    assert (said["state"], said["unknown"]) == (
        "rated",
        [instruments.newest(VIOLENCE).instrument.items[-1].id],
    )
    assert said["low"] < said["high"]
    assert said["next_question"]
    assert [one["id"] for one in call("gil", "GET", f"/assessments?person={person}").json()["items"]] == [
        said["id"]
    ]
    assert [one["id"] for one in call("gil", "GET", "/assessments").json()["items"]] == [said["id"]]
    decided = call("gil", "POST", f"/assessments/{said['id']}/decision", {"band": said["proposed_band"]})
    assert decided.json()["decided_band"] == said["proposed_band"]
    assert call("asa", "GET", f"/assessments/{said['id']}").json()["review_due"]


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"version": 2}, 422, "version 1, not 2"),
        ({"instrument": "horoscope"}, 422, "There is no instrument"),
        ({"instrument": ESCAPE}, 409, "No training of yours"),
        ({"person": "nobody"}, 404, ""),
        ({"ratings": {"frequency": {"level": "enormous"}}}, 422, ""),
        ({"formulation": WORDS | {"likelihood": "perhaps"}}, 422, "none of the words"),
        ({"ratings": {}}, 422, "have no answer"),
    ],
)
def test_what_cannot_be_used_is_refused_and_leaves_nothing(
    call: Call, planted: Any, trained: Callable[..., None], more: Any, *, status: int, says: str
) -> None:
    trained("asa", VIOLENCE)
    person = planted("seed-mts")
    answer = call("asa", "POST", "/assessments", body(**({"person": person} | more)))
    assert (answer.status_code, says in answer.content.decode()) == (status, True), answer.content
    assert call("asa", "GET", f"/assessments?person={person}").json()["items"] == []


def test_withheld_evidence_is_told_as_that_and_nothing_else(
    call: Call, judged_by: Callable[..., str], item_about: Callable[..., str]
) -> None:
    key = item_about("A rope was seen.")
    item = instruments.newest(ESCAPE).instrument.items[0]
    made = judged_by("bo", ESCAPE, level=3, rate={item.id: rating(item.levels[1].name, cites=[key])})
    mine = call("cy", "GET", f"/assessments/{made}").json()["ratings"][item.id]
    assert [one["record"] for one in mine["evidence"]] == [key.split(":")[1]]
    theirs = call("gil", "GET", f"/assessments/{made}")
    assert theirs.json()["ratings"][item.id] | {"rated_at": ""} == mine | {
        "rated_at": "",
        "evidence": [],
        "withheld": True,
    }
    assert key.split(":")[1] not in theirs.content.decode()
    refused = call("gil", "POST", f"/assessments/{made}/decision", {"band": bands(ESCAPE)[-1]})
    assert refused.status_code == 409
    assert call("asa", "POST", f"/assessments/{made}/second", {"agrees": True}).json()["second"]["agrees"]


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "max"])
def test_others_find_nothing(call: Call, judged_by: Callable[..., str], who: str) -> None:
    made = judged_by("asa", VIOLENCE)
    for method, path, sent in (
        ("GET", f"/assessments/{made}", None),
        ("POST", f"/assessments/{made}/decision", {"band": "low"}),
        ("POST", f"/assessments/{made}/second", {"agrees": True}),
    ):
        assert call(who, method, path, sent).status_code == 404, path
