"""Share the fixtures of the tests of measures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.apps.warnings.estate import estate
from tests.classifying import claim
from tests.grouping import at, does, planted

__all__ = ["at", "does", "estate", "planted"]


@pytest.fixture
def mts(planted: Callable[[str], str]) -> str:
    """M.T.S., as the seed planted him."""
    return planted("seed-mts")


@pytest.fixture
def italian(settings: Any, tmp_path: Path) -> None:
    """The prisons of the seed lie in Italy."""
    claim(settings, tmp_path, IT="ZZ")
