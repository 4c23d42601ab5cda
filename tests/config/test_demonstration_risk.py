"""The demonstration's story of how M.T.S. was judged can be told, whole and by the rules, of a planted prisoner."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from beccaria.config import demonstration_case, demonstration_risk
from beccaria.core.assessing import State
from beccaria.risk.queries import contests, history, letters
from beccaria.risk.queries import of_person as assessments_of
from beccaria.risk.queries.classifications import now as decided_now
from tests.grouping import Does, at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from beccaria.core.actors import Actor

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
PLAYS = {"officer": "ana", "pio": "bo", "head": "cy", "governor": "gil", "assessor": "asa"}


@pytest.fixture
def told(does: Does, actor_named: Callable[..., Actor], at: datetime, planted: Callable[[str], str]) -> str:
    """The dossier's graded reports, then everything that was judged on it; about the planted M.T.S."""
    person = planted("seed-mts")
    number = str(does("bo", _number, person))
    man = demonstration_case.Man(number, "NORTH", "NORTH-C", at - timedelta(days=170))
    actors = {part: actor_named(name) for part, name in PLAYS.items()}
    case: dict[str, Any] = yaml.safe_load(demonstration_case.CASE.read_text(encoding="utf-8"))
    dossier = demonstration_case._Teller(man, person, actors, at)
    dossier.observations(case["observations"])
    for report in case["reports"]:
        dossier.report(
            {key: value for key, value in report.items() if key not in ("sanitise", "disseminate")}
        )
    demonstration_risk.tell(man, actors, at=at)
    return person


def _number(person: str, *, by: Actor) -> str:
    from beccaria.people import api as people

    return people.named([person], by=by)[person].number


def test_the_story_is_told_whole(told: str, does: Does, at: datetime) -> None:
    lines = does("bo", assessments_of, told, superseded=True)
    assert {(one.instrument, one.state) for one in lines} == {
        ("escape", State.SUPERSEDED),
        ("escape", State.DECIDED),
        ("oc-prisoner", State.SUPERSEDED),
        ("oc-prisoner", State.DECIDED),
    }
    first = next(one for one in lines if one.instrument == "oc-prisoner" and one.state is State.SUPERSEDED)
    # What the Handbook says is assessed over time is unknown at admission, and widens the range.
    assert first.scored
    assert {"corruption", "command", "market", "attempts-to-contact"} <= set(first.scored.unknown)
    assert first.scored.band_low != first.scored.band_high
    found = does("bo", history.history, told, at=at)
    assert [len(one.spans) for one in found.dimensions] == [2, 2]


def test_he_is_high_risk_told_why_and_answered(told: str, does: Does, at: datetime) -> None:
    (status,) = does("gil", decided_now, told, at=at)
    assert (status.value, status.holds) == ("high_risk", True)
    assert status.review_due - status.starts == timedelta(days=28)
    (letter,) = does("asa", letters.of_person, told)
    assert letter.delivered_at
    assert len(letter.told) == 2
    assert not does("cy", contests.to_answer)
    assert does("cy", contests.rows).get(person=told).upheld is False
