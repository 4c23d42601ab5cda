"""A service without a demonstration in it, for measuring with people of one's own: migrated, served, ended."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from _service import BECCARIA, ROOT, Service, answers, directory, free_port

_PATIENCE = 300.0


@contextmanager
def empty() -> Iterator[Service]:
    """An empty service that answers. There is no worker: nothing waits for one."""
    with directory() as path:
        home = path / "data"
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("BECCARIA", "DATABASE"))
        } | {"BECCARIA_DEMONSTRATION": "yes"}
        for words in (("migrate",), ("database", "start")):
            command = [*BECCARIA, *words, "--data-dir", str(home)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        port = free_port()
        began = time.monotonic()
        process = subprocess.Popen(
            [*BECCARIA, "serve", "--port", str(port), "--data-dir", str(home)], env=environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            while not answers(f"{address}/accounts/login/"):
                if process.poll() is not None or time.monotonic() - began > _PATIENCE:
                    raise RuntimeError("The service does not start.")
                time.sleep(0.1)
            yield Service(address, home, process, time.monotonic() - began)
        finally:
            process.terminate()
            process.wait(60)
            command = [*BECCARIA, "database", "stop", "--data-dir", str(home)]
            subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True)


def settle(everything: psycopg.Connection[Any]) -> None:
    """Sweep what was loaded and write it to the disk now: otherwise the server does so while somebody asks."""
    everything.execute(b"VACUUM ANALYZE")
    everything.execute(b"CHECKPOINT")
