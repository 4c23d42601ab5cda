"""What the worker does on rules: run them as rows come in and once a day, measure them, try changes."""

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.core.patterns import Stage
from beccaria.detection.actions import comparing, keeping, running
from beccaria.detection.actions.queue import COMPARE, LIVE, MEASURE
from beccaria.lib import clock, patterns

_AGAIN: Final = RetryStrategy(max_attempts=5, exponential_wait=2)
_LOCK: Final = "detection.rules"
# Before what compares records: a load may put many thousands of those into the queue.
_FIRST: Final = 9


@queue.task(name=LIVE, retry=_AGAIN, lock=_LOCK, priority=_FIRST)
def run_live(import_id: str = "") -> None:
    """Run the rules that look at rows as they come in. Asked for by the database when a feed was taken in.

    What an earlier release asked for names no import: then they look at everything.
    """
    with acting(system_actor("detection")) as system:
        if import_id:
            running.run_on_import(import_id, by=system, at=clock.now())
        else:
            running.run_rules(stage=Stage.LIVE, since=None, by=system, at=clock.now())


@queue.periodic(cron="40 3 * * *")
@queue.task(name="detection.daily", queueing_lock="detection.daily", lock=_LOCK, retry=_AGAIN)
def run_daily(timestamp: int) -> None:
    """Run every rule each night. Twice is as good as once."""
    del timestamp
    with acting(system_actor("detection")) as system:
        running.run_rules(stage=None, since=None, by=system, at=clock.now())


@queue.task(name=MEASURE, retry=_AGAIN)
def measure() -> None:
    """Suspend what has fallen below its floor."""
    floors = {one.id: one.floor for one in patterns.every().values()}
    with acting(system_actor("detection")) as system:
        keeping.suspend_below_floor(floors, by=system, at=clock.now())


@queue.task(name=COMPARE, retry=_AGAIN)
def compare(change_id: str) -> None:
    """Try a proposed change on the last 90 days."""
    with acting(system_actor("detection")) as system:
        comparing.compare(change_id, by=system, at=clock.now())
