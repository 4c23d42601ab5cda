"""The scorecards of the demonstration fit their instruments, and scoring anew changes what is known."""

from collections.abc import Callable
from datetime import datetime

import pytest
import yaml

from beccaria.config import demonstration_groups
from beccaria.core.actors import Actor
from beccaria.networks import queries
from tests.grouping import Does, at, does, group

__all__ = ["at", "does", "group"]

pytestmark = pytest.mark.django_db
JUDGES = {"analyst": "nan", "head": "cy"}


def test_a_group_is_scored_by_two_and_anew_when_more_is_known(
    actor_named: Callable[[str], Actor],
    does: Does,
    group: Callable[..., str],
    at: datetime,
) -> None:
    story = yaml.safe_load(demonstration_groups.STORY.read_text(encoding="utf-8"))
    made = {said["id"]: group(said["name"]) for said in story["groups"]}
    for said in story["scorecards"]:
        demonstration_groups._scorecard(said, made[said["group"]], actor_named(JUDGES[said["by"]]), at=at)
    cards = sorted(does("bo", queries.scorecards_of, made["quarry"]).cards, key=lambda one: one.judged_at)
    assert len(cards) == 3
    unknown = [sum(not item.is_known for item in card.answers.values()) for card in cards]
    assert unknown == [2, 1, 0]
