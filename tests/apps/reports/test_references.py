"""A reference number that is taken is made anew, and nothing is lost or doubled by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from beccaria.access.api import acting
from beccaria.core import ids
from beccaria.lib import clock
from beccaria.reports import actions
from beccaria.reports.actions import observing

pytestmark = pytest.mark.django_db


def test_a_taken_number_is_made_again(
    actor_named: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    numbers = iter(["26-AAAAAAA", "26-AAAAAAA", "26-BBBBBBB"])
    monkeypatch.setattr(observing, "new_reference", lambda _year: next(numbers))
    with acting(actor_named("ana")) as ana:
        said = [
            actions.submit_observation(
                text="Seen on C wing", occurred_at=at - timedelta(hours=1), by=ana, at=at
            )
            for _ in range(2)
        ]
    assert [one.reference for one in said] == ["26-AAAAAAA", "26-BBBBBBB"]
    with acting(actor_named("bo")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_observation WHERE text = 'Seen on C wing'")
        assert cursor.fetchone()[0] == len(said)


def test_a_reference_checks_itself() -> None:
    made = ids.new_reference(2026)
    assert ids.is_reference(made)
    assert not ids.is_reference(made[:-1] + ("0" if made[-1] != "0" else "1"))
