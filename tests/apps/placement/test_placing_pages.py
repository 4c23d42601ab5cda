"""Pages and REST of placement, as those who use them go through them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.grouping import at, does, planted

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


def post(client: Any, path: str, **values: Any) -> Any:
    """Send a form as the page does."""
    client.get("/")
    token = client.cookies["csrftoken"].value
    return client.post(path, {**values, "csrfmiddlewaretoken": token})


def text(answer: Any) -> str:
    """What is shown."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_a_placement_officer_asks_decides_and_the_landing_moves_him(sign_in: Any, planted: Any) -> None:
    pia, person = sign_in("pia"), planted("seed-namesake")
    assert "Orders to move" in text(pia.get("/placements/"))
    assert "Ask now" in text(pia.get(f"/placements/of/{person}/"))
    asked = post(pia, f"/placements/of/{person}/ask/")
    assert asked.status_code == 302
    shown = text(pia.get(asked["Location"]))
    for words in ("Places, the best first", "What was not known", "Isolation", "B wing"):
        assert words in shown
    wrong = post(pia, f"{asked['Location']}decide/", person=person, wing="NORTH-B", due="2027-01-02T09:00")
    assert wrong.status_code == 422
    assert "Your reason is empty" in wrong.content.decode()
    said = {"person": person, "wing": "NORTH-B", "due": "2027-01-02T09:00", "reason": "Work."}
    made = post(pia, f"{asked['Location']}decide/", **said)
    assert made.status_code == 302
    ana = sign_in("ana")
    assert "It is done" in text(ana.get(made["Location"]))
    assert post(ana, f"{made['Location']}done/").status_code == 302
    assert "done" in text(ana.get(made["Location"]))
    assert "Work." in text(pia.get(f"/placements/of/{person}/"))


def test_keep_apart_is_written_shown_first_and_ended(sign_in: Any, planted: Any) -> None:
    bo, person = sign_in("bo"), planted("seed-twin")
    page = text(bo.get(f"/people/{person}/"))
    assert page.index("From whom he must be kept") < page.index("What is thought of his groups")
    new = f"/keep-apart/new/?person={person}"
    assert "From whom?" in text(bo.get(new))
    said = {
        "who": "A1005",
        "apart": "wing",
        "cause": "threat",
        "his_part": "danger",
        "other_part": "in_danger",
        "why": "He waited for him at the showers.",
        "level": "0",
    }
    assert post(bo, new, **(said | {"why": ""})).status_code == 422
    made = post(bo, new, **said)
    assert made.status_code == 302
    assert "at the showers" in text(bo.get(made["Location"]))
    assert "not on one wing" in text(sign_in("ana").get(f"/keep-apart/about/{person}/"))
    assert post(bo, f"{made['Location']}close/", why="").status_code == 422
    assert post(bo, f"{made['Location']}close/", why="He left the wing.").status_code == 302
    assert "He left the wing." in text(bo.get(f"/keep-apart/of/{person}/"))


def test_rules_for_groups_are_set_by_a_governor(sign_in: Any) -> None:
    gil = sign_in("gil")
    assert "No wing is to become theirs." in text(gil.get("/keep-apart/groups/"))
    wrong = post(gil, "/keep-apart/groups/dispersal/", most="0", apart="wing", why="x")
    assert wrong.status_code == 422
    made = post(gil, "/keep-apart/groups/dispersal/", most="3", leaders="1", apart="wing", why="Fewer.")
    assert made.status_code == 302
    assert "at most 3 together" in text(gil.get("/keep-apart/groups/"))
    pia = sign_in("pia")
    assert "Keep two groups apart" not in text(pia.get("/keep-apart/groups/"))
    assert post(pia, "/keep-apart/groups/dispersal/", most="3", apart="wing", why="x").status_code == 404


def test_a_wing_is_closed_by_a_question_that_waits_for_its_answer(sign_in: Any) -> None:
    pia = sign_in("pia")
    made = post(pia, "/placements/many/NORTH/close/", wing="NORTH-C")
    assert made.status_code == 302
    assert "being worked out" in text(pia.get(made["Location"]))
    progress = pia.get(f"{made['Location']}progress/")
    assert "hx-get" in text(progress)
    assert "HX-Refresh" not in progress
    assert post(pia, "/placements/many/NORTH/close/").status_code == 422
    assert post(pia, "/placements/many/SOUTH/close/", wing="SOUTH-A").status_code == 404


def test_rest_proposes_and_decides(client: Any, token: Any, planted: Any) -> None:
    person, pia = planted("seed-namesake"), {"HTTP_AUTHORIZATION": f"Bearer {token('pia')}"}

    def send(path: str, body: dict[str, Any]) -> Any:
        return client.post(path, json.dumps(body), content_type="application/json", **pia)

    made = send("/api/v1/placements/propose", {"people": [person]})
    assert made.status_code == 201, made.content
    told = made.json()
    assert told["stage"] == "ready"
    assert {"place", "cost", "terms"} <= told["options"][0].keys()
    listed = client.get("/api/v1/placements", **pia).json()
    assert told["id"] in {one["id"] for one in listed["items"]}
    body = {"person": person, "wing": told["options"][1]["place"], "due": "2027-01-02T09:00:00Z"}
    refused = send("/api/v1/placements", body | {"proposal": told["id"]})
    assert refused.status_code == 422
    done = send("/api/v1/placements", body | {"proposal": told["id"], "reason": "Work."})
    assert done.status_code == 201, done.content
    assert done.json()["state"] == "ordered"
    assert send("/api/v1/placements/propose", {"mode": "other"}).status_code == 422
    eve = {"HTTP_AUTHORIZATION": f"Bearer {token('eve')}"}
    assert client.get("/api/v1/placements", **eve).json()["items"] == []
