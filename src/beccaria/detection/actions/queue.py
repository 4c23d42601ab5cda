"""Ask, inside the transaction that needs it, for the work that the worker does on rules."""

from typing import Final

from procrastinate.contrib.django import app

LIVE: Final = "detection.live"
MEASURE: Final = "detection.measure"
COMPARE: Final = "detection.compare"


def measure_soon() -> None:
    """Let the worker look whether a rule has fallen below its floor."""
    app.configure_task(MEASURE).defer()


def compare_soon(change_id: str) -> None:
    """Let the worker try a change of a rule."""
    app.configure_task(COMPARE).defer(change_id=change_id)
