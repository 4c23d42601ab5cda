"""The ways in: a token of the right duty, the wrong duty, and none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from beccaria.access.middleware import GateMiddleware

pytestmark = pytest.mark.django_db


def _get(address: str, text: str | None) -> Any:
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    return Client(HTTP_HOST="127.0.0.1").get(address, headers=headers)


def test_the_overseer_gets_a_signed_head(token: Callable[[str], str]) -> None:
    answer = _get("/api/v1/ledger/checkpoint", token("dee"))
    assert answer.status_code == 200
    assert answer.json()["message"].startswith("beccaria ledger\n")


def test_another_duty_gets_the_same_404_as_for_an_address_that_never_was(token: Callable[[str], str]) -> None:
    hidden = _get("/api/v1/ledger/checkpoint", token("ana"))
    assert hidden.status_code == 404
    assert hidden.headers["Content-Type"] == "application/problem+json"


def test_without_a_token_one_is_asked_to_sign_in() -> None:
    answer = _get("/api/v1/ledger/checkpoint", None)
    assert answer.status_code == 401


def test_a_token_of_a_revoked_user_is_worth_nothing_at_once(token: Callable[[str], str]) -> None:
    from beccaria.access.models import User

    text = token("dee")
    User.objects.filter(username="dee").update(is_active=False)
    assert _get("/api/v1/ledger/checkpoint", text).status_code == 401


@pytest.mark.parametrize("address", ["/observations/new/", "/api/v1/observations"])
def test_two_gigabytes_are_refused_before_they_are_read(address: str) -> None:
    # The body is empty: were it asked for, the answer would be another one.
    large: dict[str, Any] = {"CONTENT_LENGTH": str(2 * 1024**3)}
    answer = Client(HTTP_HOST="127.0.0.1").generic("POST", address, **large)
    assert answer.status_code == 413
    assert "25 MB" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/api/v1/observations"])
def test_a_database_that_is_away_is_said_so_with_when_to_come_back(address: str) -> None:
    gate = GateMiddleware(lambda _request: HttpResponse())
    answer = gate.process_exception(RequestFactory().get(address), OperationalError("gone"))
    assert answer is not None
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"
    assert "gone" not in answer.content.decode()
