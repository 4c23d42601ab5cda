"""The demonstration's measures can be told, whole and by the rules, of planted prisoners."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from beccaria.config import demonstration_case, demonstration_measures
from beccaria.core.measures import Kind, Standing
from beccaria.measures.queries import contacts, isolation, reading
from beccaria.people import api as people
from tests.grouping import Does, at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from beccaria.core.actors import Actor

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
PLAYS = {"officer": "ana", "pio": "bo", "head": "cy", "governor": "gil"}


def test_the_story_is_told_whole(
    does: Does, actor_named: Callable[..., Actor], at: datetime, planted: Callable[[str], str]
) -> None:
    mts = planted("seed-mts")

    def number(*, by: Actor) -> str:
        return people.named([mts], by=by)[mts].number

    man = demonstration_case.Man(does("bo", number), "NORTH", "NORTH-C", at - timedelta(days=170))
    actors = {part: actor_named(name) for part, name in PLAYS.items()}
    demonstration_measures.tell(man, actors, at=at)
    visits = does("gil", reading.of_person, mts, at=at)
    assert [one.standing for one in visits] == [Standing.IN_FORCE, Standing.LAPSED]
    assert visits[0].renews == visits[1].id
    ((clock, _person), *_others) = does("gil", isolation.running, at=at)
    assert (clock.counted, clock.left) == (11, 4)
    (waits,) = [line for line, _person in does("gil", reading.waiting, at=at)]
    assert waits.kind is Kind.MORE_SEARCHES
    assert [one.relationship for one in does("gil", contacts.of_person, mts, at=at)] == ["aunt"]
