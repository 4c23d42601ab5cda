"""Warnings over REST, in the shapes the public surface promises."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from beccaria.lib import clock

pytestmark = pytest.mark.django_db
BODY = {
    "kind": "visitor_refused",
    "text": "Do not let her in.",
    "reason": "Tablets were found on her.",
    "certainty": "established",
    "subject": {"names": ["Zorka Petkova-Lindh"], "born": "1984-03-17", "document": "PL4471902"},
}


@pytest.fixture
def rest(token: Callable[[str], str]) -> Callable[..., Any]:
    """`rest("bo", "/warnings", {...})` posts, without a body it gets."""

    def ask(who: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        client = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token(who)}", **headers})
        if body is None:
            return client.get(f"/api/v1{path}")
        return client.post(f"/api/v1{path}", body, content_type="application/json")

    return ask


def test_written_read_acknowledged_corrected_withdrawn(rest: Callable[..., Any]) -> None:
    made = rest("bo", "/warnings", BODY)
    assert made.status_code == 201, made.content
    warning = made.json()
    assert [one["site"] for one in warning["deliveries"]] == ["SOUTH"]
    path = f"/warnings/{warning['id']}"
    (there,) = rest("oli", "/warnings").json()["items"]
    assert (there["id"], there["text"], there["standing"]) == (warning["id"], BODY["text"], "active")
    assert there["acknowledge_by"]
    read = rest("oli", f"{path}/acknowledge", {})
    assert read.status_code == 200, read.content
    assert read.json()["acknowledged"][0]["by"] == "Oli Officer"
    assert rest("oli", "/warnings?heap=waiting").json()["items"] == []
    better = {**BODY, "text": "Let her in without bags.", "why": "The bag was not hers.", "version": 1}
    better.pop("kind")
    assert rest("bo", f"{path}/correct", better).json()["version"] == 2
    assert rest("bo", f"{path}/correct", better).status_code == 409
    assert [one["version"] for one in rest("eve", "/warnings?heap=waiting").json()["items"]] == [2]
    assert rest("bo", f"{path}/withdraw", {"why": "Not her."}).json()["standing"] == "withdrawn"
    assert rest("oli", path).json()["why_changed"] == "Not her."
    assert rest("oli", "/warnings").json()["items"] == []


def test_the_same_key_writes_once(rest: Callable[..., Any]) -> None:
    first, again = (rest("bo", "/warnings", BODY, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "weather"},
        {"certainty": "87 %"},
        {"scope": "everywhere"},
        {"level": 9},
        {"text": ""},
        {"within_minutes": 1},
        {"expires_at": clock.now().replace(year=2050).isoformat()},
        {"expires_at": clock.now().replace(tzinfo=None).isoformat()},
        {"subject": {}},
        {"reason": "My source told me at 14:30."},
    ],
)
def test_bad_input_is_refused_with_a_sentence(wrong: dict[str, Any], rest: Callable[..., Any]) -> None:
    answer = rest("bo", "/warnings", BODY | wrong)
    assert answer.status_code in {409, 422}, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")


def test_recipients_learn_nothing_of_the_record_or_of_each_other(
    rest: Callable[..., Any], planted: Callable[[str], str]
) -> None:
    visitor = planted("seed-visitor")
    made = rest("bo", "/warnings", {**BODY, "person": visitor}).json()
    assert made["person"] == visitor
    there = rest("oli", f"/warnings/{made['id']}")
    assert visitor not in there.content.decode()
    assert there.json()["deliveries"] == []
    assert there.json()["scope"] is None
    assert "Bo Intelligence" not in there.content.decode()


@pytest.mark.parametrize("who", ["lia", "dee", "max"])
def test_who_has_no_business_with_warnings_gets_none(who: str, rest: Callable[..., Any]) -> None:
    made = rest("bo", "/warnings", BODY).json()
    never = rest(who, "/warnings/00000000-0000-4000-8000-000000000000")
    there = rest(who, f"/warnings/{made['id']}")
    assert (there.status_code, there.content) == (never.status_code, never.content)
    assert there.status_code == 404
    assert rest(who, "/warnings").status_code == 404


def test_candidates_come_with_their_warnings(rest: Callable[..., Any], planted: Callable[[str], str]) -> None:
    subject = {"names": ["Marek Tibor Sandor"], "born": "1979-04-12"}
    made = rest("eve", "/warnings", {**BODY, "subject": subject}).json()
    found = rest("bo", "/persons/match", {"name": "Sandor Marek", "born": "1979-04-12"}).json()
    sandor = next(one for one in found["candidates"] if one["person"] == planted("seed-mts"))
    (warned,) = sandor["warnings"]
    assert (warned["id"], warned["match"], warned["reason"]) == (made["id"], "likely", BODY["reason"])
    assert all(one["warnings"] == [] for one in found["candidates"] if one is not sandor)
