"""Doors over REST: a prison sends its own, once; bad rows are told one by one; nobody touches another's register."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from beccaria.measures.models import DoorEvent
from beccaria.measures.queries import isolation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.grouping import Does

pytestmark = pytest.mark.django_db
HEADINGS = ("door_id", "at", "establishment", "person_id", "way", "company")


def door(*cells: Any) -> dict[str, Any]:
    """One row."""
    return dict(zip(HEADINGS, cells, strict=True))


@pytest.fixture
def send(token: Callable[[str], str], does: Does, mts: str) -> Callable[..., Any]:
    """Send rows as somebody; M.T.S. came from the register."""

    def known(*, by: object) -> None:
        del by
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET source = 'register' WHERE id = %s", [mts])

    does("bo", known)

    def post(rows: Any, *, who: str = "bo", **headers: str) -> Any:
        said = {"Authorization": f"Bearer {token(who)}"} | headers
        body = rows if isinstance(rows, str) else {"rows": rows}
        return Client(HTTP_HOST="127.0.0.1").post(
            "/api/v1/doors", body, content_type="application/json", headers=said
        )

    return post


@pytest.fixture
def rows(at: datetime) -> list[dict[str, Any]]:
    """Out to work this morning, and back after three hours; then rows that cannot be taken."""
    out, back = ((at - timedelta(hours=hours)).isoformat() for hours in (5, 2))
    return [
        door("1", out, "NORTH", "seed-mts", "out", "work"),
        door("2", back, "NORTH", "seed-mts", "back", None),
        door("3", back, "SOUTH", "seed-mts", "back", ""),
        door("4", back, "NORTH", "nobody", "back", ""),
        door("5", back, "NORTH", "seed-mts", "sideways", ""),
        door("6", "never", "NORTH", "seed-mts", "back", ""),
        door("7", back, "NOWHERE", "seed-mts", "back", ""),
        door("1", out, "NORTH", "seed-mts", "out", "work"),
        door("2", back, "NORTH", "seed-mts", "back", "work"),
    ]


def fared(answer: Any) -> list[str]:
    """How each row fared."""
    assert answer.status_code == 200, answer.content
    return [one["fared"] for one in answer.json()["each"]]


def test_good_rows_are_taken_and_every_other_is_told_why(
    send: Callable[..., Any], rows: list[dict[str, Any]], does: Does, at: datetime, mts: str
) -> None:
    answer = send(rows, **{"Idempotency-Key": "d1"})
    assert fared(answer) == ["taken", "taken", *["rejected"] * 5, "unchanged", "rejected"]
    said = answer.json()
    told = {name: said[name] for name in ("rows", "new", "corrected", "unchanged", "rejected")}
    assert told == {"rows": 9, "new": 2, "corrected": 0, "unchanged": 1, "rejected": 6}
    why = [one.get("why", "") for one in said["each"]]
    assert "of another prison (SOUTH)" in why[2]
    assert "there is no person nobody" in why[3]
    assert "there is no establishment NOWHERE" in why[6]
    assert "already in row 2" in why[8]
    assert send(rows, **{"Idempotency-Key": "d1"}).json() == said
    assert fared(send(rows[:2])) == ["unchanged", "unchanged"]
    days = does("bo", isolation.of_person, mts, at=at).days
    assert sum(day.hours for day in days) == pytest.approx(3)


def test_a_correction_is_taken_over_and_what_is_read_is_the_new(
    send: Callable[..., Any], rows: list[dict[str, Any]], at: datetime
) -> None:
    send(rows[:2])
    later = (at - timedelta(hours=1)).isoformat()
    assert fared(send([rows[1] | {"at": later}, rows[0]])) == ["corrected", "unchanged"]
    (one,) = DoorEvent.objects.filter(key="2")
    assert (one.at, one.source) == (at - timedelta(hours=1), "register:NORTH")


@pytest.mark.parametrize("moment", ["2026-11-20 10:00", "2026-11-20", "20.11.2026 10:00", 1_700_000_000])
def test_a_moment_without_its_offset_refuses_the_whole(
    send: Callable[..., Any], rows: list[dict[str, Any]], moment: object
) -> None:
    answer = send([rows[0], rows[1] | {"at": moment}])
    assert (answer.status_code, "Row 2 says a moment without" in answer.content.decode()) == (422, True)
    assert not DoorEvent.objects.filter(source="register:NORTH").exists()


def test_what_is_no_batch_is_refused_in_a_sentence(
    send: Callable[..., Any], rows: list[dict[str, Any]]
) -> None:
    assert send("{").status_code == 422
    assert send([]).status_code == 422
    assert "lacks the column" in send([{"door_id": "1", "at": "never"}]).json()["detail"]
    assert send([rows[0]] * 5001).status_code == 413


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 404), ("gil", 404), ("lia", 404), ("max", 404), ("dee", 404)]
)
def test_only_the_unit_sends_doors(
    send: Callable[..., Any], rows: list[dict[str, Any]], who: str, status: int
) -> None:
    assert send(rows[:2], who=who).status_code == status
