"""Ask, inside the transaction that needs it, for the work that the worker does on warnings."""

from typing import Final

from procrastinate.contrib.django import app

CHECK: Final = "warnings.check"
# Before what compares records: a load may put many thousands of those into the queue.
FIRST: Final = 10


def check_soon() -> None:
    """Let the worker look now to whom warnings must still go, instead of at its next turn."""
    app.configure_task(CHECK, priority=FIRST).defer()
