"""Changing cells, rosters, covers and what matters for where people live, over REST, closed to whom it is not for."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(client: Any, token: Callable[[str], str]) -> Callable[..., Any]:
    """`asks("pia", "/rotations/NORTH")` reads; with a body it sends. Returns status and document."""
    held: dict[str, str] = {}

    def ask(name: str, path: str, body: dict[str, Any] | None = None, **more: str) -> tuple[int, Any]:
        held.setdefault(name, token(name))
        how = {"HTTP_AUTHORIZATION": f"Bearer {held[name]}", **more}
        where = f"/api/v1{path}"
        if body is None:
            found = client.get(where, **how)
        else:
            found = client.post(where, json.dumps(body), content_type="application/json", **how)
        return found.status_code, found.json()

    return ask


def test_what_matters_is_written_read_and_ended(asks: Any, planted: Any, at: datetime) -> None:
    who = f"/persons/{planted('seed-namesake')}"
    soon = (at + timedelta(days=3)).isoformat()
    made = {}
    for kind, body in (
        ("homes", {"tie": "mother", "town": "Aldermere"}),
        ("needs", {"need": "low_bed"}),
        ("hearings", {"at": soon, "court": "Court of Aldermere"}),
        ("waiting", {"kind": "work", "name": "Kitchen", "priority": 2}),
    ):
        status, told = asks("ana", f"{who}/{kind}", body, HTTP_IDEMPOTENCY_KEY=f"key-{kind}")
        assert status == 201, told
        made[kind] = told["id"]
        assert asks("ana", f"{who}/{kind}", body, HTTP_IDEMPOTENCY_KEY=f"key-{kind}") == (status, told)
    status, told = asks("ana", f"{who}/matters")
    assert (status, told["home"]["town"], told["languages"]) == (200, "Aldermere", [])
    assert [len(told[kind]) for kind in ("needs", "hearings", "waiting")] == [1, 1, 1]
    assert asks("ana", f"{who}/needs", {"need": "wings"})[0] == 422
    assert asks("ana", f"{who}/hearings", {"at": "2027-01-02T09:00:00", "court": "X"})[0] == 422
    assert asks("ana", "/matters/other/1/end", {})[0] == 422
    for name in ("eve", "oli", "lia"):
        assert asks(name, f"{who}/matters")[0] == 404, name
        assert asks(name, f"{who}/needs", {"need": "care"})[0] == 404, name
        for kind, key in made.items():
            assert asks(name, f"/matters/{kind}/{key}/end", {})[0] == 404, name
    for kind, key in made.items():
        assert asks("ana", f"/matters/{kind}/{key}/end", {})[0] == 201, kind
    assert asks("ana", f"{who}/matters")[1]["home"] is None


def test_cells_are_ruled_planned_and_put_aside(asks: Any, planted: Any) -> None:
    body = {"every": 28, "why": "Cells became known.", "person": planted("seed-mts")}
    assert asks("pia", "/rotations/NORTH/rules", body)[0] == 404
    status, rule = asks("gil", "/rotations/NORTH/rules", body)
    assert status == 201, rule
    assert asks("gil", "/rotations/NORTH/rules", body | {"every": 2})[0] == 422
    status, told = asks("pia", "/rotations/NORTH")
    assert (status, told["items"][0]["person"]) == (200, planted("seed-mts"))
    status, planned = asks("pia", "/rotations/NORTH/plan", {})
    assert (status, planned["planned"] + planned["no_cell_open"]) == (201, 1)
    for name in ("eve", "ana", "lia"):
        assert asks(name, "/rotations/NORTH")[0] == 404, name
        assert asks(name, "/rotations/NORTH/plan", {})[0] == 404, name
    nowhere = f"/rotations/{uuid.uuid4()}"
    assert asks("pia", f"{nowhere}/aside", {"why": "No."})[0] == 404
    assert asks("pia", f"{nowhere}/decide", {"why": "Yes.", "due": "2027-01-02T09:00:00Z"})[0] == 404
    assert asks("gil", f"/rotations/rules/{rule['id']}/end", {"why": "It was rebuilt."})[0] == 201
    assert asks("pia", "/rotations/NORTH")[1]["items"] == []


def test_a_roster_is_proposed_and_accepted(asks: Any, at: datetime) -> None:
    limit = {"hours": 20, "days": 28, "categories": ["B"], "why": "Two fell ill."}
    assert asks("gil", "/rosters/NORTH/limit", limit)[0] == 201
    for days, wing, staff in (
        (-3, "C", "S1"),
        (-2, "C", "S1"),
        (1, "C", "S1"),
        (2, "C", "S1"),
        (1, "B", "S2"),
    ):
        starts = at + timedelta(days=days)
        ends = starts + timedelta(hours=8)
        body = {
            "staff": staff,
            "wing": f"NORTH-{wing}",
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
        }
        status, shift = asks("pia", "/rosters/NORTH/shifts", body)
        assert status == 201, shift
    status, plan = asks("pia", "/rosters/NORTH/proposals", {})
    assert status == 201, plan
    assert plan["over_then"] < plan["over_now"]
    assert asks("gil", "/rosters/NORTH")[1]["proposal"]["id"] == plan["id"]
    way = f"/rosters/proposals/{plan['id']}"
    for name in ("bo", "cy", "eve", "ana", "dee"):
        assert asks(name, "/rosters/NORTH")[0] == 404, name
        assert asks(name, f"{way}/accept", {"why": "Yes."})[0] == 404, name
        assert asks(name, "/rosters/NORTH/languages", {"staff": "S1", "language": "Shqip"})[0] == 404, name
    assert asks("gil", f"{way}/accept", {"why": ""})[0] == 422
    assert asks("gil", f"{way}/accept", {"why": "He needs a rest."})[0] == 201
    assert asks("gil", f"{way}/aside", {"why": "Too late."})[0] == 409
    told = asks("pia", "/rosters/NORTH")[1]
    assert told["proposal"] is None
    status, said = asks("pia", "/rosters/NORTH/languages", {"staff": "S1", "language": "Shqip"})
    assert status == 201
    assert asks("pia", f"/rosters/languages/{said['id']}/end", {})[0] == 201
    assert asks("pia", f"/rosters/shifts/{shift['id']}/withdraw", {"why": "Typed twice."})[0] == 201


def test_covers_are_there_for_their_keepers_alone(asks: Any) -> None:
    body = {
        "person_number": "A1006",
        "away_from_number": "A1004",
        "kind": "talks",
        "why": "He told the prosecutor.",
        "compartment": "north-sources",
    }
    status, made = asks("hal", "/covers", body)
    assert status == 201, made
    assert asks("hal", "/covers", body | {"kind": "friend"})[0] == 422
    assert asks("hal", "/covers", body | {"person_number": "A9999"})[0] == 422
    (one,) = asks("hal", "/covers")[1]["items"]
    assert (one["id"], one["person_number"], one["binds"]) == (made["id"], "A1006", False)
    end, never = f"/covers/{made['id']}/end", f"/covers/{uuid.uuid4()}/end"
    for name in ("ana", "bo", "cy", "gil", "pia", "eve", "nan", "dee", "max"):
        assert asks(name, "/covers")[0] == 404, name
        assert asks(name, "/covers", body)[0] == 404, name
        told, nothing = asks(name, end, {"why": "Mine."}), asks(name, never, {"why": "Mine."})
        assert told[0] == 404, name
        assert {**told[1], "instance": ""} == {**nothing[1], "instance": ""}, name
    assert asks("hal", end, {"why": "He was released."})[0] == 201
