"""Many people assessed long ago, so that there is something to monitor: written as the assessor, rolled back after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Level
from beccaria.core.assessing import State
from beccaria.core.happenings import Family, Part
from beccaria.core.ids import PersonId
from beccaria.core.instruments import UNKNOWN, score
from beccaria.core.persons import Role
from beccaria.events import api as events
from beccaria.people.api import Said, add_person
from beccaria.risk.models import Assessment, Rating
from beccaria.risk.queries import instruments
from tests.grouping import at, does

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["assessed", "at", "does"]
WATCHED = "work-and-place"


@pytest.fixture
def assessed(actor_named: Callable[..., Any], at: datetime) -> Callable[..., list[str]]:
    """`assessed(12, grave=4)`: so many people assessed a year ago, the last four at the highest level."""

    def make(count: int, **said: Any) -> list[str]:
        with acting(actor_named("cy")) as by:
            people = said.get("people") or [
                add_person(
                    Said(
                        role=Role.PRISONER, given_names="Tomas", surname=f"Norvik {number}", sex="male",
                        number=f"W{at.timestamp():.0f}{number}", born=date(1960 + number % 40, 3, 1), nationality="IT",
                    ),
                    site="NORTH", by=by, at=at, source="tests", key=f"watched-{said.get('key', '')}{number}",
                )
                for number in range(count)
            ]  # fmt: skip
        with acting(actor_named(said.get("by", "asa"))) as by:
            for place, person in enumerate(people):
                level = -1 if place >= count - said.get("grave", 0) else 0
                _assess(str(person), str(by.user), level, at=at, said=said)
        return [str(person) for person in people]

    return make


def _assess(person: str, assessor: str, level: int, *, at: datetime, said: dict[str, Any]) -> None:
    kept = instruments.newest(said.get("instrument", WATCHED))
    one, then = kept.instrument, at - timedelta(days=said.get("days", 365))
    levels = {item.id: item.levels[level].name for item in one.items} | said.get("levels", {})
    made = Assessment.objects.create(
        person_id=person, instrument=one.id, version=one.version, digest=kept.digest, assessor=assessor,
        site="NORTH", level=said.get("secrecy", 0), handling=said.get("handling", []),
        started_at=then - timedelta(hours=said.get("hours", 1)), saved_at=then,
    )  # fmt: skip
    Rating.objects.bulk_create(
        Rating(assessment=made, item=item, level=name, rated_by=assessor, rated_at=then)
        for item, name in levels.items()
        if name
    )
    if said.get("finished", True):
        found = score(one, {item: name for item, name in levels.items() if name})
        made.state, made.finished_at, made.proposed_band = State.RATED.value, then, found.band
        made.unknowns = sum(name == UNKNOWN for name in levels.values())
        made.save()


def strikes(person: str, *, by: Any, at: datetime, days_ago: int = 300, **said: Any) -> None:
    """Somebody has a part in an incident; `part` and `level` say which, and how sensitive it is."""
    happened = events.Happened(
        site="NORTH",
        occurred_at=at - timedelta(days=days_ago),
        level=said.get("level", Level.OFFICIAL),
        source="tests",
        key=f"{person}{days_ago}",
    )
    part = said.get("part", Part.ASSAILANT)
    new = events.NewIncident(happened=happened, family=Family.ASSAULT, parts=((PersonId(person), part),))
    events.add_incident(new, by=by, at=at)
