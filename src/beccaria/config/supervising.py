"""Run several processes as one: start them, start again what dies, end all of them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from beccaria.config.running import ENDS_WITH_PARENT
from beccaria.lib.failure import Failed

_LOOK_EVERY = 0.25
_LONGEST_PAUSE = 10.0
_SETTLED_AFTER = 30.0
# Somebody who dies this often without a settled minute will not be helped by another start.
_MOST_DEATHS = 8
_FAREWELL = 15.0


@dataclass(slots=True)
class Part:
    """One process that must run: its name for the person at the terminal, and its command."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    due: float = field(default=0.0)


class Stopped(Exception):  # noqa: N818  a wish, not an error
    """Somebody asked us to stop."""


class Supervisor:
    """Starts parts, keeps them alive, and ends them; `say` tells the person at the terminal."""

    def __init__(
        self,
        parts: Sequence[Part],
        say: Callable[[str], None],
        environment: Mapping[str, str],
        *,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """Name the parts; nothing is started yet. `before` is called at every look, before the parts are."""
        self.parts = parts
        self._before = before
        self._say = say
        self._environment = {**environment, ENDS_WITH_PARENT: str(os.getpid())}

    def run(self, *, ready: Callable[[], bool], greeting: Callable[[], None]) -> None:
        """Run until SIGINT or SIGTERM; call `greeting` when `ready` says so for the first time."""
        greeted = False
        try:
            while True:
                self._before()
                for part in self.parts:
                    self._tend(part)
                if not greeted and ready():
                    greeting()
                    greeted = True
                time.sleep(_LOOK_EVERY)
        except Stopped:
            self._say("Stopping ...")
        finally:
            self._end()

    def _tend(self, part: Part) -> None:
        now = time.monotonic()
        if part.process is None:
            if now >= part.due:
                self._start(part)
            return
        code = part.process.poll()
        if code is None:
            return
        part.process = None
        part.deaths = part.deaths + 1 if now - part.started < _SETTLED_AFTER else 1
        if part.deaths >= _MOST_DEATHS:
            raise Failed(
                f"The {part.name} ended {part.deaths} times in a row (code {code}): see the lines above."
            )
        part.due = now + min(0.5 * 2 ** (part.deaths - 1), _LONGEST_PAUSE)
        self._say(f"The {part.name} ended (code {code}); starting it again.")

    def _start(self, part: Part) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we end the parts in order.
        part.process = subprocess.Popen(  # noqa: S603  our own commands
            part.command, stdin=subprocess.DEVNULL, env=self._environment, start_new_session=True
        )
        part.started = time.monotonic()

    def _end(self) -> None:
        running = [
            part.process for part in self.parts if part.process is not None and part.process.poll() is None
        ]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _FAREWELL
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def stop_on_signals() -> None:
    """Turn SIGTERM and SIGINT into `Stopped`, once: a second one must not interrupt the stopping."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of handlers
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise Stopped

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def own_command(*arguments: str) -> list[str]:
    """Return the command line that runs our own command with `arguments`."""
    return [sys.executable, "-m", "beccaria", *arguments]
