"""The job of events: take in who arrived by a visit, a payment or a wish to telephone."""

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.events import actions
from beccaria.events.actions.arriving import JOB
from beccaria.lib import clock

# The database may be away, or another job may hold what this one needs: then again, later and later.
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2)


@queue.task(name=JOB, retry=_AGAIN)
def take_in(what: str, event_id: str) -> None:
    """Take in one arrival. Twice is as once, and nothing is left half done: it is one transaction."""
    with acting(system_actor("matcher")) as matcher:
        actions.take_in(what, [event_id], by=matcher, at=clock.now())
