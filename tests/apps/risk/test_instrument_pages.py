"""Instruments as pages: any of them whole, every version, two side by side, for everybody who is signed in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.test import Client

from beccaria.lib import instruments
from beccaria.lib.failure import Failed

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
SHIPPED = sorted(instruments.newest())
EVERYBODY = ("ana", "bo", "cy", "gil", "pia", "asa", "eve", "nan", "lia", "dee", "kit", "max")


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:1000]
    return answer.content.decode()


@pytest.fixture
def own(tmp_path: Path, settings: Any) -> Callable[..., None]:
    """A file in the service's own folder: the shipped violence instrument, changed."""

    def write(name: str, change: Callable[[dict[str, Any]], None]) -> None:
        told = yaml.safe_load((instruments.FOLDER / "violence.yaml").read_text(encoding="utf-8"))
        change(told)
        (tmp_path / name).write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
        settings.INSTRUMENTS = str(tmp_path)

    return write


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_signed_in_reads_them(who: str, sign_in: SignIn) -> None:
    client = sign_in(who)
    listed = said(client, "/instruments/")
    for kept in instruments.newest().values():
        assert kept.instrument.title in listed
    assert "Escape" in said(client, "/instruments/escape/")


def test_nobody_else_does(client: Client) -> None:
    assert client.get("/instruments/", headers={"host": "127.0.0.1"}).status_code in {302, 401, 404}


def test_every_instrument_is_shown_whole(sign_in: SignIn) -> None:
    from html import unescape

    client = sign_in("asa")
    for name in SHIPPED:
        one, page = instruments.newest()[name].instrument, unescape(said(client, f"/instruments/{name}/"))
        for item in one.items:
            assert item.question in page
            assert item.evidence in page
            for level in item.levels:
                assert level.anchor in page
        for text in (
            one.purpose,
            one.training,
            one.validity,
            *one.sources,
            *(band.name for band in one.bands),
        ):
            assert text in page
        assert "Religion or faith" in page
        assert page.count("It is never counted as low") == len(one.items)


def test_a_matrix_and_a_tree_are_drawn_as_tables(sign_in: SignIn, own: Callable[..., None]) -> None:
    client = sign_in("asa")
    assert "down, " in said(client, "/instruments/ocg-criminality-capability/")

    def tree(told: dict[str, Any]) -> None:
        first, second = (item["id"] for item in told["items"][:2])
        levels = [[level["name"] for level in item["levels"]] for item in told["items"][:2]]
        low, high = told["bands"][0]["name"], told["bands"][-1]["name"]
        told["id"], told["title"] = "our-tree", "Our tree"
        told["scoring"] = {
            "rule": "tree",
            "root": "begin",
            "nodes": {
                "begin": {"item": first, "leads": dict.fromkeys(levels[0], "go-on")},
                "go-on": {
                    "item": second,
                    "leads": {name: low if name == levels[1][0] else high for name in levels[1]},
                },
            },
        }

    own("our-tree.yaml", tree)
    page = said(client, "/instruments/our-tree/")
    assert "Each answer leads to" in page
    assert "our own" in page
    assert "Every way that" in page or "every way that" in page


def test_versions_stay_and_stand_side_by_side(sign_in: SignIn, own: Callable[..., None]) -> None:
    client = sign_in("cy")

    def second(told: dict[str, Any]) -> None:
        told["version"] = 2
        told["training"] = "Two days, with a partner"
        told["items"][0]["weight"] = 3

    own("violence.yaml", second)
    page = said(client, "/instruments/violence/")
    assert "Two days, with a partner" in page
    assert "/instruments/violence/compare/?from=1&amp;to=2" in page
    assert "a newer version is here" in said(client, "/instruments/violence/?version=1")
    compared = said(client, "/instruments/violence/compare/?from=1&to=2")
    assert "of which different: 2." in compared
    assert compared.count("<ins>") == compared.count("<del>") == 2
    assert "of which different: 2." in said(client, "/instruments/violence/compare/")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/instruments/no-such/", 404),
        ("/instruments/escape/?version=9", 404),
        ("/instruments/escape/?version=one", 422),
        ("/instruments/escape/?version=99999999999999999999", 422),
        ("/instruments/escape/compare/?from=1&to=7", 404),
        ("/instruments/..%2f..%2fetc/", 404),
    ],
)
def test_what_is_not_there_is_not_there(address: str, status: int, sign_in: SignIn) -> None:
    said(sign_in("asa"), address, status)


def test_a_faulty_own_instrument_stops_the_start(own: Callable[..., None]) -> None:
    risk = apps.get_app_config("risk")
    own("violence.yaml", lambda told: told.update(version=2))
    risk.ready()
    instruments.every.cache_clear()
    own("violence.yaml", lambda told: told.update(version=2, items=[]))
    with pytest.raises(Failed, match="There are no items"):
        risk.ready()
