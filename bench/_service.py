"""A service for measuring: the demonstration, in a temporary directory, ended and removed afterwards."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
BECCARIA = (sys.executable, "-m", "beccaria")
_PATIENCE = 900.0


@dataclass(slots=True)
class Service:
    """A demonstration that runs."""

    address: str
    home: Path
    process: "subprocess.Popen[bytes]"
    seconds: float

    def command(self, *words: str) -> str:
        """Run one of our commands on its data and return what it prints."""
        done = subprocess.run(
            [*BECCARIA, *words, "--data-dir", str(self.home)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def ledger(self) -> dict[str, object]:
        """What `ledger verify` says."""
        found: dict[str, object] = json.loads(self.command("ledger", "verify", "--json"))
        return found

    def processes(self) -> list[psutil.Process]:
        """Every process of the service: supervisor, web, worker, database and their children."""
        found = [psutil.Process(self.process.pid), psutil.Process(self.database())]
        return [one for each in found for one in (each, *each.children(recursive=True))]

    def database(self) -> int:
        """The process number of the database."""
        return int((self.home / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])

    def part(self, name: str) -> int:
        """The process number of "serve" or "worker"."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            if name in child.cmdline():
                return child.pid
        raise RuntimeError(f"The {name} does not run.")

    def processor(self) -> float:
        """Seconds of processor time that all parts have used so far, those included that have ended since."""
        return sum(sum(one.cpu_times()[:4]) for one in set(self.processes()))

    def memory(self) -> float:
        """Memory of all parts in MB, shared pages counted once (PSS)."""
        return sum(one.memory_full_info().pss for one in set(self.processes())) / 1e6

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def directory() -> Iterator[Path]:
    """A temporary directory that the system user of PostgreSQL can enter."""
    path = Path(tempfile.mkdtemp(prefix="beccaria-bench-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def start(home: Path, command: Sequence[str] = (*BECCARIA, "demo"), *, cwd: Path = ROOT) -> Service:
    """Start a demonstration in `home` and wait until it answers."""
    port = free_port()
    options = ["--port", str(port), "--data-dir", str(home)]
    words = [*command, f"ARGS={' '.join(options)}"] if command[0] == "make" else [*command, *options]
    # Nothing of this session's own settings must reach the service.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("BECCARIA", "DATABASE"))
    }
    began = time.monotonic()
    log = (home.parent / f"{home.name}.log").open("ab")
    process = subprocess.Popen(words, cwd=cwd, env=environment, stdout=log, stderr=log)
    log.close()
    address = f"http://127.0.0.1:{port}"
    while not answers(f"{address}/accounts/login/"):
        if process.poll() is not None or time.monotonic() - began > _PATIENCE:
            process.kill()
            said = (home.parent / f"{home.name}.log").read_text()
            raise RuntimeError(f"The service does not start:\n{said[-2000:]}")
        time.sleep(0.1)
    return Service(address, home, process, time.monotonic() - began)


def answers(address: str) -> bool:
    """Whether a page comes."""
    try:
        with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310  our own loopback address
            return bool(page.status < 400)
    except (urllib.error.HTTPError, OSError):
        return False


@contextmanager
def running() -> Iterator[Service]:
    """A demonstration, loaded and answering."""
    with directory() as path:
        service = start(path / "data")
        try:
            yield service
        finally:
            service.stop()
