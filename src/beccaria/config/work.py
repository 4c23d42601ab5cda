"""The worker: seals the ledger within a second, and does the jobs that wait in the queue."""

import logging
import os
import signal
import threading
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from procrastinate.contrib.django.procrastinate_app import current_app as queue

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.ledger.api import seal_waiting

_log = logging.getLogger(__name__)
# The threat model promises a second; half of it leaves room for a slow disk.
_SEAL_EVERY = timedelta(seconds=0.5)
_AFTER_FAILURE = timedelta(seconds=2)
# A worker says every ten seconds that it is alive.
_DEAD_AFTER = timedelta(seconds=30)


def seal_until(stopped: threading.Event) -> None:
    """Seal what waits, again and again. A database that is away is waited for; anything else is a bug and ends this."""
    sealer = system_actor("sealer")
    while not stopped.is_set():
        try:
            with acting(sealer):
                sealed = seal_waiting()
        except (OperationalError, InterfaceError) as gone:
            _log.warning("The sealer lost the database and waits: %s", type(gone).__name__)
            close_old_connections()
            connection.close()
            stopped.wait(_AFTER_FAILURE.total_seconds())
            continue
        if not sealed:
            stopped.wait(_SEAL_EVERY.total_seconds())


def _seal_or_end(stopped: threading.Event) -> None:
    """A worker that no longer seals must not look alive: it ends, and whoever watches over it starts another."""
    try:
        seal_until(stopped)
    except BaseException:
        _log.exception("The sealer broke; the worker ends.")
        os.kill(os.getpid(), signal.SIGTERM)
        raise


@queue.periodic(cron="* * * * * */20")
@queue.task(name="work.try_again", queueing_lock="work.try_again")
async def try_again(timestamp: int) -> None:
    """Give back to the queue what a worker had begun when it was killed. Every job may run twice: each is one
    transaction that finds out what is still to do.
    """
    del timestamp
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER.total_seconds()):
        _log.warning("A worker ended in the middle of %s: it is done again.", job.task_name)
        await queue.job_manager.retry_job(job)


def run() -> None:
    """Work until the process is told to stop."""
    stopped = threading.Event()
    sealer = threading.Thread(target=_seal_or_end, args=(stopped,), name="sealer")
    sealer.start()
    try:
        with queue.open():
            queue.run_worker(concurrency=2, install_signal_handlers=True)
    finally:
        stopped.set()
        sealer.join()
