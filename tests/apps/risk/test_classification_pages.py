"""The pages of categories and statuses: propose, decide, end, what stood when, and the pieces on other pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.risk.actions.classifying import propose_classification
from tests.classifying import category, days, in_force, status
from tests.grouping import Does
from tests.pages import post, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

pytestmark = pytest.mark.django_db


def typed(at: datetime, **more: Any) -> dict[str, Any]:
    said = {
        "facts": "2",
        "what": "status|high_risk",
        "article": "House rules, article 12",
        "why": "He directs violence.",
        "against": "Nothing found on him.",
        "starts": at.date().isoformat(),
        "until": days(at, 90).isoformat(),
        "level": "0",
        "fact0-ground": "conduct",
        "fact0-text": "Had a man beaten.",
        "fact0-observed": days(at, -3).isoformat(),
    }
    return said | more


def test_from_the_proposal_to_the_decision_by_two(
    at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    bo, gil, cy = sign_in("bo"), sign_in("gil"), sign_in("cy")
    address = f"/classifications/new/?person={mts}"
    page = text(bo.get(address))
    assert "Who decides this in the country of this prison no source says" in page
    assert "Status: High risk" in page
    made = post(bo, address, **typed(at))
    assert made.status_code == 302
    where = made["Location"]
    page = text(bo.get(where))
    assert "Proposed. It says nothing of him until somebody else decides." in page
    assert "proposed, not decided" in page
    assert "I decide" not in page
    page = text(gil.get(where))
    assert "I decide" in page
    assert "The law is not known here" in page
    wrong = text(post(gil, f"{where}decide/", yes="yes"), 422)
    assert "Write your reasons." in wrong
    assert post(gil, f"{where}decide/", yes="yes", answer="It is so.").status_code == 302
    page = text(gil.get(where))
    assert "You said yes already: a second person must stand for it." in page
    assert post(cy, f"{where}decide/", yes="yes", answer="I read it too.").status_code == 302
    page = text(cy.get(where))
    assert "Gil Governor" in page
    assert "Nothing was found" not in page
    assert "Nothing found on him." in page
    about = text(sign_in("pia").get(f"/classifications/about/{mts}/"))
    assert "Status: High risk" in about
    assert post(cy, f"{where}end/", why="It is over.").status_code == 302
    assert "It is over." in text(cy.get(where))


def test_what_was_typed_stays_until_it_is_right(
    at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    bo = sign_in("bo")
    address = f"/classifications/new/?person={mts}"
    bo.get(address)
    page = text(post(bo, address, **typed(at, **{"fact0-text": "He is a Muslim."})), 422)
    assert "names what somebody is" in page
    assert "He is a Muslim." in page
    page = text(post(bo, address, **typed(at, **{"fact1-text": "Half a fact."})), 422)
    assert "or leave it out" in page
    page = text(post(bo, address, **typed(at, more="yes")))
    assert "Fact 3" in page
    assert "Had a man beaten." in page
    assert post(bo, address, **typed(at, facts="nonsense")).status_code == 302


def test_the_pack_of_the_prison_is_what_the_page_says(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client], dutch: None
) -> None:
    del dutch
    made = does("bo", propose_classification, category(mts, at, value="extreem"), at=at)
    gil = sign_in("gil")
    page = text(gil.get(f"/classifications/{made}/"))
    assert "The law is not known here" not in page
    assert "The Operational Consultation decides the level of the GVM list." in page
    assert "22 hours a day counts, and must end after 15 days" in page
    assert "The highest level that there is." in page
    wrong = text(post(gil, f"/classifications/{made}/decide/", yes="yes", answer="So."), 422)
    assert "Day and number of the decision of" in wrong
    done = post(gil, f"/classifications/{made}/decide/", yes="yes", answer="So.", authority_note="4 May, 17")
    assert done.status_code == 302
    assert "4 May, 17" in text(gil.get(f"/classifications/{made}/"))


def test_what_stood_on_a_day(does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]) -> None:
    in_force(does, status(mts, at, starts=days(at, -10)), at=at - timedelta(days=2))
    bo = sign_in("bo")
    page = text(bo.get(f"/classifications/of/{mts}/?on={days(at, -1).isoformat()}"))
    assert page.count("Status: High risk") == 2
    page = text(bo.get(f"/classifications/of/{mts}/?on={days(at, -5).isoformat()}"))
    assert "Nothing stood on that day" in page
    assert "Nothing stood" not in text(bo.get(f"/classifications/of/{mts}/?on=nonsense"))


def test_the_person_page_and_today_lead_there(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    does("bo", propose_classification, status(mts, at), at=at)
    assert f"/classifications/about/{mts}/" in text(sign_in("bo").get(f"/people/{mts}/"))
    assert f"/classifications/about/{mts}/" not in text(sign_in("ana").get(f"/people/{mts}/"))
    gil = sign_in("gil")
    assert "High risk proposed for Marek Tibor Sandor" in text(gil.get("/"))
    assert "High risk proposed" not in text(sign_in("bo").get("/classifications/today/"), 404)


def test_an_assessment_says_what_the_law_of_the_prison_says(
    mts: str, dutch: None, judged_by: Callable[..., str], sign_in: Callable[[str], Client]
) -> None:
    del dutch, mts
    made = judged_by("asa", "escape")
    asa = sign_in("asa")
    assert f"/classifications/law/{made}/" in text(asa.get(f"/assessments/{made}/"))
    page = text(asa.get(f"/classifications/law/{made}/"))
    assert "Netherlands" in page
    assert "After 6 months at the latest: Notes on doctrine, 3.3 (Stcrt 2025-34097" in page
    assert "must end after 15 days" in page
    assert sign_in("eve").get(f"/classifications/law/{made}/").status_code == 404
