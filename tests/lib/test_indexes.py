"""An identifier has one index: none for searches with LIKE beside it, and an upgrade drops those there were."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.db import connection


@pytest.mark.django_db
def test_no_identifier_has_a_second_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef ~ '_pattern_ops'"
        )
        assert cursor.fetchall() == []


def test_the_upgrade_drops_those_that_django_made_and_no_other(as_role: Callable[[str], Any]) -> None:
    drop = import_module("beccaria.ledger.migrations.0002_one_index_each").DROP
    with as_role("owner") as owner:
        owner.execute("CREATE SCHEMA earlier")
        owner.execute("SET LOCAL search_path = earlier")
        owner.execute("CREATE TABLE kept (name text)")
        owner.execute("CREATE INDEX kept_name_0123abcd_like ON kept (name text_pattern_ops)")
        owner.execute("CREATE INDEX kept_name_by_hand ON kept (name text_pattern_ops)")
        owner.execute(drop)
        left = owner.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'earlier'").fetchall()
        owner.rollback()
    assert left == [("kept_name_by_hand",)]
