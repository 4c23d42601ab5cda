"""The job that settles what a judge's own transaction could not: contradictions and weak chains."""

from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.people.actions.settling import JOB, settle_waiting


@queue.task(name=JOB)
def settle() -> None:
    """Settle every judgement that waits. One run does the work of all that were asked for."""
    _settle()


@queue.periodic(cron="* * * * *")
@queue.task(name=f"{JOB}_left", queueing_lock=f"{JOB}_left")
def settle_left(timestamp: int) -> None:
    """Settle what a killed job left behind."""
    del timestamp
    _settle()


def _settle() -> None:
    with acting(system_actor("resolver")) as resolver:
        settle_waiting(by=resolver, at=clock.now())
