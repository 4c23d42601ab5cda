"""Pages of assessments: who gets which, the way from the first question to the decision, nothing lost on the way."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from beccaria.core.instruments import UNKNOWN
from beccaria.risk import actions
from beccaria.risk.queries import instruments
from tests.apps.risk.assessing import ESCAPE, VIOLENCE, bands, rating, read

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Judged = Callable[..., str]
WORDS = {
    "what": "A blow",
    "to_whom": "Cell mates",
    "when": "After visits",
    "how_likely": "",
    "what_would_change": "A single cell",
    "likelihood": "likely",
    "confidence": "low",
}


def post(client: Client, address: str, fields: dict[str, Any]) -> Any:
    return client.post(address, fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("asa", (200, 200)), ("bo", (200, 200)), ("cy", (200, 200)), ("gil", (200, 200)), ("pia", (200, 200)),
        ("nan", (200, 404)), ("ana", (404, 404)), ("lia", (404, 404)), ("dee", (404, 404)), ("max", (404, 404)),
    ],
)  # fmt: skip
def test_each_duty_gets_its_pages_and_no_other(
    who: str, expected: tuple[int, int], sign_in: SignIn, planted: Callable[[str], str]
) -> None:
    client, person = sign_in(who), planted("seed-mts")
    pages = ("/assessments/", f"/assessments/start/?person={person}")
    assert tuple(client.get(page).status_code for page in pages) == expected


def test_from_the_start_page_to_the_decision(
    sign_in: SignIn, planted: Callable[[str], str], trained: Callable[..., None], does: Any
) -> None:
    trained("asa", VIOLENCE)
    asa, person = sign_in("asa"), planted("seed-mts")
    page = asa.get(f"/assessments/start/?person={person}").content.decode()
    assert page.index("Begin") < page.index("No training of yours")
    begun = post(asa, "/assessments/start/", {"person": person, "instrument": VIOLENCE})
    assert begun.status_code == 302
    made = begun["Location"].split("/")[2]
    assert "Go on" in asa.get(begun["Location"]).content.decode()
    items = instruments.newest(VIOLENCE).instrument.items
    following = f"/assessments/{made}/rate/{items[0].id}/"
    for item in items:
        shown = asa.get(following).content.decode()
        assert item.question.replace("'", "&#x27;") in shown or item.question in shown
        assert all(f'data-key="{key}"' in shown for key in ("1", "u", "/", "x", "Enter"))
        assert re.search(r"Last saved \d\d:\d\d", shown)
        answer = {"level": item.levels[0].name, "because": "Seen.", "looked_against": "on"}
        sent = post(asa, following, answer if item is not items[-1] else {"level": UNKNOWN})
        assert sent.status_code == 302, sent.content.decode()
        following = sent["Location"]
    assert following == f"/assessments/{made}/formulation/"
    assert "What makes it so likely?" in asa.get(following).content.decode()
    assert post(asa, following, WORDS | {"do": "keep"})["Location"] == following
    assert "A blow" in asa.get(following).content.decode()
    assert post(asa, following, WORDS | {"do": "finish"})["Location"] == f"/assessments/{made}/"
    gil = sign_in("gil")
    whole = gil.get(f"/assessments/{made}/").content.decode()
    assert "I decide" in whole
    assert "The instrument decides nothing" in whole
    assert "Likely (55 to 75 %)" in whole
    wrong = post(gil, f"/assessments/{made}/decide/", {"band": bands(VIOLENCE)[-1], "reason": ""})
    assert (wrong.status_code, "say why" in wrong.content.decode()) == (422, True)
    right = {"band": bands(VIOLENCE)[-1], "reason": "The wing told me."}
    assert post(gil, f"/assessments/{made}/decide/", right).status_code == 302
    after = gil.get(f"/assessments/{made}/").content.decode()
    assert "higher than proposed" in after
    about = gil.get(f"/assessments/about/{person}/").content.decode()
    assert bands(VIOLENCE)[-1] in about
    assert read(does, "gil", made).decided is not None


def test_what_was_typed_stays_until_it_can_be_kept(sign_in: SignIn, judged_by: Judged) -> None:
    made = judged_by("asa", VIOLENCE, finished=False)
    item = instruments.newest(VIOLENCE).instrument.items[0]
    client, address = sign_in("asa"), f"/assessments/{made}/rate/{item.id}/"
    client.get(address)
    sent = post(client, address, {"level": item.levels[1].name, "because": "Heard on the wing."})
    assert sent.status_code == 422
    page = sent.content.decode()
    assert "what speaks against it" in page
    assert "Heard on the wing." in page
    assert re.search(rf'value="{item.levels[1].name}"[^>]* checked', page)
    assert "Choose an answer" in post(client, address, {}).content.decode()


def test_the_range_moves_with_an_answer_that_is_not_kept_yet(
    sign_in: SignIn, judged_by: Judged, does: Any, at: datetime
) -> None:
    item = instruments.newest(VIOLENCE).instrument.items[0]
    made = judged_by("asa", VIOLENCE, finished=False, rate={item.id: actions.NewRating(level=UNKNOWN)})
    client, address = sign_in("asa"), f"/assessments/{made}/rate/{item.id}/range/"
    unknown = client.get(address).content.decode()
    known = client.get(f"{address}?level={item.levels[-1].name}").content.decode()
    assert "1 of 7 answers is unknown." in unknown
    assert f"</strong> {item.question}" in unknown
    assert "Everything is answered." in known
    assert "<svg" in known
    assert not read(does, "asa", made).ratings[item.id].is_known
    assert "1 of 7 answers is unknown." in client.get(f"{address}?level=enormous").content.decode()
    del at


def test_the_drawer_finds_keeps_what_is_chosen_and_offers_only_what_one_may_read(
    sign_in: SignIn, judged_by: Judged, item_about: Callable[..., str]
) -> None:
    key = item_about("The ladder to the roof was moved.", "3", "E")
    item = instruments.newest(ESCAPE).instrument.items[0]
    mine, theirs = judged_by("bo", finished=False), judged_by("asa", finished=False)
    bo, asa = sign_in("bo"), sign_in("asa")
    found = bo.get(f"/assessments/{mine}/rate/{item.id}/evidence/?q=ladder").content.decode()
    assert f'value="{key}"' in found
    assert ">3 E<" in found
    kept = bo.get(f"/assessments/{mine}/rate/{item.id}/evidence/?q=nothing&cites={key}").content.decode()
    assert re.search(rf'value="{key}" checked', kept)
    other = asa.get(f"/assessments/{theirs}/rate/{item.id}/evidence/?q=").content.decode()
    assert key not in other
    assert "ladder" not in other
    assert "event:" in other


def test_evidence_is_shown_with_its_grade_and_what_is_withheld_without_anything(
    sign_in: SignIn, judged_by: Judged, item_about: Callable[..., str]
) -> None:
    key = item_about("The ladder to the roof was moved.", "3", "E")
    item = instruments.newest(ESCAPE).instrument.items[0]
    made = judged_by("bo", rate={item.id: rating(item.levels[1].name, cites=[key])})
    whole = sign_in("cy").get(f"/assessments/{made}/").content.decode()
    assert "The ladder to the roof was moved." in whole
    assert "Rests only on intelligence of grade E, 4 or X" in whole
    page = sign_in("gil").get(f"/assessments/{made}/").content.decode()
    assert page.count("also rests on something that you may not read") == 1
    assert "ladder" not in page
    assert key.split(":")[1] not in page


def test_a_second_person_and_judges_on_pages(sign_in: SignIn, judged_by: Judged) -> None:
    made = judged_by("bo", ESCAPE, level=3)
    gil = sign_in("gil")
    assert "a second person looks first" in gil.get(f"/assessments/{made}/").content.decode()
    asa = sign_in("asa")
    assert made in asa.get("/assessments/").content.decode()
    assert made in asa.get("/assessments/today/").content.decode()
    assert made not in gil.get("/assessments/today/").content.decode()
    asa.get(f"/assessments/{made}/")
    sent = post(asa, f"/assessments/{made}/second/", {"agrees": "no", "said": ""})
    assert (sent.status_code, "in what you do not agree" in sent.content.decode()) == (422, True)
    assert (
        post(asa, f"/assessments/{made}/second/", {"agrees": "no", "said": "He is ill."}).status_code == 302
    )
    page = gil.get(f"/assessments/{made}/").content.decode()
    assert made in gil.get("/assessments/today/").content.decode()
    assert made not in asa.get("/assessments/today/").content.decode()
    assert "Asa Assessor does not agree" in page
    assert "I decide" in page
    alone = asa.get(f"/assessments/{made}/judges/").content.decode()
    assert "there is nothing to compare" in alone


def test_training_is_recorded_by_the_head_and_seen_by_whom_it_is_of(
    sign_in: SignIn, actor_named: Callable[..., Any]
) -> None:
    cy, asa = sign_in("cy"), sign_in("asa")
    cy.get("/assessments/training/")
    given = {"user": str(actor_named("asa").user), "instrument": ESCAPE, "until": "2099-01-31"}
    assert post(cy, "/assessments/training/", given).status_code == 302
    assert "Asa Assessor" in cy.get("/assessments/training/").content.decode()
    assert "Escape" in asa.get("/assessments/training/").content.decode()
    assert post(asa, "/assessments/training/", given).status_code == 404
    late = post(cy, "/assessments/training/", given | {"until": "2001-01-31"})
    assert (late.status_code, "This day is over" in late.content.decode()) == (422, True)


def test_a_draft_is_put_aside_with_a_reason(sign_in: SignIn, judged_by: Judged) -> None:
    made, client = judged_by("asa", VIOLENCE, finished=False), sign_in("asa")
    client.get(f"/assessments/{made}/")
    assert post(client, f"/assessments/{made}/aside/", {"why": ""}).status_code == 422
    assert post(client, f"/assessments/{made}/aside/", {"why": "Wrong man."}).status_code == 302
    assert "Wrong man." in client.get(f"/assessments/{made}/").content.decode()
    item = instruments.newest(VIOLENCE).instrument.items[0]
    assert client.get(f"/assessments/{made}/rate/{item.id}/").status_code == 302
