"""The REST interface of reports: promised shapes, problem documents, cursors, and every POST done once."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.lib import clock

Call = Callable[..., Any]


@pytest.fixture
def call(token: Callable[[str], str]) -> Call:
    """`call("bo", "GET", "/reports")` as Bo's token."""
    tokens: dict[str, str] = {}

    def ask(who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        held = tokens.setdefault(who, token(who))
        client = Client(HTTP_HOST="127.0.0.1")
        return client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {held}", **headers},
        )

    return ask


def remark(**more: Any) -> dict[str, Any]:
    return {"text": "M.T.S. has a telephone, 338 123 4567", "occurred_at": clock.now().isoformat(), **more}


@pytest.mark.django_db
def test_an_observation_is_taken_in_and_read_without_its_author(call: Call) -> None:
    answer = call("ana", "POST", "/observations", remark(kind="telephone", place="C wing"))
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert set(made) >= {"id", "reference", "stage", "received_at"}
    assert made["stage"] == "submitted"
    read = call("bo", "GET", f"/observations/{made['id']}").json()
    assert read["text"] == remark()["text"]
    assert [mention["value"] for mention in read["mentions"]] == ["M.T.S.", "+393381234567"]
    assert read["report"] is None
    assert "ana" not in json.dumps(read).lower().replace("ana l", "")
    own = call("ana", "GET", f"/observations/{made['id']}").json()
    assert (own["stage"], own["feedback"]) == ("sent", [])


@pytest.mark.django_db
def test_the_same_key_does_it_once(call: Call) -> None:
    key = {"Idempotency-Key": "5f1c"}
    body = remark()
    first, again = (call("ana", "POST", "/observations", body, **key) for _ in range(2))
    assert first.json() == again.json()
    assert (first.status_code, again.status_code) == (201, 201)
    assert call("ana", "POST", "/observations", remark(text="Other"), **key).status_code == 422
    found = call("ana", "GET", "/observations").json()["items"]
    assert [one["text"] for one in found].count(body["text"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "is empty"),
        ({"occurred_at": (clock.now() + timedelta(days=1)).isoformat()}, "in the future"),
        ({"occurred_at": "2026-11-21T10:00:00"}, "time zone"),
        ({"site": "SOUTH"}, "do not work"),
        ({"kind": "gossip"}, "not a kind"),
    ],
)
def test_a_bad_observation_is_a_problem_document(call: Call, more: dict[str, str], sentence: str) -> None:
    answer = call("ana", "POST", "/observations", remark(**more))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert sentence in answer.json()["detail"]


@pytest.mark.django_db
def test_a_hidden_record_and_none_are_the_same_404(call: Call) -> None:
    made = call("ana", "POST", "/observations", remark()).json()
    report = call("bo", "POST", "/reports", {"observations": [made["id"]]}).json()
    for path in (f"/observations/{made['id']}", f"/reports/{report['id']}"):
        hidden, never = call("eve", "GET", path), call("eve", "GET", path[:-1] + "_")
        assert (hidden.status_code, never.status_code) == (404, 404)
        assert hidden.content == never.content
    assert call("abe", "GET", f"/observations/{made['id']}").status_code == 404
    assert call("gil", "GET", f"/observations/{made['id']}").status_code == 404
    assert made["id"] not in call("eve", "GET", "/observations").content.decode()


@pytest.mark.django_db
def test_grade_sanitise_disseminate(call: Call) -> None:
    made = call("ana", "POST", "/observations", remark()).json()
    opened = call("bo", "POST", "/reports", {"observations": [made["id"]], "title": "A telephone"}).json()
    path, item = f"/reports/{opened['id']}", opened["items"][0]["id"]
    judged = {"id": item, "source_grade": "2", "information_grade": "C", "handling": ["C", "A2", "S1"]}
    bare = call("bo", "POST", f"{path}/grade", {"items": [judged]})
    assert bare.status_code == 422
    provenance = {"text": "Staff", "scheme": "3x5x2", "source_grade": "1", "information_grade": "A"}
    grades = {"items": [judged | {"scheme": "3x5x2"}], "provenance": provenance}
    report = call("bo", "POST", f"{path}/grade", grades).json()
    assert report["stage"] == "graded"
    shown = report["items"][0]
    assert (shown["scheme"], shown["source_grade"], shown["information_grade"], shown["fact"]) == (
        "3x5x2",
        "2",
        "C",
        True,
    )
    assert shown["handling"] == ["3x5x2:A2", "3x5x2:C", "3x5x2:S1"]
    told = {"audience": "police", "items": [{"id": item, "text": "An informant says there is a telephone."}]}
    flagged = call("bo", "POST", f"{path}/sanitise", told)
    assert flagged.status_code == 409
    assert "source:informant" in flagged.json()["detail"]
    told["items"] = [{"id": item, "text": "There is a telephone."}]
    version = call("bo", "POST", f"{path}/sanitise", told).json()
    given = {"version": version["id"], "organisation": "police"}
    assert call("bo", "POST", f"{path}/disseminate", given).status_code == 404
    done = call("cy", "POST", f"{path}/disseminate", given, **{"Idempotency-Key": "1"})
    assert done.status_code == 201, done.content
    assert call("cy", "POST", f"{path}/disseminate", given, **{"Idempotency-Key": "1"}).json() == done.json()
    read = call("cy", "GET", path).json()
    assert (read["stage"], len(read["versions"])) == ("disseminated", 2)
    assert call("bo", "GET", f"/observations/{made['id']}").json()["report"] == opened["id"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"scheme": "6x6"}, "needs its scheme"),
        ({"source_grade": "9"}, "no source grade"),
        ({"handling": []}, "choose a handling code"),
        ({"handling": "C A1"}, "choose both"),
        ({"handling": ["3x5x2:P", "4x4:H1"]}, "two schemes"),
        ({"fact": False}, "who keeps what it rests on"),
        ({"subject": "alien"}, "write one of suspect"),
        ({"threats": ["weather"]}, "not a threat"),
    ],
)
def test_a_bad_grade_is_refused_in_one_sentence(call: Call, more: dict[str, Any], sentence: str) -> None:
    made = call("ana", "POST", "/observations", remark()).json()
    opened = call("bo", "POST", "/reports", {"observations": [made["id"]]}).json()
    item = {"id": opened["items"][0]["id"], "scheme": "3x5x2", "source_grade": "2", "information_grade": "C"}
    body = {"items": [item | {"handling": "P"} | more]}
    answer = call("bo", "POST", f"/reports/{opened['id']}/grade", body)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]


@pytest.mark.django_db
def test_lists_page_with_opaque_cursors_and_miss_nothing(call: Call) -> None:
    sent = {call("ana", "POST", "/observations", remark(text=f"Remark {n}")).json()["id"] for n in range(5)}
    seen: list[str] = []
    cursor = ""
    for _ in range(20):
        found = call("bo", "GET", f"/observations?size=2&cursor={cursor}").json()
        seen += [one["id"] for one in found["items"]]
        cursor = found["next"]
        if cursor is None:
            break
    assert sent <= set(seen)
    assert len(seen) == len(set(seen))
    assert call("bo", "GET", "/observations?cursor=made-up").status_code == 422
    assert call("bo", "GET", "/observations?size=1000").status_code == 422
    assert call("bo", "GET", "/reports?stage=lost").status_code == 422
    assert call("bo", "GET", "/reports?stage=disseminated").status_code == 200
