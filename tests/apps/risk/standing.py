"""Assessments that stand, planted as somebody wrote and decided them, for what happens to them afterwards."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.actors import Actor
from beccaria.risk.models import Assessment, Rating
from tests.grouping import Does

Stand = Callable[..., str]


def plant(
    person: str, *, by: Actor, at: datetime, ratings: Mapping[str, str] | None = None, **more: Any
) -> str:
    """A decided assessment of a person, due in a hundred days unless otherwise said. Returns its identifier."""
    said: dict[str, Any] = {
        "instrument": "oc-prisoner",
        "version": 1,
        "proposed_band": "moderate",
        "decided_band": "moderate",
        "level": 0,
        "review_due": at.date() + timedelta(days=100),
    }
    row = Assessment.objects.create(
        person_id=person,
        digest="0" * 64,
        assessor=by.user,
        started_at=at - timedelta(days=1),
        saved_at=at,
        site=next(iter(by.sites)),
        instrument=more.get("instrument", said["instrument"]),
        version=more.get("version", said["version"]),
    )
    Rating.objects.bulk_create(
        Rating(assessment=row, item=item, level=level, rated_by=by.user, rated_at=at)
        for item, level in (ratings or {}).items()
    )
    for name, value in (said | more).items():
        setattr(row, name, value)
    row.state, row.decided_by = "decided", by.user
    row.finished_at = row.decided_at = at
    row.save()
    return row.id


@pytest.fixture
def stand(does: Does, at: datetime, planted: Callable[[str], str]) -> Stand:
    """`stand("seed-mts", by="asa", level=3)`: an assessment of a planted person that stands."""

    def write(key: str = "seed-mts", by: str = "asa", **more: Any) -> str:
        return str(does(by, plant, planted(key), **({"at": at} | more)))

    return write
