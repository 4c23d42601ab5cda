"""Scorecards on pages and over REST: who gets which, what is shown of the unknown, and forms that lose nothing."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.core.instruments import UNKNOWN
from beccaria.networks import actions, queries
from beccaria.networks.queries import instruments
from tests.apps.networks.scoring import HARM, MATRIX, answers, scorer
from tests.grouping import Does

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Write = Callable[..., str]
MAY = {
    # duty: compare, compare.csv of nothing, here
    "ana": (404, 404, 404),
    "bo": (200, 404, 200),
    "cy": (200, 404, 200),
    "nan": (200, 404, 200),
    "gil": (404, 404, 200),
    "pia": (404, 404, 200),
    "asa": (404, 404, 200),
    "lia": (404, 404, 404),
    "dee": (404, 404, 404),
    "max": (404, 404, 404),
}
PAGES = ("/groups/compare/", "/groups/compare.csv", "/groups/here/")


def post(client: Client, address: str, fields: dict[str, str]) -> Any:
    return client.post(address, fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def typed(instrument: str, **more: str) -> dict[str, str]:
    """What is typed into the form when everything is answered."""
    said = {}
    for item, answer in answers(instrument).items():
        said[f"level-{item}"], said[f"because-{item}"] = answer.level, answer.because
    return said | {"note": "It holds a market.", "secrecy": "0"} | more


@pytest.mark.parametrize("who", MAY)
def test_each_duty_gets_its_pages_and_no_other(who: str, sign_in: SignIn) -> None:
    client = sign_in(who)
    assert tuple(client.get(address).status_code for address in PAGES) == MAY[who]


def test_scoring_by_the_form_keeps_what_was_typed_until_it_is_whole(
    sign_in: SignIn, group: Write, does: Does
) -> None:
    mine, client = group(), sign_in("bo")
    address = f"/groups/{mine}/score/{MATRIX}/"
    page = client.get(address).content.decode()
    assert page.count('value="unknown"') == len(instruments.newest(MATRIX).items)
    assert "Looked for and not found" in page
    half = typed(MATRIX, **{"because-violence": "", "because-tactics": "Sweeps for cameras."})
    del half["level-cohesion"]
    wrong = post(client, address, half)
    body = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Write because of what, or choose unknown." in body
    assert "Choose an answer, or unknown." in body
    assert "Sweeps for cameras." in body
    assert "It holds a market." in body
    assert not does("bo", queries.scorecards_of, mine).cards
    sent = post(client, address, typed(MATRIX, **{"level-cohesion": UNKNOWN, "because-cohesion": ""}))
    assert sent.status_code == 302
    shown = client.get(sent["Location"]).content.decode()
    assert "1 of 9 answers is unknown." in shown
    assert "How does it hold together under loss?" in shown
    assert "Seen for violence." in shown
    assert "never changed" in shown


def test_a_form_is_for_whom_the_instrument_is(sign_in: SignIn, group: Write) -> None:
    mine = group()
    assert sign_in("bo").get(f"/groups/{mine}/score/{HARM}/").status_code == 404
    assert sign_in("cy").get(f"/groups/{mine}/score/{HARM}/").status_code == 200
    assert sign_in("gil").get(f"/groups/{mine}/score/{MATRIX}/").status_code == 404
    assert sign_in("bo").get(f"/groups/{mine}/score/{instruments.IMPORTED}/").status_code == 404


def test_the_piece_on_a_group_says_what_is_unknown_and_how_judges_agree(
    sign_in: SignIn, group: Write, does: Does, at: datetime
) -> None:
    mine, other, score = group(), group("The Harbour"), scorer(does, at)
    client = sign_in("bo")
    assert "Nobody has scored this group" in client.get(f"/groups/{mine}/scorecards/").content.decode()
    score("bo", mine, unknown=2, at=at - timedelta(days=300))
    score("bo", mine, unknown=2)
    score("cy", mine, level=3, at=at + timedelta(seconds=1))
    score("bo", other, level=0)
    page = client.get(f"/groups/{mine}/scorecards/").content.decode()
    assert "Krippendorff" in page
    assert "Where they differ" in page
    assert "Earlier scorecards" in page
    assert "1st of 2" in page
    assert "range-could" in page
    # A judge whose page does not ask for scorecards is not told of them.
    assert sign_in("gil").get(f"/groups/{mine}/scorecards/").status_code == 404


def test_groups_side_by_side_with_the_range_of_each_place(
    sign_in: SignIn, group: Write, does: Does, at: datetime
) -> None:
    first, second, score = group("=cmd|calc"), group("Harbour"), scorer(does, at)
    score("bo", first, level=2, unknown=5)
    score("bo", second, level=2, unknown=0, corruption="most")
    client = sign_in("bo")
    page = client.get(f"/groups/compare/?by={MATRIX}").content.decode()
    assert "when weights move by 20 %" in page
    assert "Groups, the gravest first" in page
    answer = client.get(f"/groups/compare.csv?by={MATRIX}")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["group"] for row in rows} == {"'=cmd|calc", "Harbour"}
    assert all(row["groups"] == "2" for row in rows)
    assert client.get("/groups/compare/?by=no-such").status_code == 200
    assert client.get(f"/groups/compare/?by={MATRIX}&group={first}").content.decode().count("data-row") == 1


def test_taking_it_away_is_in_the_ledger_with_each_group(
    sign_in: SignIn, group: Write, does: Does, at: datetime, as_role: Any
) -> None:
    del as_role
    mine = group()
    scorer(does, at)("bo", mine)
    client = sign_in("bo")
    assert client.get(f"/groups/compare.csv?by={MATRIX}").status_code == 200
    from beccaria.ledger.api import Wanted, all_entries

    found = does("dee", lambda by: list(all_entries(by=by, wanted=Wanted(), at_most=50)))
    (entry,) = [one for one in found if one.act == "network.export"]
    assert f"group:{mine}" in entry.subjects


def test_here_shows_leaders_as_hypotheses_and_feuds_first(  # noqa: PLR0917  the steps of one story
    sign_in: SignIn, group: Write, member: Write, related: Write, does: Does, at: datetime
) -> None:
    quarry, harbour = group(), group("The Harbour")
    boss = member(quarry)
    member(harbour, "seed-father")
    related(quarry, harbour)
    does(
        "bo", actions.suppose_role, boss, role="leader", because="Others wait.", against="He says no.", at=at
    )
    for who in ("bo", "gil", "pia"):
        page = sign_in(who).get("/groups/here/").content.decode()
        assert "feud here" in page
        assert "Leader?" in page
        assert "He says no." in page
    assert "The Quarry" not in sign_in("eve").get("/groups/here/").content.decode()
    assert sign_in("eve").get("/groups/here/?at=NORTH").status_code == 404
    assert "The Quarry" in sign_in("nan").get("/groups/here/?at=NORTH").content.decode()


def test_rest_tells_ranges_reasons_and_agreement(
    token: Callable[[str], str], group: Write, does: Does, at: datetime
) -> None:
    mine, score = group(), scorer(does, at)
    score("bo", mine, unknown=3)
    score("cy", mine, level=2, at=at + timedelta(seconds=1))
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token('bo')}"}
    answer = client.get(f"/api/v1/groups/{mine}/scorecards", headers=bearer)
    assert answer.status_code == 200
    said = answer.json()
    assert said["next"] is None
    newest, first = said["items"]
    assert first["unknown"] == ["tactics", "resources", "cohesion"]
    assert first["band_low"] != first["band_high"]
    assert newest["judge"] == "Cy Head"
    assert newest["reasons"][0]["because"]
    assert [(one["instrument"], one["judges"]) for one in said["agreement"]] == [(MATRIX, 2)]
    assert client.get("/api/v1/groups/none/scorecards", headers=bearer).status_code == 404


def test_every_page_is_read_without_codes_left_in_it(
    sign_in: SignIn, group: Write, does: Does, at: datetime
) -> None:
    mine = group()
    card = scorer(does, at)("cy", mine, HARM, unknown=1)
    client = sign_in("cy")
    for address in (f"/scorecards/{card}/", f"/groups/{mine}/scorecards/", f"/groups/compare/?by={HARM}"):
        body = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
        assert not re.search(r"%\(|\{\{|None|object at", body), address


def test_what_is_due_stands_on_today_and_leads_to_the_form(
    sign_in: SignIn, group: Write, does: Does, at: datetime
) -> None:
    overdue = group("Overdue", reaches=[])
    scorer(does, at)("bo", overdue, at=at - timedelta(days=400))
    scorer(does, at)("bo", group("Fresh"))
    for address in ("/scorecards/today/", "/scorecards/due/"):
        page = sign_in("bo").get(address).content.decode()
        assert "Group to score: Overdue" in page
        assert f"/groups/{overdue}/score/{MATRIX}/" in page
        assert "Fresh" not in page
        assert sign_in("gil").get(address).status_code == 404
    assert "Group to score" not in sign_in("eve").get("/scorecards/today/").content.decode()
