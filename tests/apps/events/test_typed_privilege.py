"""What is typed by hand is compared with the register: of those planted none is written, near or not."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from beccaria.core.happenings import Outcome
from beccaria.core.ids import PersonId
from beccaria.core.refusal import BadInput
from beccaria.engines.privilege import Sort
from beccaria.events import actions
from beccaria.feeds.actions.judging import clear
from beccaria.feeds.actions.register import enter
from beccaria.measures.actions.contacts import ask_contact
from tests.grouping import Does, at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LAWYER = {
    "privileged_id": "R1",
    "kind": "lawyer",
    "name": "Avv. Ermenegilda Quagliati",
    "number": "+390931050123;+393470001122",
    "account": "IT60X0542811101000000123456",
}
NUMBERS = (
    *("+390931050123", "0931/050123", "0039 0931 050 123", "931050123", "+393470001122"),
    *("+390931050124", "+390931050132", "+39093105012", "+390931050199", "+393470001123"),
)
ACCOUNTS = ("IT60X0542811101000000123456", "it60 x054 2811 1010 0000 0123 456", "IT60X0542811101000000123465")
NAMES = ("AVV  ermenegilda QUAGLIATI", "Ermenegilda Quagliati", "Ermenegilda Quagliatti")
OTHER = "Bruno Farfalla"
SENTENCE = "whose communication never enters"


@pytest.fixture
def here() -> actions.Happened:
    """At North, this morning."""
    return actions.Happened(site="NORTH", occurred_at=NOW - timedelta(hours=1))


@pytest.fixture
def write(does: Does, planted: Callable[[str], str], here: actions.Happened) -> dict[str, Callable[..., Any]]:
    """How each kind of contact is written down, by Ana of the landing."""
    does("kit", enter, [LAWYER], at=NOW)
    mts = PersonId(planted("seed-mts"))

    def visit(name: str = OTHER, **more: Any) -> Any:
        new = actions.NewVisit(
            happened=here, prisoner=mts, visitor_name=name, outcome=Outcome.COMPLETED, **more
        )
        return does("ana", actions.add_visit, new, at=NOW)

    def payment(name: str = OTHER, **more: Any) -> Any:
        new = actions.NewPayment(happened=here, prisoner=mts, payer_name=name, amount=Decimal(5), **more)
        return does("ana", actions.add_payment, new, at=NOW)

    def number(name: str = OTHER, number: str = "+393331234567", **more: Any) -> Any:
        new = actions.NewCallRequest(happened=here, prisoner=mts, contact_name=name, number=number, **more)
        return does("ana", actions.add_call_request, new, at=NOW)

    def contact(name: str = OTHER) -> Any:
        return does("ana", ask_contact, mts, name=name, relationship="friend", at=NOW)

    return {"visit": visit, "payment": payment, "number": number, "contact": contact}


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, at every level, and all that the database is asked."""
    said = io.StringIO()
    handler, root = logging.StreamHandler(said), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)

    def listen(execute: Any, statement: Any, values: Any, *more: Any) -> Any:
        said.write(f"{statement} {values}")
        return execute(statement, values, *more)

    with connection.execute_wrapper(listen):
        yield said
    root.removeHandler(handler)
    root.setLevel(level)


def _planted() -> list[tuple[str, dict[str, Any], str]]:
    """What is typed: how, in which fields, and the words by which it would be known again."""
    rows: list[tuple[str, dict[str, Any], str]] = []
    for said in NUMBERS:
        rows += [("visit", {"phone": said}, said), ("number", {"number": said}, said)]
    rows += [("payment", {"account": said}, said) for said in ACCOUNTS]
    rows += [
        (how, {"name": said}, said) for said in NAMES for how in ("visit", "payment", "number", "contact")
    ]
    rows += [("visit", {"reason": f"rang {NUMBERS[1]} twice"}, NUMBERS[1])]
    rows += [("payment", {"name": NUMBERS[1]}, NUMBERS[1]), ("payment", {"method": ACCOUNTS[0]}, ACCOUNTS[0])]
    return rows


