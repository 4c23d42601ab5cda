"""What the worker does on networks: propose memberships anew each night, for humans to decide on."""

from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.networks import actions


@queue.periodic(cron="20 3 * * *")
@queue.task(name="networks.propose", queueing_lock="networks.propose", lock="networks.propose")
def propose(timestamp: int) -> None:
    """Propose from the records of the last year. Twice is as good as once."""
    del timestamp
    with acting(system_actor("proposer")) as system:
        actions.propose_memberships(by=system, at=clock.now())
