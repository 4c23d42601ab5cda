"""What the worker does for placement: answer large questions, let custody follow a move, widen covers to classes."""

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.placement import actions
from beccaria.placement.actions import arriving
from beccaria.placement.actions import covering as covers
from beccaria.placement.actions.covering import WIDEN
from beccaria.placement.actions.ordering import FOLLOW
from beccaria.placement.actions.proposing import SOLVE
from beccaria.placement.queries import covering

# The database may be away: then again, later and later.
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2)


@queue.task(name=SOLVE, retry=_AGAIN, lock="placement.solve")
def solve(proposal_id: str) -> None:
    """Answer one question; one at a time, for the solver takes a whole processor."""
    with acting(system_actor("placement")) as system:
        actions.solve(proposal_id, by=system, at=clock.now())


@queue.task(name=FOLLOW, retry=_AGAIN)
def follow(order_id: str) -> None:
    """Write where somebody is held since he was moved."""
    with acting(system_actor("placement")) as system:
        actions.follow(order_id, by=system, at=clock.now())


@queue.task(name=WIDEN, retry=_AGAIN, lock="placement.widen")
def widen() -> None:
    """Make rules for all who look alike. The division is read as somebody without any compartment sees the register."""
    with acting(system_actor("placement")) as system:
        if not covers.waiting(by=system):
            return
    with acting(covering.OPEN_READER) as reader:
        alike = covering.alike(by=reader, at=clock.now())
    with acting(system_actor("placement")) as system:
        actions.widen(alike, by=system, at=clock.now())


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="placement.escalate", queueing_lock="placement.escalate", lock="placement.escalate")
def escalate(timestamp: int) -> None:
    """Every five minutes: handovers nobody acknowledged, arrivals nobody cleared. A lost turn is made up later."""
    del timestamp
    with acting(system_actor("escorts")) as system:
        arriving.tell_of_unanswered(by=system, at=clock.now())
    with acting(system_actor("escorts")) as system:
        arriving.tell_of_uncleared(by=system, at=clock.now())
