"""The page of a network: filters, tables, people and ties in sentences, what-if, places, and what is recorded."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from beccaria.core.persons import Role
from beccaria.networks.exporting import FORMATS
from tests.apps.networks.linking import Links
from tests.apps.people.town import made
from tests.seed import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.apps.people.town import Town

    Enter = Callable[[str], Client]


@pytest.fixture(scope="module")
def town(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """One town for all of these: nothing here changes what another test reads."""
    del django_db_setup
    with made(cluster, django_db_blocker, "_chart") as here:
        yield here


@pytest.fixture(scope="module")
def links(town: Town) -> Links:
    """Plants ties in it."""
    return Links(town)


@pytest.fixture(scope="module")
def enter(town: Town) -> Enter:
    """A browser's client signed in to the town, as the web role; the same one for the same user."""
    known: dict[str, Client] = {}

    def sign_in(username: str) -> Client:
        town.as_nobody()
        if username not in known:
            client = known[username] = Client(HTTP_HOST="127.0.0.1")
            answer = client.post("/accounts/login/", {"login": username, "password": PASSWORD})
            assert answer.status_code == 302
        return known[username]

    return sign_in


@pytest.fixture(scope="module")
def people(town: Town, links: Links) -> dict[str, str]:
    """A prisoner with a visitor who pays for another; a remark ties that one to a fourth."""
    names = ("mid", "guest", "other", "far")
    known: dict[str, str] = dict(zip(names, town.add(*names, role=Role.PRISONER), strict=True))
    links.visit(known["mid"], known["guest"], days=200)
    links.visit(known["mid"], known["guest"], days=10)
    links.payment(known["other"], known["guest"], days=50)
    links.item(known["other"], known["far"], days=5, conditions=["3x5x2:C", "3x5x2:A1", "3x5x2:S2"])
    return known


def _page(client: Client, person: str, query: str = "") -> str:
    answer = client.get(f"/network/person/{person}/{query}")
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return answer.content.decode()


