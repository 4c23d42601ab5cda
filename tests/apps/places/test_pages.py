"""The pages of places, as people with and without a duty there see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def get(sign_in: Callable[[str], Any], who: str, address: str) -> Any:
    return sign_in(who).get(address)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:500]
    return str(answer.content.decode())


def test_everybody_signed_in_finds_every_establishment_by_name(sign_in: Callable[[str], Any]) -> None:
    for who in ("ana", "eve", "lia", "dee", "max"):
        page = text(get(sign_in, who, "/places/"))
        assert "Northgate" in page
        assert "Southmoor" in page


def test_nobody_without_signing_in(client: Any) -> None:
    for address in ("/places/", "/places/NORTH/", "/places/suggest/?q=n"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_search_on_the_page_forgives_and_says_that_it_guessed(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    page = text(client.get("/places/", {"q": "nortgate"}))
    assert "Northgate" in page
    assert "Southmoor" not in page
    assert "Nothing is called exactly that" in page
    assert "No establishment is called that" in text(client.get("/places/", {"q": "zzzzzz"}))


def test_the_list_says_how_full_each_is_in_a_picture_and_a_table(sign_in: Callable[[str], Any]) -> None:
    page = text(get(sign_in, "ana", "/places/"))
    assert "people present per 100 usable places" in page
    assert '<td data-label="Present" class="numeric">131</td>' in page
    assert "more people than places" in page


def test_the_inside_is_shown_to_those_with_a_duty_there(sign_in: Callable[[str], Any]) -> None:
    for who in ("ana", "gil", "nan"):
        page = text(get(sign_in, who, "/places/NORTH/"))
        assert "First landing" in page
        assert "C wing" in page
        assert "/places/NORTH/happened/" in page


def test_the_inside_is_hidden_from_everybody_else_in_every_way(sign_in: Callable[[str], Any]) -> None:
    for who in ("eve", "oli", "lia", "dee", "max"):
        client = sign_in(who)
        page = text(client.get("/places/NORTH/"))
        assert "Northgate" in page
        for hidden in ("First landing", "/happened/", "C wing", "NORTH-C", "Cell 101", "44 present"):
            assert hidden not in page, (who, hidden)
        assert client.get("/places/suggest/", {"q": "First landing"}).json() == {"items": []}
        assert client.get("/places/suggest/", {"q": "NORTH-C"}).json()["items"] == []


def test_suggestions_offer_what_the_reader_may_see(sign_in: Callable[[str], Any]) -> None:
    items = sign_in("ana").get("/places/suggest/", {"q": "c wing"}).json()["items"]
    assert {"value": "NORTH-C", "label": "C wing", "detail": "NORTH-C"} in items
    assert not [item for item in items if item["value"].startswith("SOUTH-")]
    assert sign_in("ana").get("/places/suggest/").json() == {"items": []}


def test_a_place_that_never_was_is_not_found(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    for code in ("NOWHERE", "NORTH-C", "SOUTH-A"):
        assert client.get(f"/places/{code}/").status_code == 404


def test_looking_is_recorded_with_what_was_shown(
    sign_in: Callable[[str], Any], as_role: Any, actor_named: Any
) -> None:
    sign_in("ana").get("/places/NORTH/")
    del as_role
    from django.db import connection

    from beccaria.access.api import acting

    with acting(actor_named("dee")), connection.cursor() as cursor:
        cursor.execute("SELECT subjects FROM ledger_entry WHERE act = 'place.read' ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == (["place:NORTH"],)
