"""A second person who does not agree: nothing is decided over him without a reason, told beside his."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from beccaria.core.refusal import BadInput
from beccaria.risk import actions
from beccaria.risk.models import Assessment
from tests.apps.risk.assessing import (
    ESCAPE,
    VIOLENCE,
    at,
    bands,
    does,
    item_about,
    judged_by,
    planted,
    read,
    trained,
)

__all__ = ["at", "does", "item_about", "judged_by", "planted", "trained"]
pytestmark = pytest.mark.django_db
Does = Callable[..., Any]
Judged = Callable[..., str]
WHY = "The attempt of last year weighs more than what he says of himself."


@pytest.fixture
def disputed(does: Does, at: datetime, judged_by: Judged) -> str:
    """Bo judges, Asa does not agree."""
    made = judged_by("bo", ESCAPE, level=3)
    does("asa", actions.second, made, agrees=False, said="He has no help outside any more.", at=at)
    return made


def test_nothing_is_decided_over_a_second_person_without_a_reason(
    does: Does, at: datetime, disputed: str
) -> None:
    proposed = read(does, "gil", disputed).band
    for reason in ("", "   "):
        with pytest.raises(BadInput, match="does not agree: say why"):
            does("gil", actions.decide, disputed, proposed, reason=reason, at=at)
    does("gil", actions.decide, disputed, proposed, reason=WHY, at=at)
    found = read(does, "gil", disputed).decided
    assert found is not None
    # It is no override: the band is the proposed one, and nothing is counted as one.
    assert (found.override, found.reason, found.despite) == ("", "", WHY)


def test_following_the_second_person_to_another_band_needs_a_reason_as_well(
    does: Does, at: datetime, disputed: str
) -> None:
    milder = bands(ESCAPE)[-2]
    assert read(does, "gil", disputed).band != milder
    does("gil", actions.decide, disputed, milder, reason=WHY, at=at)
    found = read(does, "gil", disputed).decided
    assert found is not None
    assert (found.override, found.reason, found.despite) == ("down", WHY, WHY)


def test_who_agrees_or_was_not_asked_makes_nobody_explain(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    agreed, alone = judged_by("bo", ESCAPE, level=3), judged_by("asa", VIOLENCE)
    does("asa", actions.second, agreed, agrees=True, said="", at=at)
    for one in (agreed, alone):
        does("gil", actions.decide, one, read(does, "gil", one).band, at=at)
        found = read(does, "gil", one).decided
        assert found is not None
        assert found.despite == ""


def test_the_database_holds_it_too(does: Does, at: datetime, disputed: str) -> None:
    def forge(*, by: Any) -> None:
        band = Assessment.objects.get(pk=disputed).proposed_band
        Assessment.objects.filter(pk=disputed).update(
            state="decided", decided_band=band, decided_by=by.user, decided_at=at
        )

    with pytest.raises(DatabaseError, match="says why"), transaction.atomic():
        does("gil", forge)


def test_on_the_page_it_is_asked_for_and_stands_beside_his_words(
    sign_in: Callable[[str], Client], does: Does, disputed: str
) -> None:
    gil = sign_in("gil")
    page = gil.get(f"/assessments/{disputed}/").content.decode()
    assert "Why, although the second person does not agree?" in page
    said = {
        "band": read(does, "gil", disputed).band,
        "csrfmiddlewaretoken": gil.cookies["csrftoken"].value,
    }
    empty = gil.post(f"/assessments/{disputed}/decide/", said | {"reason": ""})
    assert empty.status_code == 422
    assert "does not agree: say why you decide so" in empty.content.decode()
    assert gil.post(f"/assessments/{disputed}/decide/", said | {"reason": WHY}).status_code == 302
    page = gil.get(f"/assessments/{disputed}/").content.decode()
    card = page[page.index("does not agree") :]
    assert card.index("He has no help outside any more.") < card.index(WHY)


def test_rest_tells_it(token: Callable[[str], str], disputed: str, does: Does) -> None:
    client = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('gil')}"})
    address = f"/api/v1/assessments/{disputed}/decision"
    band = read(does, "gil", disputed).band
    refused = client.post(address, {"band": band}, content_type="application/json")
    assert refused.status_code == 422
    made = client.post(address, {"band": band, "reason": WHY}, content_type="application/json")
    assert made.json()["despite_second"] == WHY
