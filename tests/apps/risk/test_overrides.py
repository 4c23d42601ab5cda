"""Decisions otherwise than proposed: each with its reason, counted by who decided and who assessed, seen by readers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from beccaria.core.refusal import Refused
from beccaria.risk import actions
from beccaria.risk.queries.overrides import overrides
from tests.apps.risk.assessing import (
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
WHY = "What the wing told me."


@pytest.fixture
def raised(does: Callable[..., Any], at: datetime, judged_by: Callable[..., str]) -> str:
    """Asa judges two people; Gil follows her once and goes higher once."""
    followed = judged_by("asa", VIOLENCE)
    does("gil", actions.decide, followed, read(does, "gil", followed).band, at=at)
    other = judged_by("asa", VIOLENCE, person=_person(does, "A1004"))
    does("gil", actions.decide, other, bands(VIOLENCE)[1], reason=WHY, at=at)
    return other


def _person(does: Callable[..., Any], number: str) -> str:
    from beccaria.people import api as people

    return str(does("bo", people.suggest, number)[0].id)


def test_each_stands_with_its_reason_and_is_counted(
    does: Callable[..., Any], actor_named: Callable[[str], Any], raised: str
) -> None:
    found = does("gil", overrides, VIOLENCE)
    assert [(one.id, one.way.value, one.reason, one.disputed) for one in found.rows] == [
        (raised, "up", WHY, False)
    ]
    (gil,), (asa,) = found.deciders, found.assessors
    assert (gil.user, gil.decided, gil.raised, gil.lowered) == (actor_named("gil").user, 2, 1, 0)
    assert (asa.user, asa.decided, asa.raised, asa.lowered) == (actor_named("asa").user, 2, 1, 0)


def test_what_one_may_not_see_is_neither_listed_nor_counted(
    does: Callable[..., Any], raised: str, sign_in: Callable[[str], Client]
) -> None:
    assert raised
    for who in ("ana", "eve", "bo"):
        with pytest.raises(Refused):
            does(who, overrides, VIOLENCE)
    # Who oversees reads rates on the page of the instrument, and no assessment: neither rows nor counts of people.
    found = does("dee", overrides, VIOLENCE)
    assert (found.rows, found.deciders, found.assessors) == ((), (), ())
    for who in ("ana", "eve", "bo", "dee", "lia"):
        assert sign_in(who).get(f"/monitoring/{VIOLENCE}/overrides/").status_code == 404, who


def test_the_page_leads_to_each(sign_in: Callable[[str], Client], raised: str) -> None:
    page = sign_in("gil").get(f"/monitoring/{VIOLENCE}/overrides/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f"/assessments/{raised}/" in text
    assert WHY in text
    assert "Whose assessments were decided on" in text
    # Who does not decide sees each of them where he may, and no colleague counted.
    alone = sign_in("asa").get(f"/monitoring/{VIOLENCE}/overrides/").content.decode()
    assert WHY in alone
    assert "Whose assessments were decided on" not in alone
    empty = sign_in("gil").get("/monitoring/escape/overrides/").content.decode()
    assert "Everything was decided as proposed" in empty
