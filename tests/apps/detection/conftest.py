"""A desk of alerts in a town that the tests of a module share; each test finds no alert in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.apps.detection.desk import Desk
from tests.apps.people.town import made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.apps.people.town import Town

TABLES = (
    *(
        "alert",
        "telling",
        "alertperson",
        "alertevidence",
        "triage",
        "snooze",
        "outcome",
        "reviewasked",
        "rule",
    ),
    *("rulechange", "effect", "run"),
)


@pytest.fixture(scope="module")
def town(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """One town for all tests of a module: making one takes longer than any of them."""
    del django_db_setup
    with made(cluster, django_db_blocker, "_alerts") as here:
        yield here


@pytest.fixture
def desk(town: Town) -> Desk:
    """Receives findings and lets users answer; nothing of another test is left."""
    url = town.cluster.admin_url.replace("/postgres?", f"/{town.name}?")
    tables = ", ".join(f"detection_{name}" for name in TABLES)
    with psycopg.connect(url) as connection:
        connection.execute(f"TRUNCATE {tables} CASCADE".encode())
    return Desk(town)
