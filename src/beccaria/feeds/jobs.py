"""What the worker does on feeds: take uploads in, drop what was kept long enough, tidy after killed imports."""

from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.feeds.actions import tidying, uploading
from beccaria.lib import clock

_TRIES: Final = 5
_AGAIN: Final = RetryStrategy(max_attempts=_TRIES, exponential_wait=2)


@queue.task(name=uploading.TAKE_IN, retry=_AGAIN, pass_context=True)
def take_in(context: JobContext, import_id: str, *, dry_run: bool) -> None:
    """Take an upload in for whoever sent it. What is refused is kept with its sentence, and so is that it broke."""
    try:
        uploading.take_in(import_id, dry_run=dry_run)
    except Exception:
        if context.job.attempts >= _TRIES:
            uploading.give_up(import_id)
        raise


@queue.periodic(cron="20 2 * * *")
@queue.task(name="feeds.retain", queueing_lock="feeds.retain", lock="feeds.tidy", retry=_AGAIN)
def retain(timestamp: int) -> None:
    """Each night: what is past its term goes, small files become one."""
    del timestamp
    with acting(system_actor("tidier")) as system:
        tidying.retain(by=system, at=clock.now())
    with acting(system_actor("tidier")) as system:
        tidying.compact(by=system, at=clock.now())


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="feeds.sweep", queueing_lock="feeds.sweep", lock="feeds.tidy", retry=_AGAIN)
def sweep(timestamp: int) -> None:
    """Every ten minutes: what a killed import left is removed."""
    del timestamp
    with acting(system_actor("tidier")) as system:
        tidying.sweep(by=system, at=clock.now())
