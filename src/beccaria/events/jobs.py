"""The job of events: take in who arrived by a visit, a payment or a wish to telephone."""

from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.events import actions
from beccaria.events.actions.arriving import JOB
from beccaria.lib import clock


@queue.task(name=JOB)
def take_in(what: str, event_id: str) -> None:
    """Take in one arrival. Twice is as once, and nothing is left half done: it is one transaction."""
    with acting(system_actor("matcher")) as matcher:
        actions.take_in(what, [event_id], by=matcher, at=clock.now())
