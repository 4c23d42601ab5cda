"""Charts and their files tell nothing of what is hidden, are handled as their strictest part, and are recorded."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from beccaria.core.persons import Role
from beccaria.networks.exporting import FORMATS
from beccaria.networks.queries.chart_shapes import TieKind
from tests.apps.networks.linking import SOUTH, Links
from tests.apps.networks.test_chart import group_of
from tests.apps.people.town import made
from tests.seed import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.apps.people.town import Town

    Enter = Callable[[str], Client]

PARTS = ("", "data/", "picture/", "chosen/", "without/", "export/")
# Not on duty for intelligence at North; Gil and Pia may know of the group, but its network is not theirs.
STRANGERS = ("eve", "ana", "gil", "pia", "lia", "dee", "max")
READABLE = ("graphml", "gexf", "svg", "xlsx", "csv")
SECRET_WORD = "Quillwort"


@pytest.fixture(scope="module")
def town(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """One town for all of these."""
    del django_db_setup
    with made(cluster, django_db_blocker, "_charts") as here:
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
            assert (
                client.post("/accounts/login/", {"login": username, "password": PASSWORD}).status_code == 302
            )
        return known[username]

    return sign_in


@pytest.fixture(scope="module")
def shown(town: Town, links: Links) -> dict[str, str]:
    """What Bo may see: a man, his visitor, a suspected group, and a remark under conditions."""
    mid, guest, friend = town.add("mid", "guest", "friend", role=Role.PRISONER)
    links.visit(mid, guest)
    links.item(mid, friend, level=1, conditions=["3x5x2:C", "3x5x2:A1", "3x5x2:S2"])
    return {"mid": mid, "guest": guest, "friend": friend, "group": group_of(links, [mid])}


def _text(name: str, content: bytes) -> str:
    """Everything a file says, as text."""
    if name == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(
            str(value)
            for page in book.worksheets
            for row in page.iter_rows(values_only=True)
            for value in row
        )
    if name == "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(one).decode() for one in parts.namelist())
    return content.decode()


def _everything(client: Client, about: str, ends: tuple[str, str]) -> dict[str, str]:
    """All that a reader can get: page, data, picture, sentences, what-if, and every file that can be read as text.

    Without what differs between two moments: the time on the sheet, and tokens of forms.
    """
    asked = "colour=group&steps=3&" + "&".join(f"kind={kind}" for kind in TieKind)
    told = {
        "page": client.get(f"/network/{about}/?{asked}").content.decode(),
        "data": client.get(f"/network/{about}/data/?{asked}").content.decode(),
        "picture": client.get(f"/network/{about}/picture/?{asked}").content.decode(),
        "person": client.get(f"/network/{about}/chosen/?{asked}&one={ends[0]}").content.decode(),
        "tie": client.get(f"/network/{about}/chosen/?{asked}&one={ends[0]}&other={ends[1]}").content.decode(),
        "without": client.get(f"/network/{about}/without/?{asked}&without={ends[1]}").content.decode(),
    }
    for name in READABLE:
        answer = client.get(f"/network/{about}/export/?{asked}&format={name}")
        assert answer.status_code == 200, (name, answer.content[:300])
        told[name] = _text(name, answer.content)
    return {name: _steady(text) for name, text in told.items()}


def _steady(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(
        line for line in lines if "csrf" not in line and "Taken out" not in line and "ago" not in line
    )


@pytest.mark.parametrize("username", STRANGERS)
def test_every_address_and_format_answers_strangers_like_one_that_never_was(
    shown: dict[str, str], enter: Enter, username: str
) -> None:
    client = enter(username)
    for kind, record in (("person", shown["mid"]), ("group", shown["group"])):
        for part in PARTS:
            formats = FORMATS if username == "eve" else ("pdf",)
            queries = [f"?format={name}" for name in formats] if part == "export/" else [""]
            queries.append(f"?one={shown['guest']}&other={shown['mid']}&without={shown['guest']}")
            for query in queries:
                seen = client.get(f"/network/{kind}/{record}/{part}{query}")
                never = client.get(f"/network/{kind}/{uuid.uuid4()}/{part}{query}")
                assert (seen.status_code, never.status_code) == (404, 404), (part, query)
        posted = client.post(f"/network/{kind}/{record}/arrange/", "{}", content_type="application/json")
        assert posted.status_code == 404


def test_hidden_people_rows_and_groups_change_nothing_that_is_shown_or_taken_out(
    town: Town, links: Links, shown: dict[str, str], enter: Enter
) -> None:
    client, about, ends = enter("bo"), f"person/{shown['mid']}", (shown["mid"], shown["guest"])
    before = _everything(client, about, ends)
    hidden = [
        *town.add("far", surname=SECRET_WORD, site=SOUTH, role=Role.PRISONER),
        *town.add("above", surname=SECRET_WORD, role=Role.PRISONER),
    ]
    links.change("UPDATE people_person SET level = 3 WHERE id = %s", hidden[1])
    for one in hidden:
        for plant in (links.visit, links.payment, links.call, links.both, links.item, links.loaded):
            plant(shown["mid"], one)
    for level in ({"level": 3}, {"site": SOUTH}, {"compartments": ["sterile"]}):
        links.visit(shown["mid"], shown["guest"], **level)
        links.item(shown["mid"], shown["guest"], **level)
    secret = group_of(links, [shown["mid"], shown["guest"]], level=3)
    after = _everything(client, about, ends)
    assert {name for name in before if before[name] != after[name]} == set()
    for name, text in after.items():
        assert SECRET_WORD.casefold() not in text.casefold(), name
        assert not [one for one in (*hidden, secret) if one in text], name


def test_who_is_hidden_cannot_be_chosen_widened_or_thought_away(
    town: Town, links: Links, shown: dict[str, str], enter: Enter
) -> None:
    client = enter("bo")
    (hidden,) = town.add("else", surname=SECRET_WORD, site=SOUTH, role=Role.PRISONER)
    links.visit(shown["mid"], hidden)
    here, never = f"/network/person/{shown['mid']}", str(uuid.uuid4())
    for asked in (
        "chosen/?one={}",
        "chosen/?one=" + shown["mid"] + "&other={}",
        "without/?without={}",
        "data/?more={}",
    ):
        seen, unknown = (client.get(f"{here}/{asked.format(one)}") for one in (hidden, never))
        assert seen.status_code == unknown.status_code
        assert _steady(seen.content.decode()).replace(hidden, "*") == _steady(
            unknown.content.decode()
        ).replace(never, "*")


@pytest.mark.parametrize("name", READABLE)
def test_a_file_is_handled_as_its_strictest_part(shown: dict[str, str], enter: Enter, name: str) -> None:
    client, here = enter("bo"), f"/network/person/{shown['mid']}/export/?colour=group&steps=2&format={name}"
    strict = _text(name, client.get(f"{here}&kind=report&kind=visit").content)
    assert "Restricted · do not act on it · ask the originator before acting" in strict
    loose = _text(name, client.get(f"{here}&kind=visit").content)
    assert "do not act on it" not in loose
    assert "Official" in loose


def test_the_group_itself_decides_how_its_members_chart_is_handled(
    links: Links, shown: dict[str, str], enter: Enter
) -> None:
    client = enter("bo")
    strict = group_of(links, [shown["guest"]], level=2, handling=["4x4:H1"])
    page = client.get(f"/network/group/{strict}/?colour=group&kind=visit").content.decode()
    assert "Confidential" in page
    assert "only to prevent and combat crime" in page
    # And on the chart of a man it is told of that he may belong to it.
    page = client.get(f"/network/person/{shown['guest']}/?colour=group&kind=visit").content.decode()
    assert "Confidential" in page
    links.change("DELETE FROM networks_membership WHERE group_id = %s", strict)


def test_every_look_is_in_the_ledger_with_everybody_who_was_shown(
    town: Town, shown: dict[str, str], enter: Enter
) -> None:
    client = enter("bo")
    everybody = {f"person:{shown[one]}" for one in ("mid", "guest", "friend")}
    for part in ("", "data/", "picture/", "without/?without=" + shown["guest"]):
        assert client.get(f"/network/person/{shown['mid']}/{part}").status_code == 200
        act, subjects = town.rows("SELECT act, subjects FROM ledger_entry ORDER BY id DESC LIMIT 1")[0]
        assert act == "network.read"
        assert everybody <= set(subjects), part


def test_refusals_are_in_the_ledger(town: Town, shown: dict[str, str], enter: Enter) -> None:
    enter("eve").get(f"/network/person/{shown['mid']}/export/?format=pdf")
    act, outcome, subjects = town.rows(
        "SELECT detail->>'act', outcome, subjects FROM ledger_entry ORDER BY id DESC LIMIT 1"
    )[0]
    assert (act, outcome) == ("network.export", "refused")
    assert f"sought:{shown['mid']}" in subjects


def test_nobody_touches_another_readers_places(town: Town, shown: dict[str, str], enter: Enter) -> None:
    address = f"/network/person/{shown['mid']}/arrange/"

    def put(username: str, x: float) -> int:
        places = json.dumps({"places": {shown["mid"]: [x, 0], str(uuid.uuid4()): [9, 9]}, "owner": "bo"})
        return enter(username).post(address, places, content_type="application/json").status_code

    def kept() -> dict[str, Any]:
        found = town.rows(
            "SELECT u.username, c.places FROM networks_chartplaces c JOIN access_user u ON u.id::text = c.owner"
        )
        return dict(found)

    assert (put("bo", 0.1), put("bea", 0.2), put("eve", 0.3), put("ana", 0.4)) == (204, 204, 404, 404)
    assert {who: places[shown["mid"]] for who, places in kept().items()} == {"bo": [0.1, 0], "bea": [0.2, 0]}
    assert all(set(places) == {shown["mid"]} for places in kept().values()), "nobody unknown has a place"


def test_a_name_that_is_markup_stays_text_everywhere(
    town: Town, links: Links, shown: dict[str, str], enter: Enter
) -> None:
    evil = '"><img src=x onerror=alert(1)>{{7*7}}'
    (one,) = town.add("evil", surname=evil, role=Role.PRISONER)
    links.visit(one, shown["guest"])
    client = enter("bo")
    for part in ("", "picture/", f"chosen/?one={one}", f"chosen/?one={one}&other={shown['guest']}"):
        said = client.get(f"/network/person/{one}/{part}").content.decode()
        assert "<img src=x" not in said, part
        assert "49" not in said.split("evil")[1][:60], part
    assert client.get(f"/network/person/{one}/export/?format=pdf").content.startswith(b"%PDF")
    links.change("DELETE FROM events_visit WHERE prisoner_id = %s", one)
