"""Finds the planted persons by their keys, whatever their identifiers are."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def planted(as_role: Callable[[str], Any]) -> Callable[[str], str]:
    """The identifier of a planted person, `planted(seed_people.MTS)`, read as the owner, who sees all."""

    def find(key: str) -> str:
        with as_role("owner") as connection:
            row = connection.execute("SELECT id FROM people_person WHERE key = %s", [key]).fetchone()
        return str(row[0])

    return find
