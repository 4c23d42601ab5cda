"""The common profile of a person: page, print, another country's terms, JSON with handling and a ledger entry."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from beccaria.core.assessing import Likelihood
from beccaria.lib import reference
from beccaria.risk import actions
from tests.apps.risk.assessing import ESCAPE
from tests.classifying import category, fact, in_force, status
from tests.pages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.grouping import Does

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((reference.FOLDER / "profile" / "schema.json").read_text(encoding="utf-8"))


def taken(client: Client, person: str, reader: str = "") -> Any:
    answer = client.get(f"/persons/{person}/profile.json?reader={reader}")
    assert answer.status_code == 200
    said = json.loads(answer.content)
    assert list(Draft202012Validator(SCHEMA).iter_errors(said)) == []
    return said


def test_nothing_known_is_said_so(mts: str, sign_in: Callable[[str], Client]) -> None:
    page = text(sign_in("gil").get(f"/persons/{mts}/profile/"))
    assert "No category or status stands" in page
    assert "Unknown is not low." in page
    assert "This service keeps no measures yet" in page
    assert "It is not the whole of what is known." in page


def test_everything_in_its_place(
    does: Does, at: datetime, mts: str, judged_by: Callable[..., str], sign_in: Callable[[str], Client]
) -> None:
    in_force(does, status(mts, at), at=at)
    made = judged_by("asa", ESCAPE, level=1)
    gil = sign_in("gil")
    assert taken(gil, mts)["dimensions"] == []  # rated is not decided
    band = does("asa", _proposed, made)
    does("gil", actions.decide, made, band=band, at=at)
    page = text(gil.get(f"/persons/{mts}/profile/"))
    for words in ("Marek Tibor Sandor", "Status: High risk", "House rules, article 12", "Had a man beaten"):
        assert words.casefold() in page.casefold(), words
    assert "nationality" not in page.casefold().replace("nationality, origin", "")
    said = taken(gil, mts)
    (dimension,) = said["dimensions"]
    assert (dimension["instrument"], dimension["band"]) == (ESCAPE, band)
    assert dimension["likelihood"] == Likelihood.LIKELY.value
    assert dimension["range"]["band_low"]
    assert {each["what"] for each in said["reviews"]} == {"high_risk", dimension["title"]}
    assert said["may_be_given_abroad"]["answer"] == "no"


def _proposed(made: str, *, by: Any) -> str:
    from beccaria.risk import queries

    scored = queries.assessment(made, by=by).scored
    assert scored is not None
    return scored.band


@pytest.mark.usefixtures("dutch")
def test_another_country_reads_it_in_its_own_terms_or_not(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    in_force(does, category(mts, at, value="extreem"), at=at)
    gil = sign_in("gil")
    page = text(gil.get(f"/persons/{mts}/profile/?reader=ENG"))
    assert "In terms of England and Wales" in page
    assert "Not comparable, because: In Netherlands only people on a list have a level" in page
    assert "To show how it would read is not to give it" in page
    assert "no legal basis for exchanging information" in page
    (decision,) = taken(gil, mts, "ENG")["decisions"]
    assert decision["terms"]["answer"] == "not_comparable"
    assert text(gil.get(f"/persons/{mts}/profile/?reader=ZZ"), 404)
    own = text(gil.get(f"/persons/{mts}/profile/"))
    assert "In terms of" not in own


def test_what_handling_keeps_here_another_country_never_reads(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made = in_force(does, status(mts, at, facts=[fact(at, text="Only for this country.")]), at=at)
    gil = sign_in("gil")
    assert "Only for this country." in text(gil.get(f"/persons/{mts}/profile/?reader=ENG"))

    def keep(*, by: Any) -> None:
        del by
        from beccaria.risk.models import Classification

        Classification.objects.filter(pk=made).update(handling=["5x5x5:2"])

    does("gil", keep)
    assert "Only for this country." in text(gil.get(f"/persons/{mts}/profile/"))
    abroad = text(gil.get(f"/persons/{mts}/profile/?reader=ENG"))
    assert "Only for this country." not in abroad
    assert "No category or status stands" in abroad
    assert taken(gil, mts, "ENG")["decisions"] == []


def test_taking_it_is_in_the_ledger_with_its_digest(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client], as_role: Callable[[str], Any]
) -> None:
    del as_role
    made = in_force(does, status(mts, at), at=at)
    gil = sign_in("gil")
    answer = gil.get(f"/persons/{mts}/profile.json")
    assert "Sandor" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    entry = does("dee", _last, f"person:{mts}")
    assert entry.act == "profile.read"
    assert entry.detail["sha256"] == sha256(answer.content).hexdigest()
    assert entry.detail["taken_as"] == "json"
    assert set(entry.subjects) == {f"person:{mts}", f"classification:{made}"}
    gil.get(f"/persons/{mts}/profile/")
    assert "taken_as" not in does("dee", _last, f"person:{mts}").detail


def _last(subject: str, *, by: Any) -> Any:
    del by
    from beccaria.ledger.models import Entry

    return Entry.objects.filter(subjects__contains=[subject]).order_by("-pk").first()


def test_the_person_page_leads_there(mts: str, sign_in: Callable[[str], Client]) -> None:
    assert f"/persons/{mts}/profile/" in text(sign_in("pia").get(f"/people/{mts}/"))
    assert f"/persons/{mts}/profile/" not in text(sign_in("ana").get(f"/people/{mts}/"))


def test_over_rest_it_is_the_same_document_and_in_the_ledger(
    does: Does, at: datetime, mts: str, token: Callable[[str], str]
) -> None:
    from django.test import Client

    made = in_force(does, status(mts, at), at=at)
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token('gil')}"}
    answer = client.get(f"/api/v1/persons/{mts}/profile?reader=ENG", headers=bearer)
    assert answer.status_code == 200, answer.content
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(answer.content))) == []
    assert does("dee", _last, f"person:{mts}").detail["sha256"] == sha256(answer.content).hexdigest()
    held = client.get(f"/api/v1/persons/{mts}/classifications", headers=bearer).json()
    assert [one["id"] for one in held["items"]] == [made]
    before = client.get(f"/api/v1/persons/{mts}/classifications?on=2020-01-01", headers=bearer).json()
    assert before["items"] == []
    stranger = {"Authorization": f"Bearer {token('eve')}"}
    for address in ("profile", "classifications"):
        assert client.get(f"/api/v1/persons/{mts}/{address}", headers=stranger).status_code == 404
