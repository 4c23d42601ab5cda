"""Three years of judgements of violence can be told by the rules, and give the monitor something to watch."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from beccaria.config import demonstration_assessed as story
from beccaria.core.assessing import State
from beccaria.risk.models import Assessment
from beccaria.risk.queries import contests, instruments, monitoring
from tests.grouping import Does, at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from beccaria.core.actors import Actor

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
PLAYS = {"pio": "bo", "head": "cy", "governor": "gil", "assessor": "asa"}
NUMBERS = ("A1001", "A1002", "A1003", "A1004", "A1005", "A1006")


@pytest.fixture
def told(tmp_path: Path, actor_named: Callable[..., Actor], at: datetime) -> None:
    """The story, of everybody planted at North, who are said to have been here for five years."""
    columns = ("person_id", "role", "number", "establishment", "received", "released")
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(
            (number, "prisoner", number, "NORTH", "2020-01-01T09:00:00+00:00", "") for number in NUMBERS
        )
    story.tell(tmp_path, "NORTH", {part: actor_named(name) for part, name in PLAYS.items()}, at=at)


@pytest.mark.usefixtures("told")
def test_there_is_something_to_watch_and_judges_to_compare(does: Does, at: datetime) -> None:
    found = does("gil", monitoring.watching, "violence", None, at=at)
    assert len(found.cases) == len(NUMBERS) * (len(story.ROUNDS) + 1)
    assert found.is_enough
    assert any(case.happened for case in found.cases)
    assert any(case.decided != case.band for case in found.cases)
    assert len({card.group for card in found.cards}) == len(NUMBERS)


@pytest.mark.usefixtures("told")
def test_one_judgement_a_person_stands_and_one_of_them_is_contested(does: Does) -> None:
    def states(*, by: Any) -> list[tuple[str, str]]:
        del by
        rows = Assessment.objects.filter(instrument="violence", person__number__in=NUMBERS)
        return sorted(rows.values_list("person__number", "state"))

    everything = does("gil", states)
    standing = [number for number, state in everything if state == State.DECIDED]
    assert standing == list(NUMBERS)
    (contest,) = does("cy", contests.to_answer)
    assert contest.answered_at is None


def test_every_answer_has_its_words() -> None:
    said = yaml.safe_load(story.SAID.read_text(encoding="utf-8"))
    one = instruments.newest(said["instrument"]).instrument
    assert {item.id: len(item.levels) for item in one.items} == {
        item: len(words) for item, words in said["because"].items()
    }
