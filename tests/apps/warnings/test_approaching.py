"""A payer who is blocked, and a number that is banned, are seen when money comes in or the number is asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from beccaria.core.ids import PersonId
from beccaria.core.refusal import Refused
from beccaria.core.warning import BanOn, WarningKind
from beccaria.events import api as events
from beccaria.warnings import actions, queries
from beccaria.warnings.api import Subject
from tests.apps.warnings.conftest import told
from tests.apps.warnings.test_banning import new as ban

pytestmark = pytest.mark.django_db

Does = Callable[..., Any]
ACCOUNT, NUMBER = "NL91ABNA0417164300", "+39 333 555 0199"


@pytest.fixture
def paid(does: Does, planted: Callable[[str], str], at: datetime) -> Callable[..., str]:
    """Money that came in at South."""

    def pay(payer: str = "Otto Quist", account: str = ACCOUNT, days: int = 1) -> str:
        happened = events.Happened(site="SOUTH", occurred_at=at - timedelta(days=days))
        prisoner = PersonId(planted("seed-elsewhere"))
        payment = events.NewPayment(
            happened=happened,
            prisoner=prisoner,
            payer_name=payer,
            account=account,
            amount=Decimal("120.00"),
            currency="EUR",
        )
        return str(does("oli", events.add_payment, payment, at=at))

    return pay


@pytest.fixture
def asked(does: Does, planted: Callable[[str], str], at: datetime) -> Callable[..., str]:
    """A number that a prisoner at South asks to call."""

    def ask(number: str = NUMBER, name: str = "Ada Lund") -> str:
        happened = events.Happened(site="SOUTH", occurred_at=at - timedelta(hours=1))
        prisoner = PersonId(planted("seed-elsewhere"))
        wish = events.NewCallRequest(
            happened=happened, prisoner=prisoner, contact_name=name, number=number, relationship="friend"
        )
        return str(does("oli", events.add_call_request, wish, at=at))

    return ask


@pytest.fixture
def barred(does: Does, at: datetime) -> Callable[..., str]:
    """North bans an account or a number everywhere."""

    def bar(on: BanOn, **subject: Any) -> str:
        return str(
            does("gil", actions.set_ban, ban(at, on=on, subject=Subject(**subject), reaches=["*"]), at=at)
        )

    return bar


def met(does: Does, at: datetime, who: str = "oli") -> list[str]:
    return [one.approach.id for one in does(who, queries.approached, at=at)]


def test_a_banned_account_is_seen_whatever_name_pays(
    does: Does, at: datetime, paid: Any, barred: Any
) -> None:
    barred(BanOn.ACCOUNT, account=ACCOUNT)
    payment = paid("Somebody Else Entirely")
    paid("Otto Quist", account="NL02ABNA0123456789")
    assert met(does, at) == [payment]
    assert met(does, at, "eve") == [payment]


def test_a_banned_number_is_seen_when_it_is_asked_for(
    does: Does, at: datetime, asked: Any, barred: Any
) -> None:
    barred(BanOn.PHONE, phone="0039 333 5550199")
    wanted = asked()
    asked("+39 333 555 0200", name="Somebody Else")
    assert met(does, at) == [wanted]


def test_a_warning_of_a_payer_from_another_prison(does: Does, at: datetime, paid: Any, written: Any) -> None:
    subject = Subject(names=("Otto Quist",), account=ACCOUNT)
    written(kind=WarningKind.PAYER_BLOCKED, told=told(subject=subject))
    payment = paid("QUIST OTTO")
    (one,) = does("oli", queries.approached, at=at)
    assert (one.approach.id, one.matches[0].kind) == (payment, "warning")


def test_what_ended_or_is_old_meets_nothing(does: Does, at: datetime, paid: Any, barred: Any) -> None:
    made = barred(BanOn.ACCOUNT, account=ACCOUNT)
    paid(days=29)
    assert met(does, at) == []
    payment = paid(days=2)
    assert met(does, at) == [payment]
    does("gil", actions.end_ban, made, why="Another man's account.", at=at)
    assert met(does, at) == []


def test_money_elsewhere_is_seen_by_nobody_here(does: Does, at: datetime, paid: Any, barred: Any) -> None:
    barred(BanOn.ACCOUNT, account=ACCOUNT)
    paid()
    assert met(does, at, "bo") == []
    # Who names a prison that is not his gets his own.
    assert does("bo", queries.approached, at=at, site="SOUTH") == ()
    with pytest.raises(Refused):
        does("pia", queries.approached, at=at)


def test_the_page_and_today_say_it(paid: Any, barred: Any, sign_in: Callable[[str], Client]) -> None:
    oli = sign_in("oli")
    assert "Nothing that came meets" in oli.get("/gate/money/").content.decode()
    assert "meets a block" not in oli.get("/").content.decode()
    barred(BanOn.ACCOUNT, account=ACCOUNT)
    paid("Somebody Else Entirely")
    page = oli.get("/gate/money/").content.decode()
    assert "Somebody Else Entirely paid 120.00 EUR" in page
    assert "meets a block" in oli.get("/").content.decode()
    bo = sign_in("bo")
    assert "Somebody Else Entirely" not in bo.get("/").content.decode()
    assert "Somebody Else Entirely" not in bo.get("/gate/money/?site=SOUTH").content.decode()
    assert sign_in("pia").get("/gate/money/").status_code == 404