def _data(client: Client, person: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/network/person/{person}/data/{query}")
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_page_says_whom_it_is_about_how_many_and_since_when(people: dict[str, str], enter: Enter) -> None:
    page = _page(enter("bo"), people["mid"])
    assert "<h1>Network of mid Town</h1>" in page
    assert "3 people, 2 ties. Each line stands for at least one record that you may see." in page
    assert 'data-from="/network/person/' in page
    assert "<noscript><img" in page
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", page)


def test_three_steps_reach_the_fourth_and_the_handling_of_the_remark(
    people: dict[str, str], enter: Enter
) -> None:
    client = enter("bo")
    near, far = (
        _page(client, people["mid"]),
        _page(client, people["mid"], "?colour=group&steps=3&kind=visit&kind=payment&kind=report"),
    )
    assert "do not act on it" not in near
    assert "do not act on it" in far
    assert "one graded remark only" in far
    assert len(_data(client, people["mid"], "?steps=3")["people"]) == 4


def test_filters_by_kind_period_and_grade(people: dict[str, str], enter: Enter) -> None:
    client = enter("bo")
    ties = _data(client, people["mid"], "?colour=group&kind=visit")["ties"]
    assert [tie[2] for tie in ties] == [2]
    only_old = _data(client, people["mid"], "?colour=group&kind=visit&until=2026-06-01")["ties"]
    assert [tie[2] for tie in only_old] == [1]
    asked = "?colour=group&steps=3&kind=visit&kind=payment&kind=report&weakest="
    assert len(_data(client, people["mid"], asked)["ties"]) == 3
    page = _page(client, people["mid"], "?colour=group&kind=visit&since=2026-10-01&until=2026-01-01")
    assert "The period ends before it begins" in page


def test_nothing_chosen_is_an_empty_state_with_the_way_back(people: dict[str, str], enter: Enter) -> None:
    page = _page(enter("bo"), people["mid"], "?colour=group")
    assert "Nothing ties anybody here" in page
    assert "The usual view" in page


def test_tables_are_sorted_by_their_heads_and_lead_to_sentences(people: dict[str, str], enter: Enter) -> None:
    client = enter("bo")
    names = [
        re.findall(
            r'chosen/\?[^"]*one=[^&"]*">([a-z]+ Town)', _page(client, people["mid"], f"?people_by={order}")
        )[:3]
        for order in ("name", "-name")
    ]
    assert names == [["guest Town", "mid Town", "other Town"], ["other Town", "mid Town", "guest Town"]]


def test_a_person_in_sentences(people: dict[str, str], enter: Enter) -> None:
    asked = f"?one={people['guest']}"
    answer = enter("bo").get(
        f"/network/person/{people['mid']}/chosen/{asked}", headers={"HX-Request": "true"}
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Tied to 2 people on this chart." in said
    assert "visits (2)" in said
    assert "is being worked out" in said
    stands = enter("bo").get(f"/network/person/{people['mid']}/chosen/{asked}&stands=1").content.decode()
    assert "100 % of the shortest ways between others lead through him." in stands
    assert "never decide on it" in stands
    assert (
        stands.strip()[3:-4]
        in enter("bo").get(f"/network/person/{people['mid']}/chosen/{asked}").content.decode()
    )
    assert "Show who else is tied to him" in said
    assert "What if he were not there?" in said


def test_a_tie_in_sentences_each_record_with_its_page_and_each_look_recorded(
    town: Town, people: dict[str, str], enter: Enter
) -> None:
    client = enter("bo")
    asked = f"?steps=3&one={people['other']}&other={people['far']}"
    answer = client.get(f"/network/person/{people['mid']}/chosen/{asked}")
    said = answer.content.decode()
    report = town.rows("SELECT id FROM reports_report WHERE title = 'T'")[0][0]
    assert "1 record ties them." in said
    assert "Graded intelligence names both" in said
    assert f'href="/reports/{report}/"' in said
    assert "do not act on it" in said
    looked = town.rows(
        "SELECT subjects FROM ledger_entry WHERE act = 'network.read' ORDER BY id DESC LIMIT 1"
    )[0][0]
    assert {f"person:{people['other']}", f"person:{people['far']}", f"report:{report}"} <= set(looked)
    assert f"person:{people['guest']}" not in looked


def test_each_of_several_visits_is_told(people: dict[str, str], enter: Enter) -> None:
    asked = f"?one={people['mid']}&other={people['guest']}"
    said = enter("bo").get(f"/network/person/{people['mid']}/chosen/{asked}").content.decode()
    assert "2 records tie them." in said
    assert said.count("Visit: took place") == 2


def test_what_if_says_what_is_left_how_sure_and_the_warning(people: dict[str, str], enter: Enter) -> None:
    asked = f"?steps=3&without={people['guest']}"
    said = enter("bo").get(f"/network/person/{people['mid']}/without/{asked}").content.decode()
    assert "Of the 4 people who are all tied to each other, 2 would still be: 50 %." in said
    assert "would be tied to nobody any more" in said
    assert "succession" in said or "who succeeds them" in said
    assert "Put back" in said


def test_expanding_brings_one_more_step(people: dict[str, str], enter: Enter) -> None:
    client = enter("bo")
    one = _data(client, people["mid"], "?colour=group&steps=1&kind=visit&kind=payment")
    more = _data(
        client, people["mid"], f"?colour=group&steps=1&kind=visit&kind=payment&more={people['guest']}"
    )
    assert len(one["people"]) == 2
    assert {each["name"] for each in more["people"]} == {"mid Town", "guest Town", "other Town"}


def test_people_stay_where_they_were_put(town: Town, people: dict[str, str], enter: Enter) -> None:
    client = enter("bo")
    assert _data(client, people["mid"])["placed"] is False
    places = {"places": {people["mid"]: [0.5, -0.25], people["guest"]: [0, 0], people["other"]: [1, 1]}}
    answer = client.post(
        f"/network/person/{people['mid']}/arrange/", json.dumps(places), content_type="application/json"
    )
    assert answer.status_code == 204
    shown = _data(client, people["mid"])
    assert shown["placed"] is True
    assert {each["id"]: [each["x"], each["y"]] for each in shown["people"]} == places["places"]
    fresh = _data(client, people["mid"], "?fresh=1")
    assert {each["id"]: [each["x"], each["y"]] for each in fresh["people"]} != places["places"]
    assert _data(client, people["mid"]) == shown, "asking for other places keeps none"
    assert _data(enter("nan"), people["mid"])["placed"] is False
    assert town.rows("SELECT count(*) FROM networks_chartplaces")[0][0] == 1


def test_nonsense_for_places_is_refused_in_a_sentence(people: dict[str, str], enter: Enter) -> None:
    client = enter("bo")
    for body in ("nonsense", '{"places": [1]}', '{"places": {"x": "y"}}', '{"places": {"x": [1]}}', "[]"):
        answer = client.post(
            f"/network/person/{people['mid']}/arrange/", body, content_type="application/json"
        )
        assert answer.status_code == 422, body


@pytest.mark.parametrize("name", list(FORMATS))
def test_an_export_is_one_entry_that_names_everybody_on_it(
    town: Town, people: dict[str, str], enter: Enter, name: str
) -> None:
    client = enter("bo")
    before = town.rows("SELECT coalesce(max(id), 0) FROM ledger_entry")[0][0]
    answer = client.get(f"/network/person/{people['mid']}/export/?format={name}")
    assert answer.status_code == 200, answer.content[:500]
    assert re.fullmatch(r'attachment; filename="chart-[\d-]+\.\w+"', answer["Content-Disposition"])
    entries = town.rows("SELECT act, subjects, detail FROM ledger_entry WHERE id > %s", before)
    assert [entry[0] for entry in entries] == ["network.export"]
    assert set(entries[0][1]) == {f"person:{people[one]}" for one in ("mid", "guest", "other")}
    assert entries[0][2]["format"] == name


def test_an_unknown_format_takes_nothing_out(town: Town, people: dict[str, str], enter: Enter) -> None:
    before = town.rows("SELECT count(*) FROM ledger_entry WHERE act = 'network.export'")
    assert enter("bo").get(f"/network/person/{people['mid']}/export/?format=exe").status_code == 422
    assert town.rows("SELECT count(*) FROM ledger_entry WHERE act = 'network.export'") == before


def test_where_everybody_was_held_is_told_by_day(town: Town, links: Links, enter: Enter) -> None:
    one, other = town.add("cell-mate", "cell-fellow", role=Role.PRISONER)
    links.cell(one, other, days=30)
    data = _data(enter("bo"), one, "?colour=prison&kind=cell&steps=1")
    assert [site[0] for site in data["sites"]] == ["NORTH"]
    assert all(stays and stays[0][1] == 0 for stays in data["stays"])
