"""The pages: who gets which, what comes again by itself, and what a form says when something is wrong."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.core.actors import Level
from beccaria.lib.moments import day_of
from tests.apps.warnings.conftest import NAME
from tests.apps.warnings.test_banning import new as ban
from tests.pages import post

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
PAGES = ("/warnings/", "/warnings/new/", "/bans/", "/bans/new/", "/gate/", "/gate/book/")
# Warnings, writing one, bans, setting one, the gate, booking.
MAY = {
    "ana": (200, 404, 200, 404, 200, 200),
    "bo": (200, 200, 200, 404, 200, 200),
    "cy": (200, 200, 200, 200, 200, 200),
    "gil": (200, 200, 200, 200, 200, 200),
    "pia": (200, 404, 200, 404, 404, 200),
    "lia": (404,) * 6,
    "dee": (404,) * 6,
    "max": (404,) * 6,
}


def form(at: datetime, **more: Any) -> dict[str, Any]:
    said = {
        "kind": "visitor_refused",
        "names": NAME,
        "text": "Do not let her in.",
        "reason": "Tablets were found on her.",
        "certainty": "established",
        "scope": "all",
        "within": "60",
        "level": "0",
        "last_day": day_of(at + timedelta(days=30)).isoformat(),
    }
    return said | more


@pytest.mark.parametrize("who", MAY)
def test_each_duty_gets_its_pages_and_no_other(who: str, sign_in: SignIn) -> None:
    client = sign_in(who)
    assert tuple(client.get(address).status_code for address in PAGES) == MAY[who]


def test_the_piece_of_today_comes_again_only_when_something_is_new(
    sign_in: SignIn, written: Callable[..., Any], does: Callable[..., Any], at: datetime
) -> None:
    from beccaria.warnings import actions

    oli = sign_in("oli")
    assert oli.get("/warnings/today/rows/?mark=").status_code == 204
    made = written()
    page = oli.get("/warnings/today/rows/?mark=")
    assert page.status_code == 200
    assert f"/warnings/{made.id}/" in page.content.decode()
    mark = re.search(r"rows/\?mark=([^\"]+)\"", page.content.decode())
    assert mark
    # The words for what is left change once a minute; within one they do not.
    assert oli.get(f"/warnings/today/rows/?mark={mark[1]}").status_code in {204, 200}
    does("oli", actions.acknowledge, made.id, at=at)
    gone = oli.get(f"/warnings/today/rows/?mark={mark[1]}")
    assert gone.status_code == 200
    assert made.id not in gone.content.decode()


def test_it_stands_on_today_as_something_that_cannot_wait(
    sign_in: SignIn, written: Callable[..., Any]
) -> None:
    written()
    page = sign_in("oli").get("/").content.decode()
    assert "Warning to acknowledge: Visitor refused, Northgate" in page
    assert "data-urgent" in page


def test_written_on_the_page_it_is_sent(sign_in: SignIn, at: datetime) -> None:
    bo = sign_in("bo")
    answer = post(bo, "/warnings/new/", **form(at))
    assert answer.status_code == 302, answer.content.decode()
    assert "0 of 1 prison has acknowledged" in bo.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": ""}, "Write what the others should do."),
        ({"reason": ""}, "without one nobody can judge"),
        ({"names": "", "plate": ""}, "Say whom to look out for"),
        ({"last_day": "2020-01-01"}, "choose a later end"),
        ({"scope": "chosen"}, "Choose to which regions or prisons"),
        ({"scope": "chosen", "to": "Atlantis"}, "There is no prison “Atlantis”"),
        ({"last_day": "9999-12-31"}, "lasts at most"),
        ({"reason": "My source told me at 14:30."}, "may give the source away"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, Any], says: str, sign_in: SignIn, at: datetime
) -> None:
    bo = sign_in("bo")
    answer = post(bo, "/warnings/new/", **form(at, **({"plate": "ZZ 123 QQ"} | wrong)))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert wrong.get("plate", "ZZ 123 QQ") in page


def test_a_flag_that_is_answered_lets_it_go(sign_in: SignIn, at: datetime) -> None:
    bo = sign_in("bo")
    asked = post(bo, "/warnings/new/", **form(at, reason="It was at 14:30.")).content.decode()
    (key,) = re.findall(r'name="answer:([^"]+)"', asked)
    answers = {f"answer:{key}": "Known to everybody"}
    assert post(bo, "/warnings/new/", **form(at, reason="It was at 14:30.", **answers)).status_code == 302


def test_a_named_prison_is_found_by_its_name(sign_in: SignIn, at: datetime) -> None:
    bo = sign_in("bo")
    answer = post(bo, "/warnings/new/", **form(at, scope="chosen", to="southmoor"))
    assert answer.status_code == 302, answer.content.decode()


def test_prefilled_from_a_person_only_what_the_writer_may_see(
    sign_in: SignIn, planted: Callable[[str], str]
) -> None:
    visitor = planted("seed-visitor")
    page = sign_in("bo").get(f"/warnings/new/?person={visitor}").content.decode()
    assert "ZK77" in page
    assert sign_in("eve").get(f"/warnings/new/?person={visitor}").status_code == 404


def test_the_person_page_asks_for_warnings_and_shows_who_is_meant(
    sign_in: SignIn, planted: Callable[[str], str], written: Callable[..., Any]
) -> None:
    visitor = planted("seed-visitor")
    made = written(person=visitor)
    bo = sign_in("bo")
    assert f'hx-get="/warnings/about/{visitor}/"' in bo.get(f"/people/{visitor}/").content.decode()
    piece = bo.get(f"/warnings/about/{visitor}/").content.decode()
    assert f"/warnings/{made.id}/" in piece
    assert "It is the very record that was warned of." in piece


def test_a_visit_that_is_booked_shows_at_once_what_is_known(
    sign_in: SignIn, written: Callable[..., Any], at: datetime
) -> None:
    written()
    oli = sign_in("oli")
    fields = {"visitor_name": NAME, "born": "1984-03-17", "who": "B2001", "at": at.strftime("%Y-%m-%dT%H:%M")}
    answer = post(oli, "/gate/book/", **fields)
    assert answer.status_code == 302, answer.content.decode()
    page = oli.get(answer["Location"]).content.decode()
    assert "Likely the same person" in page
    refused = post(oli, answer["Location"] + "decide/", decision="go", reason="")
    assert refused.status_code == 422
    assert "write why he goes in all the same" in refused.content.decode()
    assert post(oli, answer["Location"] + "decide/", decision="go", reason="Other face.").status_code == 302
    assert "let in" in oli.get("/gate/").content.decode()
    same = re.search(r"mark=([0-9a-f]+)", oli.get("/gate/").content.decode())
    assert same
    assert oli.get(f"/gate/rows/?site=SOUTH&mark={same[1]}").status_code == 204


def test_a_ban_is_set_and_ended_on_its_page(sign_in: SignIn, at: datetime) -> None:
    gil = sign_in("gil")
    fields = {
        "on": "relationship",
        "names": NAME,
        "who": "A1001",
        "ground": "Article 12",
        "reason": "Tablets",
        "authority": "The governor",
        "last_day": day_of(at).isoformat(),
        "notice": "In writing",
        "contest": "To the judge",
    }
    answer = post(gil, "/bans/new/", **fields)
    assert answer.status_code == 302, answer.content.decode()
    page = gil.get(answer["Location"]).content.decode()
    assert "1 day left" in page
    assert "Marek Tibor Sandor" in page
    assert post(gil, answer["Location"] + "end/", why="").status_code == 422
    assert post(gil, answer["Location"] + "end/", why="Contested and won.").status_code == 302
    assert "Contested and won." in gil.get(answer["Location"]).content.decode()


def test_what_is_secret_is_shown_only_after_saying_what_for(
    sign_in: SignIn, written: Callable[..., Any], does: Callable[..., Any], at: datetime
) -> None:
    from beccaria.warnings import actions

    made = written("cy", level=Level.SECRET)
    banned = does("cy", actions.set_ban, ban(at, level=Level.SECRET), at=at)
    cy = sign_in("cy")
    for address in (f"/warnings/{made.id}/", f"/warnings/{made.id}/correct/", f"/bans/{banned}/"):
        asked = cy.get(address)
        assert asked.headers.get("Location", "").startswith("/access/purpose/"), address
