"""Whom a prisoner asks to meet: vetted, allowed or refused until a day, with reasons; privileged people never enter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.happenings import Decision
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.lib.moments import day_of
from beccaria.measures.actions.contacts import ContactDecided, ask_contact, decide_contact
from beccaria.measures.queries import contacts
from tests.pages import post, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.grouping import Does

pytestmark = pytest.mark.django_db


def ask(does: Does, mts: str, at: datetime, by: str = "ana", **more: str) -> str:
    """His sister, unless somebody else is named."""
    said = {"name": "Wanda Sandor", "relationship": "sister"} | more
    return str(does(by, ask_contact, mts, **said, at=at))


def answer(at: datetime, **more: Any) -> ContactDecided:
    """Allowed for a month."""
    said: dict[str, Any] = {
        "allowed": True,
        "vetted": "The register of visits: nothing found.",
        "reason": "She is his family.",
        "until": day_of(at) + timedelta(days=30),
    }
    return ContactDecided(**(said | more))


def test_asked_vetted_allowed_until_a_day_and_over_after_it(does: Does, mts: str, at: datetime) -> None:
    made = ask(does, mts, at)
    (asked,) = does("gil", contacts.of_person, mts, at=at)
    assert (asked.decision, asked.holds, asked.why_not) == (Decision.REQUESTED, False, None)
    with pytest.raises((Refused, Hidden)):
        does("ana", decide_contact, made, answer(at), at=at)
    assert does("gil", decide_contact, made, answer(at), at=at) == mts
    with pytest.raises(Cannot, match="already"):
        does("cy", decide_contact, made, answer(at, allowed=False), at=at)
    (held,) = does("ana", contacts.of_person, mts, at=at)
    assert (held.decision, held.holds, held.reason) == (Decision.ALLOWED, True, "She is his family.")
    last, after = (does("gil", contacts.of_person, mts, at=at + timedelta(days=days))[0] for days in (30, 31))
    assert (last.holds, after.holds) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"until": -1}, "end before it begins"),
        ({"until": 400}, "longer than a year"),
        ({"vetted": " "}, "What was looked at is empty"),
        ({"reason": ""}, "The reason is empty"),
    ],
)
def test_no_decision_without_reason_vetting_and_end(
    does: Does, mts: str, at: datetime, wrong: dict[str, Any], says: str
) -> None:
    made = ask(does, mts, at)
    said = {
        key: day_of(at) + timedelta(days=value) if key == "until" else value for key, value in wrong.items()
    }
    with pytest.raises(BadInput, match=says):
        does("gil", decide_contact, made, answer(at, **said), at=at)
    assert does("gil", contacts.of_person, mts, at=at)[0].decision is Decision.REQUESTED


@pytest.mark.parametrize(
    "who",
    [
        {"relationship": "his lawyer"},
        {"relationship": "consul"},
        {"name": "Avv. Ada Legge", "relationship": "friend"},
        {"name": "Studio Legale Neri", "relationship": "friend"},
    ],
)
def test_who_is_privileged_is_never_written_down(
    does: Does, mts: str, at: datetime, who: dict[str, str]
) -> None:
    with pytest.raises(BadInput, match="need nobody's leave"):
        ask(does, mts, at, **who)
    assert does("gil", contacts.of_person, mts, at=at) == ()


def test_another_prison_neither_asks_nor_decides(does: Does, mts: str, at: datetime) -> None:
    made = ask(does, mts, at)
    for who in ("oli", "eve"):
        with pytest.raises((Refused, Hidden, BadInput)):
            ask(does, mts, at, by=who)
        with pytest.raises((Refused, Hidden)):
            does(who, decide_contact, made, answer(at), at=at)


def test_it_is_decided_on_his_page(
    sign_in: Callable[[str], Client], does: Does, mts: str, at: datetime
) -> None:
    made, gil, of = ask(does, mts, at), sign_in("gil"), f"/measures/of/{mts}/"
    there = f"/measures/contacts/{made}/decide/"
    assert there in text(gil.get(of))
    said = {"allowed": "no", "vetted": "Two reports.", "reason": "She carried a telephone in."}
    late = (day_of(at) - timedelta(days=1)).isoformat()
    assert "end before it begins" in text(post(gil, there, **said, until=late), 422)
    assert post(gil, there, **said, until=day_of(at).isoformat()).status_code == 302
    page = text(gil.get(of))
    assert "She carried a telephone in." in page
    assert there not in page
