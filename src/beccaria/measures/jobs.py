"""What the worker does on measures: write down what is over, tell who is alone for long."""

from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.measures.actions import lapsing


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="measures.over", queueing_lock="measures.over", lock="measures.over")
def look_at_ends(timestamp: int) -> None:
    """Every five minutes. A turn that is lost is made up by the next; pages say what is over without it."""
    del timestamp
    with acting(system_actor("measures")) as system:
        lapsing.lapse(by=system, at=clock.now())


@queue.periodic(cron="7 * * * *")
@queue.task(name="measures.isolation", queueing_lock="measures.isolation", lock="measures.isolation")
def look_at_isolation(timestamp: int) -> None:
    """Every hour: a day begins at another hour in each zone."""
    del timestamp
    with acting(system_actor("measures")) as system:
        lapsing.tell(by=system, at=clock.now())
