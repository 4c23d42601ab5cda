"""What the worker does on risk: tell the head what is overdue, score again by a newer version."""

from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.risk.actions import escalating


@queue.periodic(cron="*/15 * * * *")
@queue.task(name="risk.reviews", queueing_lock="risk.reviews", lock="risk.reviews")
def look_at_reviews(timestamp: int) -> None:
    """Every quarter of an hour. It looks at what is so now: a turn that was lost is made up by the next."""
    del timestamp
    with acting(system_actor("reviews")) as system:
        escalating.evidence_ran_out(by=system, at=clock.now())
    with acting(system_actor("reviews")) as system:
        escalating.tell_head(by=system, at=clock.now())
