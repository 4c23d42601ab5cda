"""The jobs of people: compare a record that was written down, keep the keys complete."""

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.people.actions.arriving import compare_new
from beccaria.people.actions.keying import fill_missing
from beccaria.people.deferring import COMPARE

# The database may be away, or another job may hold what this one needs: then again, later and later.
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2)


@queue.task(name=COMPARE, retry=_AGAIN)
def compare(person_id: str) -> None:
    """Compare one record with all others, judge and tell. Twice is as good as once."""
    with acting(system_actor("matcher")) as matcher:
        compare_new(person_id, by=matcher, at=clock.now())


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="people.fill_keys", queueing_lock="people.fill_keys")
def fill_keys(timestamp: int) -> None:
    """Write the keys of records that have none, as after an upgrade; in helpings, until all have theirs."""
    del timestamp
    with acting(system_actor("matcher")):
        fill_missing()
