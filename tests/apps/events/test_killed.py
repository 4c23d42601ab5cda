"""A worker that is killed in the middle of taking somebody in loses nothing and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests import database
from tests.apps.events.test_arrivals import ZOE, judged, told, visit
from tests.apps.people.town import town

if TYPE_CHECKING:
    from tests.apps.people.town import Town

__all__ = ["town"]
ROOT = Path(__file__).resolve().parents[3]
# Stops in the middle: the record is made and compared, nothing is committed.
SLOW = """
import django, os, time
django.setup()
from beccaria.people.actions import arriving
whole = arriving.tell_owners
def slowly(appeared, **options):
    found = whole(appeared, **options)
    if found and any(one.moment.prompt == "visit" for one in appeared):
        print("in the middle", flush=True)
        time.sleep(60)
    return found
arriving.tell_owners = slowly
"""
WORK = """
from procrastinate.contrib.django import app as queue
with queue.replace_connector(queue.connector.get_worker_connector()):
    from beccaria.config import work
    with queue.open():
        queue.run_worker(wait=False, concurrency=1, install_signal_handlers=False)
"""
READY = "import django\ndjango.setup()\n"


def _worker(town: Town, program: str) -> subprocess.Popen[str]:
    environment = database.environment(town.cluster, "worker", town.name) | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"
    }
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE
    )


def test_a_killed_worker_loses_nothing(town: Town) -> None:
    visit(town, "SOUTH", **ZOE)
    slow = _worker(town, SLOW + WORK)
    assert slow.stdout is not None
    assert slow.stdout.readline() == "in the middle\n"
    os.kill(slow.pid, signal.SIGKILL)
    slow.wait(10)
    slow.stdout.close()
    assert not _same(town), "what was not committed is not there"
    assert not _visits_told(town)
    _wait_until_it_counts_as_dead(town)
    for _turn in range(3):
        again = _worker(town, READY + GIVE_BACK + WORK)
        again.communicate(timeout=60)
        if _same(town):
            break
    assert _same(town) == 1
    assert _visits_told(town) == 1


def _visits_told(town: Town) -> int:
    return [row[2] for row in told(town)].count("visit")


def _same(town: Town) -> int:
    """How many pairs are held to be one person; the planted twins and namesakes are judged otherwise meanwhile."""
    return [row[0] for row in judged(town)].count("same")


# What the worker does every twenty seconds, here without waiting.
GIVE_BACK = """
import asyncio
from beccaria.config import work
from procrastinate.contrib.django import app as queue
with queue.replace_connector(queue.connector.get_worker_connector()):
    async def give_back():
        async with queue.open_async():
            await work.try_again.func(0)
    asyncio.run(give_back())
"""


def _wait_until_it_counts_as_dead(town: Town) -> None:
    import psycopg

    url = town.cluster.admin_url.replace("/postgres?", f"/{town.name}?")
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
        )
    time.sleep(0.1)
