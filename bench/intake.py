"""Taking observations in: how many a second, how fast, and what a kill at any moment loses."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from _load import Load, observation
from _service import Service, answers, free_port, running

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

CLIENTS = 50
_WARM, _MEASURED = 5.0, 20.0
_TOKENS = 5
_PATH = "/api/v1/observations"
_KINDS = ("web", "worker", "database")


def run(report: Report) -> None:
    """Load, measure; load again and kill each part in turn; compare what was acknowledged with what is there."""
    with running() as service:
        tokens = [service.command("token", "officer") for _ in range(_TOKENS)]
        headers = [{"Authorization": f"Bearer {token}"} for token in tokens]
        before = _counts(service)
        load = Load(service.address, _PATH, headers, observation)
        _rates(report, service, load)
        killed = Load(service.address, _PATH, headers, observation)
        pauses = asyncio.run(_kill_each(killed, service, report))
        for kind, pause in pauses.items():
            what = f"kill -9 of the {kind}: accepted again after"
            report.row(what, size=f"{CLIENTS} clients", ours=pause, unit="s")
        _compare(report, service, [*load.acknowledged, *killed.acknowledged], before)
    report.note(
        "The peer is the same web server and database with one INSERT a request: no rights, no pseudonym, no ledger,"
        " no replay protection. The clients run on the same cores. A client whose connection breaks sends the same"
        " observation again under the same Idempotency-Key."
    )


def _rates(report: Report, service: Service, load: Load) -> None:
    report.say(f"{CLIENTS} clients for {_MEASURED:.0f} s ...")
    began, machine, parts, own = time.monotonic(), _busy(), service.processor(), time.process_time()
    since, until = asyncio.run(_measure(load))
    parts = service.processor() - parts
    strangers = _busy() - machine - parts - (time.process_time() - own)
    share = strangers / (time.monotonic() - began) / (psutil.cpu_count() or 1)
    rate, late, half = _baseline(service, report)
    size = f"{CLIENTS} clients, {_MEASURED:.0f} s"
    report.row(
        "observations accepted",
        size=size,
        ours=load.rate(since, until),
        peer=rate,
        unit="per second",
        least=150,
    )
    p95, p50 = (load.percentile(part, since, until) for part in (0.95, 0.5))
    report.row("95 % answered within", size=size, ours=p95, peer=late, unit="ms", most=500)
    report.row("half answered within", size=size, ours=p50, peer=half, unit="ms")
    refused = sum(load.refused.values()) + load.broken
    report.row("refused or failed", size=size, ours=refused, unit="answers", most=0)
    each = parts * 1000 / max(1, len(load.acknowledged))
    report.row("processor time an observation", size="web, worker, database", ours=each, unit="ms")
    report.note(f"Other work took {share:.0%} of the machine's processors while ours was measured.")


def _busy() -> float:
    times = psutil.cpu_times()
    return float(sum(times[:8]) - times.idle - times.iowait)


async def _measure(load: Load) -> tuple[float, float]:
    clients = [asyncio.create_task(load.client(number)) for number in range(CLIENTS)]
    await asyncio.sleep(_WARM)
    since = time.monotonic()
    await asyncio.sleep(_MEASURED)
    until = time.monotonic()
    load.ending = True
    await asyncio.gather(*clients)
    return since, until


async def _kill_each(load: Load, service: Service, report: Report) -> dict[str, float]:
    clients = [asyncio.create_task(load.client(number)) for number in range(CLIENTS)]
    pauses = {}
    for kind in _KINDS:
        await asyncio.sleep(4)
        report.say(f"kill -9 of the {kind} ...")
        _kill(kind, service)
        killed = time.monotonic()
        # What is under way may still be answered; after a second only a living service answers.
        await asyncio.sleep(1)
        before = len(load.acknowledged)
        while len(load.acknowledged) == before:  # noqa: ASYNC110  any of fifty clients ends the waiting
            await asyncio.sleep(0.05)
        pauses[kind] = time.monotonic() - killed
    await asyncio.sleep(4)
    load.ending = True
    await asyncio.gather(*clients)
    return pauses


def _kill(kind: str, service: Service) -> None:
    if kind == "database":
        os.kill(service.database(), signal.SIGKILL)
        return
    part = psutil.Process(service.part("serve" if kind == "web" else kind))
    # All of it: the web's processes would otherwise finish what they have in hand.
    for one in (part, *part.children(recursive=True)):
        one.kill()


def _counts(service: Service) -> tuple[int, int]:
    """How many observations there are, and how many entries in the ledger say that one was submitted."""
    with psycopg.connect(Cluster(service.home).admin_url, dbname="beccaria") as connection:
        rows = connection.execute("SELECT count(*) FROM reports_observation").fetchone()
        entries = connection.execute(
            "SELECT count(*) FROM ledger_entry WHERE act = 'observation.submit'"
        ).fetchone()
    return (rows[0] if rows else 0), (entries[0] if entries else 0)


def _compare(report: Report, service: Service, acknowledged: list[str], before: tuple[int, int]) -> None:
    """Every acknowledged observation once, none twice, each with its entry in a whole ledger."""
    with psycopg.connect(Cluster(service.home).admin_url, dbname="beccaria") as connection:
        rows = connection.execute(
            "SELECT text FROM reports_observation WHERE text LIKE '%Notebook entry %'"
        ).fetchall()
    there = [text.rsplit("Notebook entry ", 1)[1].rstrip(".") for (text,) in rows]
    size, unit = f"{len(acknowledged)} acknowledged", "observations"
    lost = len(set(acknowledged) - set(there))
    report.row("acknowledged and missing", size=size, ours=lost, unit=unit, most=0)
    report.row("stored twice", size=size, ours=len(there) - len(set(there)), unit=unit, most=0)
    more, entries = (now - then for now, then in zip(_counts(service), before, strict=True))
    report.row(
        "observations without entry in the ledger", size=size, ours=abs(more - entries), unit=unit, most=0
    )
    ledger = service.ledger()
    whole = 1 if ledger["whole"] else 0
    report.row("ledger whole", size=f"{ledger['entries']} entries", ours=whole, unit="1 is yes", least=1)
    report.row(
        "entries not yet sealed", size="at once afterwards", ours=int(str(ledger["unsealed"])), unit="entries"
    )


def _baseline(service: Service, report: Report) -> tuple[float, float, float]:
    report.say("The baseline ...")
    cluster = Cluster(service.home)
    cluster.drop_database("bare")
    cluster.create_database("bare")
    with psycopg.connect(cluster.url("owner", "bare"), autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE bare (id bigserial PRIMARY KEY, text text, at timestamptz DEFAULT now())"
        )
    with _bare_server(cluster.url("owner", "bare")) as address:
        load = Load(address, "/", [{}], observation)
        since, until = asyncio.run(_measure(load))
    return load.rate(since, until), load.percentile(0.95, since, until), load.percentile(0.5, since, until)


@contextmanager
def _bare_server(url: str) -> Iterator[str]:
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "8"]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            *options,
            "--no-control-socket",
            "--log-level",
            "error",
            "_bare:application",
        ],
        cwd=Path(__file__).parent,
        env={**os.environ, "BARE_URL": url},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while not answers(address) and process.poll() is None:
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)
