"""Whoever may see a person finds him however he is written; for whoever may not, he is not there."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from beccaria.access.api import SEARCHES, SUGGESTIONS, acting, take
from beccaria.core.refusal import BadInput
from beccaria.lib import clock
from beccaria.people import api as people
from tests import seed_people as seed

pytestmark = pytest.mark.django_db


def found(actor: Any, term: str) -> list[str]:
    with acting(actor):
        return [one.name for one in people.search(term, by=actor).items]


@pytest.mark.parametrize(
    "typed",
    [
        "Marek",
        "sandor",
        "SANDOR marek",
        "m.t.s.",
        "MTS",
        "M T S",
        "mar san",
        "Marek T. Sandor",
        "a1001",
        "tall",
    ],
)
def test_however_it_is_typed(actor_named: Callable[..., Any], typed: str) -> None:
    assert "Marek Tibor Sandor" in found(actor_named("bo"), typed)


@pytest.mark.parametrize(
    "typed", ["Zoe", "ZOË kovac", "mueller", "Muller", "kovac muller", "kovacmuller", "Коваč"]
)
def test_accents_and_alphabets_do_not_matter(actor_named: Callable[..., Any], typed: str) -> None:
    assert found(actor_named("bo"), typed) == ["Zoë Kovač-Müller"]


@pytest.mark.parametrize("typed", ["", " ", "a", "'", "\\", "' & !", "x:*", "%", "_", "\x00", "zzzz", "🙂"])
def test_what_is_no_name_finds_nothing_and_breaks_nothing(
    actor_named: Callable[..., Any], typed: str
) -> None:
    assert found(actor_named("bo"), typed) == []


@pytest.mark.parametrize("typed", ["Marek", "mts", "a1001", "Zoe", "Ferri", "Bassi", "hidden"])
def test_another_prison_finds_nobody(actor_named: Callable[..., Any], typed: str) -> None:
    assert found(actor_named("eve"), typed) == []


def test_the_level_hides_within_the_prison(actor_named: Callable[..., Any]) -> None:
    assert found(actor_named("bo"), "hidden") == []
    assert found(actor_named("ana"), "osric") == []
    assert found(actor_named("cy"), "osric") == ["Osric Hidden"]


def test_the_role_is_a_filter(actor_named: Callable[..., Any]) -> None:
    bo = actor_named("bo")
    with acting(bo):
        assert people.search("kovac", by=bo, roles=("prisoner",)).items == ()
        assert len(people.search("kovac", by=bo, roles=("visitor",)).items) == 1


def test_pages_follow_each_other_and_skip_nobody(actor_named: Callable[..., Any]) -> None:
    nan = actor_named("nan")
    with acting(nan):
        whole = [one.id for one in people.search("ma", by=nan).items]
        shown, cursor = [], None
        for _turn in range(len(whole)):
            page = people.search("ma", by=nan, cursor=cursor, at_most=1)
            shown += [one.id for one in page.items]
            cursor = page.next
        assert shown == whole
        assert cursor is None
        with pytest.raises(BadInput):
            people.search("ma", by=nan, cursor="made-up")


def test_the_page_tells_namesakes_apart(sign_in: Callable[[str], Any]) -> None:
    page = sign_in("bo").get("/people/?q=bassi").content.decode()
    assert page.count("Marco Bassi") == 2
    assert "Same name: born 2 Jul 1961" in page
    assert "Same name: born 23 Nov 1988" in page


def test_a_hidden_namesake_is_not_told_apart(sign_in: Callable[[str], Any]) -> None:
    assert "Same name" not in sign_in("bo").get("/people/?q=petrov").content.decode()
    assert sign_in("nan").get("/people/?q=petrov").content.decode().count("Same name") == 2


def test_suggestions_are_those_of_the_search(sign_in: Callable[[str], Any]) -> None:
    items = sign_in("ana").get("/people/suggest/?q=mar").json()["items"]
    assert [item["label"] for item in items] == ["Marco Bassi", "Marco Bassi", "Marek Tibor Sandor"]
    assert set(items[0]) == {"value", "label", "detail"}
    assert "born" in items[0]["detail"]
    piece = sign_in("ana").get("/people/suggest/?q=mar", HTTP_HX_REQUEST="true").content.decode()
    assert piece.count("Marco Bassi") == 2
    assert "<html" not in piece


def test_elsewhere_suggestions_are_empty_and_alike(sign_in: Callable[[str], Any]) -> None:
    eve = sign_in("eve")
    hidden, never = eve.get("/people/suggest/?q=marek"), eve.get("/people/suggest/?q=qqqqq")
    assert hidden.content == never.content == b'{"items": []}'


def test_haste_is_refused(sign_in: Callable[[str], Any], actor_named: Callable[..., Any]) -> None:
    client, asa = sign_in("asa"), actor_named("asa")
    assert client.get("/people/?q=ma").status_code == 200
    for limit in (SEARCHES, SUGGESTIONS):
        while take(limit, asa.user, at=clock.now()):
            pass
    assert client.get("/people/?q=ma").status_code == 429
    assert client.get("/people/suggest/?q=ma").status_code == 429


def test_rest_pages_with_signed_cursors(client: Any, token: Callable[[str], str]) -> None:
    said = {"HTTP_AUTHORIZATION": f"Bearer {token('nan')}"}
    first = client.get("/api/v1/persons?q=petrov&limit=1", **said).json()
    assert len(first["items"]) == 1
    second = client.get(
        "/api/v1/persons", {"q": "petrov", "limit": 1, "cursor": first["next"]}, **said
    ).json()
    assert second["items"][0]["id"] != first["items"][0]["id"]
    assert second["next"] is None
    forged = client.get("/api/v1/persons", {"q": "petrov", "cursor": first["next"][:-2] + "xx"}, **said)
    assert forged.status_code == 422
    assert json.loads(forged.content)["status"] == 422


def test_rest_elsewhere_finds_nobody(client: Any, token: Callable[[str], str]) -> None:
    said = {"HTTP_AUTHORIZATION": f"Bearer {token('eve')}"}
    assert client.get("/api/v1/persons?q=marek", **said).json() == {"items": [], "next": None}
    assert client.get("/api/v1/persons?q=", **said).json() == {"items": [], "next": None}


def test_liaison_and_overseers_do_not_search_people(sign_in: Callable[[str], Any]) -> None:
    assert sign_in("lia").get("/people/?q=marek").status_code == 404
    assert sign_in("max").get("/people/suggest/?q=marek").status_code == 404
    assert seed.MTS not in sign_in("lia").get("/").content.decode()
