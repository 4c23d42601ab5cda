"""`beccaria demo` from the outside: up, alone, kept alive, ended, and up again with its data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from beccaria.config import databases, demonstrating, running
from beccaria.config.running import DEMONSTRATION_MARK
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed

from .conftest import Command, environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


class Demo:
    """A demonstration in a process of its own."""

    def __init__(self, home: Path) -> None:
        self.port, self.log = free_port(), home.with_suffix(".log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "beccaria", "demo", "--port", str(self.port)],
                env=environment(),
                stdout=log,
                stderr=log,
            )

    def wait(self, seconds: float = 900) -> None:
        deadline = time.monotonic() + seconds
        while not answers(self.port):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def parts(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


@pytest.fixture
def demo(home: Path) -> Iterator[Demo]:
    made = Demo(home)
    yield made
    made.stop()
    made.log.unlink()


@pytest.mark.slow
def test_up_alone_kept_alive_ended_and_up_again(demo: Demo, home: Path, beccaria: Command) -> None:
    demo.wait()
    assert beccaria("demo", "--port", str(demo.port)).stderr.startswith(
        f"Port {demo.port} on 127.0.0.1 cannot be used"
    )
    other = beccaria("demo", "--port", str(free_port()))
    assert other.returncode == 1
    assert other.stderr.startswith(f"A demonstration runs from {home} already (process {demo.process.pid})")
    assert beccaria("token", "officer").stdout.startswith("bcc_")
    assert beccaria("database", "url").stdout.startswith("postgresql://beccaria_web:")

    server = Cluster(home)
    first = server.pid()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while server.pid() in (first, None) or not answers(demo.port):
        assert time.monotonic() < deadline, demo.log.read_text()
        time.sleep(0.1)

    parts = demo.parts()
    demo.stop()
    assert demo.process.returncode == 0
    # Where nobody collects orphans (a container's first process may not), what has ended stays listed as a zombie.
    assert not [one for one in parts if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert not server.is_running()

    again = Demo(home)
    try:
        again.wait(15)
    finally:
        again.stop()
    assert "Loading the demonstration" not in again.log.read_text().rsplit("Preparing", 1)[1]


def test_a_service_that_is_real_is_not_touched(home: Path, beccaria: Command) -> None:
    with running.database(create=True):
        pass
    said = beccaria("demo", "--fresh", "--port", str(free_port()))
    assert (said.returncode, "no demonstration" in said.stderr) == (1, True)
    assert databases.cluster().is_made
    assert not (home / DEMONSTRATION_MARK).exists()


def test_an_interrupted_loading_begins_anew_and_leaves_strangers_alone(home: Path) -> None:
    (home / "cluster").mkdir()
    (home / "letter.txt").write_text("mine")
    (home / DEMONSTRATION_MARK).write_text("loading")
    demonstrating._clear(home, fresh=False)
    assert not (home / "cluster").exists()
    assert (home / "letter.txt").read_text() == "mine"


def test_a_loaded_demonstration_stays_unless_fresh(home: Path) -> None:
    (home / "secret-key").write_text("x")
    (home / DEMONSTRATION_MARK).write_text("loaded")
    demonstrating._clear(home, fresh=False)
    assert (home / "secret-key").exists()
    demonstrating._clear(home, fresh=True)
    assert not (home / "secret-key").exists()


def test_a_directory_that_is_a_file_gets_a_plain_sentence(home: Path, beccaria: Command) -> None:
    (home / "file").write_text("x")
    said = beccaria("demo", "--port", str(free_port()), "--data-dir", str(home / "file"))
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "choose another with --data-dir" in said.stderr


def test_a_server_named_elsewhere_is_never_used_for_a_demonstration(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@db.example/real")
    monkeypatch.setenv("DATABASE_URL_WEB", "postgresql://postgres@db.example/real")
    with demonstrating._alone():
        assert databases.is_embedded()
        with pytest.raises(Failed, match=f"from {home} already"), demonstrating._alone():
            pass
