"""What surrounds a page: navigation by duty, language, theme, keys, parts of pages, and pages that stand alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def send(client: Client, **values: str) -> Any:
    client.get("/help/")
    return client.post("/preferences/", {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, **values})


def test_the_language_is_the_one_chosen(client: Client) -> None:
    answer = send(client, language="it", next="/help/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/help/")
    said = client.get("/help/")
    assert said.headers["Content-Language"] == "it"
    assert '<html lang="it"' in said.content.decode()


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    send(client, language="xx", theme="pink", keys="maybe")
    assert '<html lang="en-gb" data-theme="auto"' in client.get("/help/").content.decode()


def test_the_theme_and_the_keys_are_kept(client: Client) -> None:
    send(client, theme="dark")
    send(client, keys="off")
    said = client.get("/help/").content.decode()
    assert 'data-theme="dark"' in said
    assert 'data-keys="off"' in said


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_one_never_lands_elsewhere(client: Client, elsewhere: str) -> None:
    assert send(client, theme="dark", next=elsewhere).headers["Location"] == "/"


def test_preferences_need_the_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/preferences/", {"theme": "dark"}).status_code == 403


def test_htmx_gets_the_part_and_a_restored_page_is_whole(client: Client) -> None:
    part = client.get("/help/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<kbd>/</kbd>" in part
    whole = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/help/", headers=whole).content.decode()


def test_a_part_does_not_take_the_notices(sign_in: Callable[[str], Client]) -> None:
    from django.contrib.messages import get_messages
    from django.contrib.messages.storage.base import Message
    from django.http import HttpResponse
    from django.test import RequestFactory

    from beccaria.web.context import shell

    request = RequestFactory().get("/help/", headers={"HX-Request": "true"})
    kept = [Message(25, "It is done.")]
    request._messages = kept  # type: ignore[attr-defined]  # what the middleware of messages sets
    assert shell(request)["shell"].notices == ()
    assert list(get_messages(request)) == kept
    assert isinstance(sign_in("bo").get("/inbox/rows/", headers={"HX-Request": "true"}), HttpResponse)


def test_what_is_missing_says_nothing_more(client: Client) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode()
    assert "/no/such" not in answer.content.decode().replace('value="/no/such/page"', "")


def test_each_duty_sees_only_where_it_may_go(sign_in: Callable[[str], Client]) -> None:
    from beccaria.web.navigation import PLACES

    inbox = next(place for place in PLACES if place.name == "reports:inbox")
    assert reverse(inbox.name) in sign_in("bo").get("/").content.decode()
    assert f'href="{reverse(inbox.name)}"' not in sign_in("ana").get("/").content.decode()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "web:today"),
        ("/inbox/funnel/", "reports:inbox"),
        ("/reports/0c1f/", "reports:inbox"),
        ("/observations/0c1f/", "reports:inbox"),
        ("/observations/mine/0c1f/", "reports:mine"),
        ("/observations/new/", "reports:new"),
        ("/search/", None),
    ],
)
def test_one_sees_where_one_is(actor_named: Callable[[str], Any], path: str, place: str | None) -> None:
    from beccaria.web.navigation import navigation

    current = [item.href for item in navigation(actor_named("bo"), path) if item.current]
    assert current == ([reverse(place)] if place else [])


def test_a_refused_form_leads_back_to_its_page_and_nowhere_else() -> None:
    from django.test import RequestFactory

    from beccaria.web.context import _here

    asked = RequestFactory().post("/x/", headers={"Referer": "http://testserver/reports/1/?item=2"})
    assert _here(asked) == "/reports/1/?item=2"
    assert _here(RequestFactory().post("/x/", headers={"Referer": "https://example.org/reports/"})) == "/"


def test_who_is_sent_to_sign_in_reads_why(client: Client) -> None:
    assert "your session ended" in client.get("/accounts/login/?next=/inbox/").content.decode()
    assert "your session ended" not in client.get("/accounts/login/").content.decode()


def test_the_search_shows_what_was_searched(sign_in: Callable[[str], Client]) -> None:
    said = sign_in("bo").get("/search/?q=drone").content.decode()
    assert 'value="drone"' in said


def test_a_broken_page_gives_a_number_and_asks_nobody(caplog: pytest.LogCaptureFixture) -> None:
    from django.test import RequestFactory

    from beccaria.web.views import broken

    answer = broken(RequestFactory().get("/"))
    number = caplog.messages[-1].rsplit(maxsplit=1)[-1].rstrip(".")
    assert answer.status_code == 500
    assert number in answer.content.decode()


def test_what_does_not_fit_on_one_line_lies_behind_more(sign_in: Callable[[str], Client]) -> None:
    cy = sign_in("cy")
    line, far = _navigation(cy.get("/", follow=True))
    assert far, "the head of intelligence has more places than one line holds"
    assert len(line) <= 8
    # Where one is stands on the line, whatever its turn, and the line grows no longer by it.
    there, others = _navigation(cy.get(far[-1], follow=True))
    assert far[-1] in there
    assert len(there) == len(line)
    assert {*there, *others} == {*line, *far}


def _navigation(page: Any) -> tuple[list[str], list[str]]:
    """The addresses on the line and those behind "More"."""
    nav = page.content.decode().split('<nav class="nav"')[1].split("</nav>")[0]
    before, _more, rest = nav.partition("<details data-menu>")
    far, _end, after = rest.partition("</details>")
    line, behind = ([*re.findall(r'href="([^"]+)"', text)] for text in (before + after, far))
    return line, behind


def test_few_places_need_no_more(sign_in: Callable[[str], Client]) -> None:
    line, far = _navigation(sign_in("ana").get("/", follow=True))
    assert line
    assert not far
