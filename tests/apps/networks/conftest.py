"""A town in which ties are planted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.apps.networks.linking import Links
from tests.apps.people.town import town
from tests.grouping import add, at, does, group, member, planted, related

if TYPE_CHECKING:
    from tests.apps.people.town import Town

__all__ = ["add", "at", "does", "group", "member", "planted", "related", "town"]


@pytest.fixture
def links(town: Town) -> Links:
    """Plants ties in the town of the test."""
    return Links(town)
