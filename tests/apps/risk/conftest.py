"""Share the fixtures of the tests of risk: a person, a moment, who acts, and what stands already."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.apps.risk.assessing import item_about, judged_by, trained
from tests.apps.risk.standing import stand
from tests.apps.risk.watching import assessed
from tests.apps.warnings.estate import estate
from tests.classifying import claim
from tests.grouping import at, does, group, member, planted
from tests.lettering import roof

__all__ = [
    "assessed",
    "at",
    "does",
    "estate",
    "group",
    "item_about",
    "judged_by",
    "member",
    "planted",
    "roof",
    "stand",
    "trained",
]


@pytest.fixture
def mts(planted: Callable[[str], str]) -> str:
    """M.T.S., as the seed planted him."""
    return planted("seed-mts")


@pytest.fixture
def dutch(settings: Any, tmp_path: Path) -> None:
    """The prisons of the seed lie in the Netherlands."""
    claim(settings, tmp_path, NL="ZZ")


@pytest.fixture
def call(token: Callable[[str], str]) -> Callable[..., Any]:
    """`call("asa", "GET", "/assessments")`."""

    def ask(who: str, method: str, path: str, body: Any = None, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {token(who)}"} | ({"Idempotency-Key": key} if key else {})
        client = Client(HTTP_HOST="127.0.0.1", headers=headers)
        if method == "GET":
            return client.get(f"/api/v1{path}")
        return client.post(f"/api/v1{path}", body, content_type="application/json")

    return ask
