"""Those who oversee see who looked, at what, when, why and from where; nobody else sees that there is a ledger."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from tests.apps.oversight.conftest import Did
from tests.seed import PEOPLE

pytestmark = pytest.mark.django_db

PAGES = (
    "/oversight/ledger/",
    "/oversight/ledger/export/",
    "/oversight/knew/",
    "/oversight/counts/",
    "/oversight/checkpoint/",
    "/oversight/checkpoint/files/",
)
See = Callable[[str], str]


def rows(page: str) -> list[str]:
    return re.findall(r"<tr data-item.*?</tr>", page, re.DOTALL)


@pytest.mark.parametrize("duty", sorted({one.duty for one in PEOPLE} - {"dpo"}))
def test_no_other_duty_finds_the_pages(duty: str, sign_in: Callable[[str], Any]) -> None:
    client = sign_in(next(one.username for one in PEOPLE if one.duty == duty))
    nowhere = client.get("/oversight/nowhere/")
    for address in PAGES:
        answer = client.get(address)
        assert answer.status_code == nowhere.status_code == 404


def test_who_looked_at_this_person(see: See, did: Did) -> None:
    person = f"person:{new_id()}"
    did("bo", Act.PERSON_READ, person)
    did("nan", Act.PERSON_READ, person, f"person:{new_id()}")
    did("cy", Act.PERSON_READ, f"person:{new_id()}")
    found = rows(see(f"/oversight/ledger/?about={person}"))
    assert len(found) == 2
    assert "Nan Analyst" in found[0]
    assert "Bo Intelligence" in found[1]
    assert "looked at a person" in found[1]
    assert "Prison intelligence officer" in found[1]
    assert "Intelligence work" in found[1]
    assert re.search(r"\d{2}:\d{2}:\d{2} CET|CEST", found[1])


def test_what_this_user_looked_at(see: See, did: Did) -> None:
    did("bo", Act.REPORT_READ, f"report:{new_id()}")
    did("cy", Act.REPORT_READ, f"report:{new_id()}")
    page = see("/oversight/ledger/?user=Bo+Intel&session=test")
    assert "What Bo Intelligence did and looked at" in page
    assert len(rows(page)) == 1


def test_a_word_that_means_several_users_asks_which(see: See, did: Did) -> None:
    did("ana", Act.TODAY_SEE)
    page = see("/oversight/ledger/?user=Officer")
    assert "Which user do you mean?" in page
    assert "Ana Officer" in page
    assert not rows(page)


def test_a_word_that_means_nobody_says_so_and_shows_nothing(see: See, did: Did) -> None:
    did("ana", Act.TODAY_SEE)
    page = see("/oversight/ledger/?user=Nobodyatall")
    assert "No user goes by this name." in page
    assert not rows(page)


def test_filters_narrow_by_act_outcome_period_and_session(see: See, did: Did) -> None:
    did("bo", Act.PERSON_SEARCH, ago=timedelta(days=10))
    did("bo", Act.PERSON_READ, "person:a")
    did(
        "bo",
        Act.REFUSAL,
        "address:/people/b/",
        outcome="refused",
        detail={"act": "person.read", "why": "Hidden"},
    )
    assert len(rows(see("/oversight/ledger/?user=Bo&session=test&act=person.search"))) == 1
    assert len(rows(see("/oversight/ledger/?user=Bo&session=test"))) == 3
    refused = rows(see("/oversight/ledger/?user=Bo&session=test&outcome=refused"))
    assert len(refused) == 1
    assert "row-marked" in refused[0]
    assert "refused:</span> looked at a person" in refused[0]
    from beccaria.lib import clock

    week = (clock.now() - timedelta(days=7)).date().isoformat()
    assert len(rows(see(f"/oversight/ledger/?user=Bo&session=test&until={week}"))) == 1
    assert len(rows(see(f"/oversight/ledger/?user=Bo&session=test&since={week}"))) == 2


def test_a_day_that_is_no_day_is_said_plainly(see: See) -> None:
    assert "Write the day as year-month-day" in see("/oversight/ledger/?since=3rd+of+May")


def test_the_whole_list_is_walked_page_by_page_without_gap_or_double(see: See, did: Did) -> None:
    for number in range(120):
        did("bo", Act.PERSON_READ, f"person:{number:04}", ago=timedelta(seconds=number // 7))
    address: str | None = "/oversight/ledger/?user=Bo&session=test"
    walked: list[str] = []
    while address:
        page = see(address)
        walked += re.findall(r'id="entry-(\d+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert len(walked) == len(set(walked)) == 120


def test_a_cursor_from_elsewhere_is_refused(sign_in: Callable[[str], Any]) -> None:
    assert sign_in("dee").get("/oversight/ledger/?after=WyIyMDI2Il0").status_code == 422


def test_reading_the_ledger_is_itself_in_the_ledger(see: See) -> None:
    see("/oversight/ledger/?about=person:looked-for")
    found = rows(see("/oversight/ledger/?about=person:looked-for&act=ledger.read"))
    assert len(found) == 1
    assert "Dee Oversight" in found[0]
    assert "read this ledger" in found[0]


def test_a_reporter_stays_a_pseudonym_without_a_way_to_a_user(see: See, did: Did) -> None:
    did("ana", Act.OBSERVATION_SUBMIT, "observation:x", as_pseudonym="R-7K2FQ3ABCD")
    (found,) = rows(see("/oversight/ledger/?about=observation:x&act=observation.submit"))
    assert "a reporter (R-7K2FQ3ABCD)" in found
    assert "Ana" not in found
    assert "Landing officer" not in found
    assert "session=" not in found


def test_the_reason_for_a_sensitive_look_is_read_here(see: See, actor_named: Callable[..., Any]) -> None:
    from beccaria.access.actions import confirm
    from beccaria.access.api import acting
    from beccaria.core.actors import Purpose
    from beccaria.lib import clock

    with acting(actor_named("cy")) as cy:
        confirm(
            purpose=Purpose.INTELLIGENCE,
            reason="Threat to life, checking who is near.",
            wanted="/",
            by=cy,
            at=clock.now(),
        )
    assert "Threat to life, checking who is near." in see("/oversight/ledger/?user=Cy")


def test_who_knew_by_a_day(see: See, did: Did) -> None:
    from beccaria.lib import clock

    did("bo", Act.PERSON_READ, "person:p1", ago=timedelta(days=9))
    did("bo", Act.PERSON_READ, "person:p1", ago=timedelta(days=8))
    did("cy", Act.PERSON_READ, "person:p1", ago=timedelta(days=1))
    did("eve", Act.REFUSAL, "person:p1", ago=timedelta(days=9), outcome="refused")
    then = (clock.now() - timedelta(days=5)).date().isoformat()
    page = see(f"/oversight/knew/?about=person:p1&on={then}")
    assert "Bo Intelligence" in page
    assert "Cy Head" not in page
    assert "Eve Elsewhere" not in page
    assert re.search(r'class="numeric">2<', page)
    assert "Cy Head" in see("/oversight/knew/?about=person:p1")


def test_how_much_each_user_did(see: See, did: Did) -> None:
    for _ in range(3):
        did("oli", Act.PERSON_READ, "person:p", ago=timedelta(days=1))
    did("oli", Act.REFUSAL, outcome="refused")
    page = see("/oversight/counts/?user=Oli")
    assert "at most 3 a day" in page
    assert re.search(r'class="numeric">4<.*?class="numeric">1<', page, re.DOTALL)
    assert "The same, day by day" in page


def test_a_look_through_broken_glass_says_so(see: See, actor_named: Callable[..., Any]) -> None:
    from dataclasses import replace

    from beccaria.ledger import api as ledger
    from beccaria.lib import clock

    ledger.record(
        Act.PERSON_READ,
        by=replace(actor_named("bo"), broken_glass=True),
        subjects=["person:g"],
        at=clock.now(),
    )
    (found,) = rows(see("/oversight/ledger/?about=person:g&act=person.read"))
    assert "through broken glass" in found


def test_the_checkpoint_page_says_what_to_type(see: See) -> None:
    page = see("/oversight/checkpoint/")
    assert "BEGIN PUBLIC KEY" in page
    assert "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in head.txt -sigfile head.sig" in page


def test_a_person_is_found_by_name_and_by_number(see: See, did: Did, actor_named: Callable[..., Any]) -> None:
    from beccaria.access.api import acting
    from beccaria.people import api as people

    with acting(actor_named("dee")) as dee:
        one = next(
            found for found in people.suggest("a", by=dee) or people.suggest("ma", by=dee) if found.number
        )
    did("bo", Act.PERSON_READ, f"person:{one.id}")
    page = see(f"/oversight/ledger/?about={one.number}&act=person.read")
    assert f"Who looked at {one.name}" in page
    assert len(rows(page)) == 1
    assert one.name in see(f"/oversight/ledger/?about={one.name.split()[-1]}")
    assert f'href="/oversight/ledger/?about=person:{one.id}"' in see(f"/people/{one.id}/"), (
        "from the person too"
    )


def test_a_refused_look_is_found_with_the_person_it_was_meant_for(
    see: See, sign_in: Callable[[str], Any]
) -> None:
    person = new_id()
    assert sign_in("eve").get(f"/people/{person}/").status_code == 404
    (found,) = rows(see(f"/oversight/ledger/?about=person:{person}&outcome=refused"))
    assert "Eve Elsewhere" in found
    assert "refused:</span> looked at a person" in found
