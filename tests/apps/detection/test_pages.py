"""Pages of alerts and rules, as people of the seed see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from beccaria.core.actors import Level
from beccaria.detection.queries import alerts as queries
from tests.pages import post
from tests.seed_reports import WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from beccaria.detection.queries.shapes import AlertRead

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(actor_named: Callable[..., Any]) -> tuple[str, str]:
    """The alert and the rule of the seed."""
    from beccaria.access.api import acting
    from beccaria.detection.models import Alert

    with acting(actor_named("bo")):
        row = Alert.objects.get()
        return row.id, row.rule_id


def _page(client: Client, name: str, *where: str, **query: str) -> str:
    answer = client.get(reverse(f"detection:{name}", args=where), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return str(answer.content.decode())


def test_an_alert_says_everything_to_who_may_read_it(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    said = _page(sign_in("bo"), "alert", planted[0])
    for words in (
        f"Somebody has paid for the {WORD}.",
        f"Nobody else pays for the {WORD}.",
        f"The {WORD} is his.",
        f"Whose is the {WORD}?",
        f"Paid for the {WORD}",
        f"The {WORD} again",
        "What would make it innocent",
    ):
        assert words in said, words


def test_the_queue_has_heaps(sign_in: Callable[[str], Client], planted: tuple[str, str]) -> None:
    client = sign_in("bo")
    assert "No alert waits" in _page(client, "alerts")
    assert planted[0] in _page(client, "alerts", heap="work")
    assert planted[0] not in _page(client, "alerts", heap="done")
    assert planted[0] not in _page(client, "alerts", heap="nonsense")


def test_answering_goes_on_and_needs_a_reason(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("bo")
    address = reverse("detection:triage", args=[planted[0]])
    refused = post(client, address, answer="innocent", reason="")
    assert refused.status_code == 422
    assert "Write why: the rule is judged by what you say." in refused.content.decode()
    done = post(client, address, answer="innocent", reason="A charity")
    assert done.status_code == 302
    assert planted[0] in _page(client, "alerts", heap="done")


def test_nothing_is_answered_by_other_words(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("bo")
    answer = post(client, reverse("detection:triage", args=[planted[0]]), answer="guilty", reason="x")
    assert answer.status_code == 422


def test_putting_aside_needs_a_reason(sign_in: Callable[[str], Client], planted: tuple[str, str]) -> None:
    client = sign_in("bo")
    address = reverse("detection:aside", args=[planted[0]])
    assert post(client, address, days="7", reason="").status_code == 422
    assert post(client, address, days="7", reason="The payer is asked").status_code == 302


def test_a_report_and_a_task_are_made_of_an_alert(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("bo")
    report = reverse("detection:become", args=[planted[0], "report"])
    assert client.get(report).status_code == 200
    made = post(client, report, text="One payer for many, see the rows.")
    assert made.status_code == 302
    assert "/reports/" in made["Location"]
    task = reverse("detection:become", args=[planted[0], "task"])
    assert post(client, task, text="", due_on="").status_code == 422
    assert post(client, task, text="Ask the cash desk", due_on="2099-01-01").status_code == 302
    said = _page(client, "alert", planted[0])
    assert "Became: Report" in said
    assert "Became: Task" in said


def test_a_warning_is_made_of_an_alert(sign_in: Callable[[str], Client], planted: tuple[str, str]) -> None:
    client = sign_in("bo")
    address = reverse("detection:become", args=[planted[0], "warning"])
    assert client.get(address).status_code == 200
    made = post(
        client,
        address,
        kind="method_of_hiding",
        scope="all",
        text="Look at payments by one account for many",
        reason="Seen here",
        certainty="possible",
    )
    assert made.status_code == 422, "no such kind"
    made = post(
        client,
        address,
        kind="method",
        scope="all",
        text="Look at payments by one account for many",
        reason="Seen here",
        certainty="possible",
    )
    assert made.status_code == 302, made.content.decode()[:4000]
    assert "/warnings/" in made["Location"]


@pytest.mark.parametrize("what", ["review", "arrest", "measure"])
def test_an_alert_becomes_nothing_else(
    what: str, sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("bo")
    address = reverse("detection:become", args=[planted[0], what])
    answer = post(client, address, person="x")
    assert answer.status_code == (422 if what == "review" else 404)


def test_rules_say_how_often_they_are_right(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("nan")
    assert "payer" in _page(client, "rules").lower()
    said = _page(client, "rule", planted[1])
    assert "Right 1 time of 1 answered" in said
    assert "What it must not flag" in said
    south = _page(sign_in("eve"), "rule", planted[1])
    assert "Nobody has answered an alert of this rule yet" in south


def test_a_change_waits_for_the_worker_then_for_somebody_else(
    sign_in: Callable[[str], Client], planted: tuple[str, str]
) -> None:
    client = sign_in("nan")
    address = reverse("detection:propose_change", args=[planted[1]])
    form = _fields(_page(client, "rule", planted[1]))
    unchanged = post(client, address, **form, why="Because")
    assert unchanged.status_code == 422
    assert "Nothing would change" in unchanged.content.decode()
    name = next(one for one in form if form[one].isdigit())
    changed = form | {name: str(int(form[name]) + 1)}
    assert post(client, address, **changed, why="Fewer alerts").status_code == 302
    assert "being tried on the last 90 days" in _page(client, "rule", planted[1])
    again = post(client, address, **changed, why="Fewer alerts")
    assert again.status_code == 422
    assert post(sign_in("bo"), address, **changed, why="x").status_code == 404, "not his duty"


def _fields(page: str) -> dict[str, str]:
    """The parameters as the form shows them."""
    import re

    found = {}
    for tag in re.findall(r"<input[^>]+name=\"set_[^>]+>", page):
        name = re.search(r'name="(set_[^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = value[1]
    return found


def test_the_picture_is_of_ones_own_prison_or_the_nation(sign_in: Callable[[str], Client]) -> None:
    bo = sign_in("bo")
    assert bo.get(reverse("detection:picture"))["Location"].endswith("/picture/NORTH/")
    assert "1 alert" in _page(bo, "picture_of", "NORTH")
    assert bo.get(reverse("detection:picture_of", args=["SOUTH"])).status_code == 404
    nation = _page(sign_in("nan"), "picture")
    assert "Establishments in the last twelve weeks" in nation
    gil = _page(sign_in("gil"), "picture_of", "NORTH")
    assert "0 alerts" in gil, "a governor reads no alerts"


def test_pieces_of_other_pages(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("bo")
    assert "1 alert worth work" in _page(client, "today")
    people = client.get("/people/", {"q": "A1001"}).content.decode()
    del people
    assert client.get(reverse("detection:about_person", args=["nobody"])).status_code == 404


def test_over_rest(token: Callable[..., Any], planted: tuple[str, str]) -> None:
    from django.test import Client as Plain

    client = Plain(headers={"Authorization": f"Bearer {token('bo')}"})
    found = client.get("/api/v1/alerts", {"heap": "work"}).json()
    assert [one["id"] for one in found["items"]] == [planted[0]]
    assert client.get("/api/v1/alerts", {"heap": "all"}).status_code == 422
    one = client.get(f"/api/v1/alerts/{planted[0]}").json()
    assert one["sentence"] == f"Somebody has paid for the {WORD}."
    said = client.post(
        f"/api/v1/alerts/{planted[0]}/triage",
        {"answer": "known", "reason": "We knew"},
        content_type="application/json",
        headers={"Idempotency-Key": "k1"},
    )
    assert said.status_code == 200, said.content
    assert said.json()["answer"] == "known"
    wrong = client.post(
        f"/api/v1/alerts/{planted[0]}/triage",
        {"answer": "guilty"},
        content_type="application/json",
        headers={"Idempotency-Key": "k2"},
    )
    assert wrong.status_code == 422
    where_is_unsaid = client.post(
        f"/api/v1/alerts/{planted[0]}/aside",
        {"until": "2031-01-01T10:00:00", "reason": "Wait"},
        content_type="application/json",
        headers={"Idempotency-Key": "k3"},
    )
    assert where_is_unsaid.status_code == 422
    other = Plain(headers={"Authorization": f"Bearer {token('eve')}"})
    assert other.get(f"/api/v1/alerts/{planted[0]}").status_code == 404
    assert other.get("/api/v1/alerts", {"heap": "work"}).json()["items"] == []


def test_what_rests_on_a_secret_is_shown_only_after_saying_what_for(
    sign_in: Callable[[str], Client], planted: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = queries.alert

    def secret(*where: Any, **who: Any) -> AlertRead:
        read = really(*where, **who)
        return replace(read, line=replace(read.line, level=Level.SECRET))

    monkeypatch.setattr(queries, "alert", secret)
    client = sign_in("bo")
    for name, where in (("alert", planted[:1]), ("become", (planted[0], "report"))):
        answer = client.get(reverse(f"detection:{name}", args=where))
        assert answer.headers.get("Location", "").startswith("/access/purpose/"), name
