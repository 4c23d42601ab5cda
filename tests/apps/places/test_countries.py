"""The pages of country packs: every fact with its source and how sure it is, for everybody signed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.countries import Known, entries
from beccaria.lib import countries
from beccaria.places import api
from tests.pages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db
PACKS = countries.packs()
ADDRESSES = ("/countries/", "/countries/NL/", "/countries/compare/", "/countries/compare/?one=NL&other=IT")


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_refused_to_signed_out(client: Any) -> None:
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_everybody_signed_in_reads_the_list(sign_in: Callable[[str], Any]) -> None:
    for who in ("ana", "eve", "lia", "max"):
        page = main(text(sign_in(who).get("/countries/")))
        for pack in PACKS.values():
            assert f'href="/countries/{pack.id}/"' in page
            assert pack.english_name.words in page


def test_a_page_shows_every_fact_with_its_source_and_mark(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    for pack in PACKS.values():
        page = main(text(client.get(f"/countries/{pack.id}/")))
        marks = re.findall(r'<span class="tag tag-(good|amber|quiet)">', page)
        known = [one.fact.known for one in entries(pack)]
        assert marks.count("good") == known.count(Known.VERIFIED)
        assert marks.count("amber") == known.count(Known.NOT_VERIFIED)
        assert marks.count("quiet") == known.count(Known.UNKNOWN)
        for entry in entries(pack):
            if entry.fact.source:
                assert entry.fact.source in page, (pack.id, entry.where)
            assert entry.fact.note in page, (pack.id, entry.where)
        assert page.count("The switch is off.") == 6
        assert "The switch is on." not in page
        assert "22 hours a day alone count as isolation, which must end after 15 days" in page


def test_what_a_pack_says_is_read_in_plain_words(sign_in: Callable[[str], Any]) -> None:
    page = main(text(sign_in("ana").get("/countries/IT/")))
    assert "Minister of Justice, by decree." in page
    assert "4 years" in page
    assert "The clock runs for 1 month." in page
    assert "41-bis" in page


def test_no_pack_is_not_found(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    for pack_id in ("ZZ", "nl", "..", "NL.yaml"):
        assert client.get(f"/countries/{pack_id}/").status_code == 404


def test_two_packs_side_by_side_say_where_they_differ(sign_in: Callable[[str], Any]) -> None:
    page = main(text(sign_in("ana").get("/countries/compare/?one=NL&other=IT")))
    assert "Netherlands and Italy" in page
    for words in ("41-bis", "EBI", "Europe/Amsterdam", "Europe/Rome"):
        assert words in page
    time_zone = page[page.index("Time zone") :]
    assert time_zone.index("different") < time_zone.index("</h3>")
    currency = page[page.index("Currency") :]
    assert currency.index("same") < currency.index("</h3>")
    assert "known for one only" in page
    assert "not known for either" in page


def test_a_country_beside_itself_differs_nowhere(sign_in: Callable[[str], Any]) -> None:
    page = main(text(sign_in("ana").get("/countries/compare/?one=ENG&other=ENG")))
    assert "different</span>" not in page
    assert "of which different: 0." in page


def test_every_pair_can_be_compared(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    for one in ("NL", "ENG"):
        for other in PACKS:
            text(client.get(f"/countries/compare/?one={one}&other={other}"))


def test_a_choice_that_is_not_there_is_said_in_a_sentence(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    page = text(client.get("/countries/compare/?one=NL&other=<b>ZZ"), 422)
    assert "There is no such pack: choose one of the list." in page
    assert "Compare two countries" in main(text(client.get("/countries/compare/?one=NL")))


def test_the_page_of_a_prison_leads_to_the_pack_of_its_country(
    sign_in: Callable[[str], Any], settings: Any, tmp_path: Path
) -> None:
    client = sign_in("ana")
    assert "/countries/" not in main(text(client.get("/places/NORTH/")))
    # The prisons of the seed lie in ZZ: a service's own packs claim it, alone and as two parts of it.
    own = (countries.FOLDER / "FI.yaml").read_text()
    for name, claims in (("alone", {"FI": "ZZ"}), ("parts", {"FI": "ZZ-A", "SE": "ZZ-B"})):
        folder = tmp_path / name
        folder.mkdir()
        for pack_id, code in claims.items():
            said = own.replace("id: FI", f"id: {pack_id}").replace("[FIN]", f"[{code}]")
            (folder / f"{pack_id}.yaml").write_text(said)
        settings.COUNTRY_PACKS = str(folder)
        found = re.findall(r'href="/countries/(\w+)/"', main(text(client.get("/places/NORTH/"))))
        assert found == list(claims)


def test_search_finds_a_country_by_its_names(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("ana")
    for words in ("netherlands", "nederland", "NLD"):
        assert 'href="/countries/NL/"' in text(client.get("/search/", {"q": words}))
    assert 'href="/countries/' not in main(text(client.get("/search/", {"q": "northgate"})))


def test_more_than_one_pack_for_a_country_is_none_to_build_upon(actor_named: Callable[[str], Any]) -> None:
    ana = actor_named("ana")
    assert api.pack_of("GB", by=ana) is None
    assert api.pack_of("", by=ana) is None
    found = api.pack_of("GB-SCT", by=ana)
    assert found is not None
    assert found.id == "SCO"
