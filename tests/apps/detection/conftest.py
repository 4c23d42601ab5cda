"""A desk of alerts in a town of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.apps.detection.desk import Desk
from tests.apps.people.town import town

if TYPE_CHECKING:
    from tests.apps.people.town import Town

__all__ = ["town"]


@pytest.fixture
def desk(town: Town) -> Desk:
    """Receives findings and lets users answer."""
    return Desk(town)
