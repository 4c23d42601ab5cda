"""Assessments that stand, planted as somebody wrote and decided them, for what happens to them afterwards."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.actors import Actor
from beccaria.risk.models import Assessment
from tests.grouping import Does

Stand = Callable[..., str]


def plant(person: str, *, by: Actor, at: datetime, **more: Any) -> str:
    """A decided assessment of a person, due in a hundred days unless otherwise said. Returns its identifier."""
    said: dict[str, Any] = {
        "instrument": "oc-prisoner",
        "version": 1,
        "proposed_band": "raised",
        "decided_band": "raised",
        "site": next(iter(by.sites)),
        "level": 0,
        "review_due": at.date() + timedelta(days=100),
    }
    row = Assessment.objects.create(
        person_id=person,
        digest="0" * 64,
        state="decided",
        assessor=by.user,
        decided_by=by.user,
        started_at=at - timedelta(days=1),
        saved_at=at,
        finished_at=at,
        decided_at=at,
        **(said | more),
    )
    return row.id


@pytest.fixture
def stand(does: Does, at: datetime, planted: Callable[[str], str]) -> Stand:
    """`stand("seed-mts", by="asa", level=3)`: an assessment of a planted person that stands."""

    def write(key: str = "seed-mts", by: str = "asa", **more: Any) -> str:
        return str(does(by, plant, planted(key), **({"at": at} | more)))

    return write
