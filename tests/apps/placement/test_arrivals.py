"""Within the hour of an arrival three things are cleared by named people; who must not meet is told apart first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Level as Apart
from beccaria.core.escorts import Clear
from beccaria.core.placement import Cause
from beccaria.core.refusal import Cannot, Hidden
from beccaria.placement import actions
from beccaria.placement.actions import arriving
from beccaria.placement.queries import arrivals as queries
from tests.grouping import at, does, planted
from tests.pages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(does: Any, planted: Any, at: datetime) -> str:
    """Ivan Petrov was moved to NORTH-B by an order; the order."""
    new = actions.NewPlacement(
        person=planted("seed-namesake"), wing="NORTH-B", due=at + timedelta(hours=1), reason="Room."
    )
    made = str(does("pia", actions.decide, new, at=at))
    does("ana", actions.carry_out, made, at=at)
    return made


def test_each_thing_is_cleared_once_by_who_is_signed_in(does: Any, at: datetime, arrived: str) -> None:
    assert does("ana", queries.arrival, arrived).open == tuple(Clear)
    for what in Clear:
        does("ana", arriving.clear, arrived, what, at=at)
    found = does("ana", queries.arrival, arrived)
    assert found.open == ()
    assert len({one.by for one in found.cleared}) == 1
    with pytest.raises(Cannot, match="cleared this already"):
        does("abe", arriving.clear, arrived, Clear.REGIME, at=at)
    assert does("ana", queries.arrivals, at=at) == ()


def test_keep_apart_is_not_cleared_while_they_share_what_they_must_not(
    does: Any, planted: Any, at: datetime, arrived: str
) -> None:
    new = actions.NewKeepApart(
        person=planted("seed-namesake"),
        other=planted("seed-mts"),
        apart=Apart.ESTABLISHMENT,
        cause=Cause.VIOLENCE,
        why="A knife.",
    )
    does("bo", actions.open_keep_apart, new, at=at)
    with pytest.raises(Cannot, match="separate them first"):
        does("pia", arriving.clear, arrived, Clear.KEEP_APART, at=at)
    does("pia", arriving.clear, arrived, Clear.REGIME, at=at)


def test_another_prison_finds_no_such_arrival(does: Any, at: datetime, arrived: str) -> None:
    for name in ("eve", "oli"):
        assert does(name, queries.arrivals, at=at) == ()
        with pytest.raises(Hidden):
            does(name, arriving.clear, arrived, Clear.REGIME, at=at)


def test_the_page_and_what_today_says(sign_in: Callable[[str], Client], arrived: str) -> None:
    ana = sign_in("ana")
    assert "Clear an arrival: Ivan Petrov" in text(ana.get("/escorts/today/"))
    where = f"/arrivals/{arrived}/"
    assert "To be cleared within the hour" in text(ana.get(where))
    token = {"csrfmiddlewaretoken": ana.cookies["csrftoken"].value}
    assert "Choose what is cleared." in text(ana.post(f"{where}clear/", token), 422)
    for what in Clear:
        assert ana.post(f"{where}clear/", {**token, "what": what.value}).status_code == 302
    assert "Everything is cleared." in text(ana.get(where))
    assert sign_in("eve").get(where).status_code == 404
