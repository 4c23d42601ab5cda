"""Groups over REST, in the shapes the public surface promises."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from beccaria.networks import actions
from tests.grouping import Does

pytestmark = pytest.mark.django_db
Write = Callable[..., str]


@pytest.fixture
def rest(token: Callable[[str], str]) -> Callable[..., Any]:
    """`rest("bo", "/groups")` gets."""

    def ask(who: str, path: str) -> Any:
        client = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token(who)}"})
        return client.get(f"/api/v1{path}")

    return ask


def test_the_list_has_items_and_a_cursor(rest: Callable[..., Any], group: Write) -> None:
    for number in range(3):
        group(f"Group {number}")
    first = rest("bo", "/groups?size=2").json()
    assert [one["name"] for one in first["items"]] == ["Group 0", "Group 1"]
    rest_of = rest("bo", f"/groups?size=2&cursor={first['next']}").json()
    assert [one["name"] for one in rest_of["items"]] == ["Group 2"]
    assert rest_of["next"] is None
    assert [one["name"] for one in rest("bo", "/groups?q=group+2").json()["items"]] == ["Group 2"]
    assert rest("bo", "/groups?kind=choir").status_code == 422
    assert rest("bo", "/groups?cursor=stolen").status_code == 422


@pytest.fixture
def led(does: Does, group: Write, member: Write, related: Write, at: datetime) -> tuple[str, str]:
    """A group with a supposed leader, in a feud with another."""
    one, other = group("One", summary="Three brothers."), group("Other")
    found = member(one)
    does("bo", actions.suppose_role, found, role="leader", because="x", against="y", at=at)
    related(one, other)
    return one, found


def test_one_group_with_members_relations_and_places(rest: Callable[..., Any], led: tuple[str, str]) -> None:
    one, found = led
    read = rest("bo", f"/groups/{one}").json()
    assert read["members"] == {"supported": 0, "suspected": 1, "lapsed": 0}
    (membership,) = read["memberships"]
    assert membership["id"] == found
    assert (membership["support"], membership["bases"], membership["rests_on"]) == (
        "suspected",
        1,
        ["association"],
    )
    assert membership["roles"] == ["leader"]
    assert read["relations"][0]["name"] == "Other"
    assert read["relations"][0]["evidence"][0]["scheme"] == "3x5x2"
    assert read["places"] == [{"establishment": "NORTH", "people": 1}]
    assert read["summary"] == "Three brothers."


@pytest.mark.parametrize("who", ["ana", "lia", "dee", "max"])
def test_who_has_no_business_with_groups_gets_none(who: str, rest: Callable[..., Any], group: Write) -> None:
    made = group()
    there, never = (rest(who, f"/groups/{one}") for one in (made, "00000000-0000-4000-8000-000000000000"))
    assert (there.status_code, there.content) == (never.status_code, never.content)
    assert there.status_code == 404
    assert rest(who, "/groups").status_code == 404
