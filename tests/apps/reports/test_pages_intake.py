"""Writing an observation through its page: what is offered, kept, sent once, and seen by its writer alone."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from beccaria.access.api import acting
from beccaria.reports import actions, queries
from tests.apps.reports.pages_helpers import Browser, main

pytestmark = pytest.mark.django_db
Does = Callable[..., Any]
TEXT = "Yesterday at 14:30 M.T.S. spoke with a new man in cell 12. The number was 347 555 0123."


@pytest.fixture
def ana(sign_in: Callable[[str], Client]) -> Browser:
    return Browser(sign_in("ana"))


@pytest.fixture
def looks(person: Callable[..., Any]) -> Callable[..., list[tuple[Any, ...]]]:
    def read(act: str) -> list[tuple[Any, ...]]:
        with acting(person("dee")), connection.cursor() as cursor:
            cursor.execute("SELECT actor, subjects FROM ledger_entry WHERE act = %s ORDER BY id", [act])
            return list(cursor.fetchall())

    return read


def _token(browser: Browser) -> str:
    return browser.client.cookies["csrftoken"].value


def _offers(browser: Browser, text: str, **more: Any) -> str:
    answer = browser.client.post(
        "/observations/new/offers/",
        {"text": text, "csrfmiddlewaretoken": _token(browser), **more},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_text_is_enough(ana: Browser, does: Does) -> None:
    ana.open("/observations/new/")
    page = ana.send("/observations/new/", text="A fight in the yard.", do="send")
    assert "Your name is not shown to the wing" in page
    assert does("ana", queries.my_reports).items[0].text == "A fight in the yard."


def test_an_empty_text_is_refused_in_one_sentence_at_the_field(ana: Browser) -> None:
    ana.open("/observations/new/")
    page = ana.send("/observations/new/", status=422, text="  ", do="send")
    assert 'href="#id_text"' in page
    assert "Write what you saw or heard" in page


def test_what_the_text_told_is_offered_and_nothing_is_ticked(ana: Browser) -> None:
    ana.open("/observations/new/")
    offers = _offers(ana, TEXT)
    assert "Marek Tibor Sandor" in offers, "the initials fit somebody in Ana's prison"
    assert "347 555 0123" in offers
    assert re.search(r'name="when" value="[^"]+T14:30', offers)
    assert "checked" not in offers


def test_people_whom_the_reader_may_not_see_are_not_offered(sign_in: Callable[[str], Client]) -> None:
    oli = Browser(sign_in("oli"))
    oli.open("/observations/new/")
    assert "Sandor" not in _offers(oli, "M.T.S. and Sandor spoke.")
    assert "Sandor" not in oli.open("/observations/new/people/?q=Sandor")
    ana = Browser(sign_in("ana"))
    assert "Sandor" in ana.open("/observations/new/people/?q=Sandor")
    assert "Hidden" not in ana.open("/observations/new/people/?q=Osric"), "a level above Ana's"


def test_what_was_tapped_is_sent(ana: Browser, does: Does, at: datetime) -> None:
    ana.open("/observations/new/")
    offers = _offers(ana, TEXT)
    when, where = (re.search(rf'name="{name}" value="([^"]+)"', offers) for name in ("when", "where"))
    who = re.search(r'name="people" value="([^"]+)"', offers)
    assert when
    assert where
    assert who
    ana.send(
        "/observations/new/",
        text=TEXT,
        do="send",
        when=when[1],
        where=where[1],
        people=who[1],
        kind="conversation",
    )
    sent = does("ana", queries.my_reports).items[0]
    assert sent.kind == "conversation"
    assert sent.place == "cell 12"
    assert sent.occurred_at.isoformat() <= at.isoformat()
    assert sent.occurred_at > at - timedelta(days=3)
    assert does("bo", queries.observation, observation_id=sent.id).people == (who[1],)


def test_without_scripts_the_offers_come_with_a_button(ana: Browser) -> None:
    ana.open("/observations/new/")
    page = ana.send("/observations/new/", status=200, text=TEXT, do="look")
    assert "Marek Tibor Sandor" in page
    assert TEXT in page
    page = ana.send("/observations/new/", text=TEXT, do="send")
    assert "Thank you." in page


def test_a_day_alone_and_a_moment_ahead(ana: Browser, does: Does) -> None:
    ana.open("/observations/new/")
    ana.send("/observations/new/", text="One.", do="send", when="2026-01-05")
    assert does("ana", queries.my_reports).items[0].occurred_at.isoformat().startswith("2026-01-05T11:00")
    ana.open("/observations/new/")
    page = ana.send("/observations/new/", status=422, text="Two.", do="send", occurred="2999-01-01T10:00")
    assert "This moment lies ahead" in page
    page = ana.send("/observations/new/", status=422, text="Three.", do="send", occurred="soon")
    assert "Write day and time" in page


def test_typing_keeps_one_draft_that_sending_ends(ana: Browser, does: Does) -> None:
    ana.open("/observations/new/")
    first = re.search(r'name="draft" value="([^"]+)"', _offers(ana, "A f"))
    assert first
    again = _offers(ana, "A fight", draft=first[1])
    assert first[1] in again
    assert [one.text for one in does("ana", queries.drafts)] == ["A fight"]
    assert "A fight" in ana.open("/observations/mine/")
    page = ana.open(f"/observations/new/?draft={first[1]}")
    assert "A fight" in page
    ana.send("/observations/new/", text="A fight in the yard", do="send")
    assert does("ana", queries.drafts) == ()


def test_a_draft_is_its_owners_alone(
    ana: Browser, sign_in: Callable[[str], Client], does: Does, at: datetime
) -> None:
    draft = does("ana", actions.save_draft, text="Half a sentence", at=at)
    abe = Browser(sign_in("abe"))
    abe.open(f"/observations/new/?draft={draft}", status=404)
    assert "Half a sentence" not in abe.open("/observations/mine/")
    ana.open("/observations/mine/")
    ana.send(f"/observations/drafts/{draft}/discard/")
    assert does("ana", queries.drafts) == ()


def test_sending_twice_sends_once(ana: Browser, does: Does) -> None:
    ana.open("/observations/new/")
    before = len(does("ana", queries.my_reports).items)
    fields = {
        "text": "Twice.",
        "do": "send",
        "key": ana.one(r'name="key" value="([^"]+)"'),
        "csrfmiddlewaretoken": _token(ana),
    }
    for _ in range(2):
        assert ana.client.post("/observations/new/", fields).status_code == 302
    assert len(does("ana", queries.my_reports).items) == before + 1


@pytest.fixture
def _files_somewhere(settings: Any, tmp_path: Any) -> None:
    settings.ATTACHMENTS_DIR = tmp_path


@pytest.mark.usefixtures("_files_somewhere")
def test_a_file_goes_with_it_and_a_wrong_one_stops_all_of_it(
    ana: Browser, sign_in: Callable[[str], Client], does: Does
) -> None:
    ana.open("/observations/new/")
    before = len(does("ana", queries.my_reports).items)
    program = io.BytesIO(b"MZ" + bytes(200))
    program.name = "photo.jpg"
    page = ana.send("/observations/new/", status=422, text="With a file.", do="send", attached=program)
    assert "not what its name says" in page
    assert len(does("ana", queries.my_reports).items) == before, "nothing is half sent"
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(200))
    picture.name = "photo.png"
    ana.open("/observations/new/")
    ana.send("/observations/new/", text="With a file.", do="send", attached=picture)
    sent = does("ana", queries.my_reports).items[0]
    bo = Browser(sign_in("bo"))
    bo.open(f"/observations/{sent.id}/")
    assert "photo.png" in ana.open(f"/observations/mine/{sent.id}/")
    address = bo.one(r'href="(/attachments/[^"]+)"')
    answer = bo.client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="photo.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue().startswith(b"\x89PNG")
    Browser(sign_in("eve")).open(address, status=404)
    Browser(sign_in("abe")).open(address, status=404)


def test_the_writer_sees_his_own_and_nobody_elses(
    ana: Browser, sign_in: Callable[[str], Client], observed: Does
) -> None:
    told = observed(text="Only mine to see.")
    assert "Only mine to see." in ana.open(f"/observations/mine/{told.id}/")
    for other in ("abe", "bo", "gil"):
        browser = Browser(sign_in(other))
        browser.open(f"/observations/mine/{told.id}/", status=404)
        assert "Only mine to see." not in browser.open("/observations/mine/")
    ana.open(f"/observations/{told.id}/", status=404)


def test_a_question_is_answered_where_it_is_read(
    ana: Browser, does: Does, observed: Does, at: datetime
) -> None:
    told = observed()
    does("bo", actions.return_to_reporter, observation_id=told.id, question="Which cell?", at=at)
    assert "The unit asks you: Which cell?" in main(ana.open("/")), "it stands on Today, as urgent"
    ana.open("/observations/mine/")
    assert "Which cell?" in ana.page
    ana.open(f"/observations/mine/{told.id}/")
    page = ana.send("/answer/", status=422, answer="")
    assert "Write your answer" in page
    ana.send("/answer/", answer="Cell 14.")
    assert does("bo", queries.observation, observation_id=told.id).moves[-1].words == "Cell 14."


def test_looking_at_ones_own_is_recorded_without_a_name(
    ana: Browser, observed: Does, person: Callable[..., Any], looks: Callable[..., list[tuple[Any, ...]]]
) -> None:
    told, me = observed(), person("ana").user
    ana.open("/observations/mine/")
    ana.open(f"/observations/mine/{told.id}/")
    ana.open("/observations/new/")
    found = [*looks("observation.read_own"), *looks("observation.submit")]
    assert (told.pseudonym, [f"observation:{told.id}"]) in found
    assert me not in {actor for actor, _ in found}
    assert not [
        subjects
        for actor, subjects in found
        if actor == "a reporter" and any("observation:" in one for one in subjects)
    ]


def test_whom_somebody_was_shown_while_writing_is_recorded_by_name(
    ana: Browser, person: Callable[..., Any], looks: Callable[..., list[tuple[Any, ...]]]
) -> None:
    ana.open("/observations/new/")
    _offers(ana, "M.T.S. was there.")
    mine = [subjects for actor, subjects in looks("person.search") if actor == person("ana").user]
    assert any(one.startswith("person:") for subjects in mine for one in subjects)


@pytest.mark.parametrize("who", ["lia"])
def test_outsiders_write_nothing(sign_in: Callable[[str], Client], who: str) -> None:
    browser = Browser(sign_in(who))
    browser.open("/observations/new/", status=404)
    browser.open("/observations/mine/", status=404)
