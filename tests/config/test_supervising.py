"""Parts that are kept alive, and ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from beccaria.config.supervising import Part, Stopped, Supervisor
from beccaria.lib.failure import Failed

from .conftest import ROOT, environment

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIE = [sys.executable, "-c", "raise SystemExit(3)"]


def wait_for(what: str, sure: object) -> None:
    deadline = time.monotonic() + 20
    while not sure():  # type: ignore[operator]  # a lambda
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def test_a_part_that_dies_is_started_again_and_all_end_together() -> None:
    said: list[str] = []
    part, stop = Part("web", SLEEP), threading.Event()

    def look() -> None:
        if stop.is_set():
            raise Stopped

    supervisor = Supervisor([part], said.append, dict(os.environ), before=look)
    runner = threading.Thread(
        target=lambda: supervisor.run(ready=lambda: True, greeting=lambda: said.append("ready"))
    )
    runner.start()
    try:
        wait_for("the part starts", lambda: part.process)
        first = part.process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        wait_for("the part starts again", lambda: part.process not in (None, first))
        second = part.process
        assert second is not None
    finally:
        stop.set()
        runner.join()
    assert second.poll() == -signal.SIGTERM
    assert said == ["ready", "The web ended (code -9); starting it again.", "Stopping ..."]


def test_a_part_that_cannot_live_ends_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beccaria.config.supervising._LONGEST_PAUSE", 0.01)
    monkeypatch.setattr("beccaria.config.supervising._LOOK_EVERY", 0.01)
    steady = Part("worker", SLEEP)
    supervisor = Supervisor([steady, Part("web", DIE)], lambda _: None, dict(os.environ))
    with pytest.raises(Failed, match=r"The web ended 8 times in a row \(code 3\)"):
        supervisor.run(ready=lambda: False, greeting=lambda: None)
    assert steady.process is not None
    assert steady.process.poll() is not None


def test_parts_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    child = (
        "import time; from beccaria.config import running; running.end_with_parent();"
        f" open({str(tmp_path / 'pid')!r}, 'w').write(str(__import__('os').getpid())); time.sleep(60)"
    )
    program = (
        "import sys, os; from beccaria.config.supervising import Part, Supervisor;"
        f" Supervisor([Part('web', [sys.executable, '-c', {child!r}])], print, dict(os.environ))"
        ".run(ready=lambda: False, greeting=print)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], env=environment(), cwd=ROOT)
    written = tmp_path / "pid"
    wait_for("the child starts", lambda: written.exists() and written.read_text())
    pid = int(written.read_text())
    parent.kill()
    parent.wait()
    wait_for("the child ends", lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie")
