"""What the worker does on risk: tell the head what is overdue, score again by a newer version."""

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.risk.actions import escalating, restating
from beccaria.risk.actions.rescoring import COMPUTE, FALL_DUE

# The database may be away: then again, later and later.
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2)


@queue.periodic(cron="*/15 * * * *")
@queue.task(name="risk.reviews", queueing_lock="risk.reviews", lock="risk.reviews")
def look_at_reviews(timestamp: int) -> None:
    """Every quarter of an hour. It looks at what is so now: a turn that was lost is made up by the next."""
    del timestamp
    with acting(system_actor("reviews")) as system:
        escalating.follow_custody(by=system, at=clock.now())
    with acting(system_actor("reviews")) as system:
        escalating.evidence_ran_out(by=system, at=clock.now())
    with acting(system_actor("reviews")) as system:
        escalating.tell_head(by=system, at=clock.now())


@queue.task(name=COMPUTE, retry=_AGAIN, lock="risk.rescore")
def rescore(rescoring_id: str) -> None:
    """Work out one helping of a rescoring, and ask for the next in the same transaction."""
    with acting(system_actor("rescoring")) as system:
        if restating.compute_some(rescoring_id, by=system, at=clock.now()):
            queue.configure_task(name=COMPUTE).defer(rescoring_id=rescoring_id)


@queue.task(name=FALL_DUE, retry=_AGAIN)
def fall_due(rescoring_id: str) -> None:
    """Make due what an approved version moved."""
    with acting(system_actor("rescoring")) as system:
        restating.fall_due(rescoring_id, by=system, at=clock.now())