def test_none_of_those_planted_is_written(
    write: dict[str, Callable[..., Any]], logged: io.StringIO, does: Does
) -> None:
    before = does("ana", _counts)
    for how, typed, said in _planted():
        with pytest.raises(BadInput) as refused:
            write[how](**typed)
        assert said not in str(refused.value), typed
    assert does("ana", _counts) == before
    assert "SELECT" in logged.getvalue(), "what the database is asked is listened to"
    assert not [said for _how, _typed, said in _planted() if said in logged.getvalue()]
    # The guard keeps the privileged out, not everybody.
    write["visit"](phone="+393331234567")
    write["payment"](account="IT60X0542811101000000999999")
    write["number"]()
    write["contact"]()
    assert [after - was for after, was in zip(does("ana", _counts), before, strict=True)] == [1, 1, 1, 1]


def _counts(*, by: object) -> list[int]:
    del by
    from beccaria.events.models import CallRequest, Payment, Visit
    from beccaria.measures.models import ContactAsked

    return [model.objects.count() for model in (Visit, Payment, CallRequest, ContactAsked)]


def test_exact_and_near_are_refused_in_the_same_words(write: dict[str, Callable[..., Any]]) -> None:
    told = set()
    for phone in (NUMBERS[0], NUMBERS[5]):
        with pytest.raises(BadInput, match=SENTENCE) as refused:
            write["visit"](phone=phone)
        told.add(str(refused.value))
    assert len(told) == 1


def test_what_the_head_clears_can_be_written_down(write: dict[str, Callable[..., Any]], does: Does) -> None:
    for who in ("ana", "bo", "gil"):
        with pytest.raises(Exception, match=r"duty|not|does"):
            does(who, clear, Sort.NAME, "Ermenegilda Quagliati", at=NOW)
    for value in ("Avv. Ermenegilda Quagliati", OTHER):
        with pytest.raises(BadInput):
            does("cy", clear, Sort.NAME, value, at=NOW)
    does("cy", clear, Sort.NAME, "ermenegilda  quagliati", at=NOW)
    does("kit", clear, Sort.NUMBER, "+39 0931 050124", at=NOW)
    write["visit"](name="Ermenegilda Quagliati", phone="+390931050124")
    with pytest.raises(BadInput, match=SENTENCE):
        write["visit"](name="Avv. Ermenegilda Quagliati")
    with pytest.raises(BadInput, match=SENTENCE):
        write["visit"](phone="+390931050125")


def test_the_page_of_the_head_keeps_nothing_of_what_was_typed(
    write: dict[str, Callable[..., Any]], sign_in: Callable[[str], Any]
) -> None:
    from beccaria.feeds.models import Cleared
    from beccaria.ledger.models import Entry

    said = {"sort": "name", "value": "Ermenegilda Quagliati"}

    def browser(who: str) -> Any:
        client = sign_in(who)
        client.handler.enforce_csrf_checks = False
        return client

    for who in ("ana", "bo"):
        client = browser(who)
        assert client.get("/feeds/clear/").status_code == 404
        assert client.post("/feeds/clear/", said).status_code == 404
    cy = browser("cy")
    assert cy.get("/feeds/clear/").status_code == 200
    assert cy.post("/feeds/clear/", {"sort": "name", "value": ""}).status_code == 422
    assert (
        "stands in the register"
        in cy.post("/feeds/clear/", said | {"value": "Avv. Ermenegilda Quagliati"}).content.decode()
    )
    assert cy.post("/feeds/clear/", said).status_code == 302
    write["visit"](name="Ermenegilda Quagliati")
    assert "Quagliati" not in repr(list(Cleared.objects.values())) + repr(list(Entry.objects.values()))
