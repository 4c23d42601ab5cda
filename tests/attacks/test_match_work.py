"""Who could be meant: a record elsewhere adds nothing to read for the stranger who asks by its very name."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from beccaria.access.api import acting
from beccaria.core.persons import Role
from beccaria.engines.persons_compare import asking_keys, describe
from beccaria.lib import clock
from beccaria.people import api as people

pytestmark = pytest.mark.django_db
NAMES = ("Teodora", "Vukmanovic")
MANY = 40


def read(keys: list[int]) -> tuple[int, int]:
    """How many pages the database read for a question, and how many answers came."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM candidate_people(%s::bigint[], 100, 200)",
            [keys],
        )
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], int(plan["Actual Rows"])


def test_hidden_namesakes_add_nothing_to_what_is_read(actor_named: Callable[[str], Any]) -> None:
    bo, eve = actor_named("bo"), actor_named("eve")
    keys = sorted(asking_keys(describe((" ".join(NAMES),))))
    with acting(eve):
        read(keys)
        pages, answers = read(keys)
    with acting(bo):
        for _ in range(MANY):
            said = people.Said(role=Role.VISITOR, given_names=NAMES[0], surname=NAMES[1])
            people.add_person(said, site="NORTH", by=bo, at=clock.now())
        assert read(keys)[1] == MANY
    with acting(eve):
        read(keys)
        pages_now, answers_now = read(keys)
    assert answers_now == answers
    # Forty records and their keys fill pages; a stranger's question may meet one more where an index was split.
    assert abs(pages_now - pages) <= len(keys)
