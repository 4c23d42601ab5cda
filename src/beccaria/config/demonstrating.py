"""Bring the demonstration up, step by step, in a directory that holds nothing but a demonstration."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from beccaria.config import databases, running
from beccaria.config.running import DEMONSTRATION_MARK, KEEP_MARK
from beccaria.config.supervising import Part, Stopped, Supervisor, own_command, stop_on_signals
from beccaria.lib.cluster_roles import ROLES
from beccaria.lib.cluster_system import make_home, runner
from beccaria.lib.failure import Failed

# All that a data directory of ours can hold; nothing else in it is ever removed.
_OURS = (
    "cluster",
    "roles.json",
    "secret-key",
    "static",
    "attachments",
    "feeds",
    "ledger.key.pem",
    "socket",
    "demonstration",
    DEMONSTRATION_MARK,
)
_LOADING, _LOADED = "loading", "loaded"
_THREADS, _WORKERS = "8", "2"


def run(port: int, *, fresh: bool) -> None:
    """Prepare what is missing, then serve until told to stop."""
    from beccaria.config.serving import refuse_taken  # noqa: PLC0415  the web server's code

    began = time.monotonic()
    refuse_taken("127.0.0.1", port)
    with contextlib.suppress(Stopped), _alone() as home:
        stop_on_signals()
        _clear(home, fresh=fresh)
        with running.database(create=True):
            _prepare(home)
            _serve(port, began)
    _say("Stopped.")


def prepare_only(*, fresh: bool) -> None:
    """Prepare what is missing and leave the database running for other commands."""
    with _alone() as home:
        _clear(home, fresh=fresh)
        with running.database(create=True):
            _prepare(home)
            (home / KEEP_MARK).touch()
    _say("Ready. The database runs; `beccaria database stop` ends it.")


@contextlib.contextmanager
def _alone() -> Iterator[Path]:
    """Use the embedded database only, and let no other demonstration into its directory."""
    for name in ("DATABASE_URL", *(f"DATABASE_URL_{role.upper()}" for role in ROLES)):
        os.environ.pop(name, None)
    home = databases.data_dir()
    make_home(home, runner())
    handle = os.open(home / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as why:
        other = os.read(handle, 20).decode().strip() or "unknown"
        raise Failed(
            f"A demonstration runs from {home} already (process {other}): end it, or name another --data-dir."
        ) from why
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield home
    finally:
        os.close(handle)


def _clear(home: Path, *, fresh: bool) -> None:
    """Begin anew when asked, or when the last loading was interrupted; never touch a service that is real."""
    server, mark = databases.cluster(), home / DEMONSTRATION_MARK
    if not mark.exists():
        if server.is_made:
            raise Failed(f"{home} holds a service that is no demonstration: name another with --data-dir.")
        return
    if fresh or mark.read_text() != _LOADED:
        server.stop()
        for name in _OURS:
            path = home / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def _prepare(home: Path) -> None:
    mark = home / DEMONSTRATION_MARK
    if not mark.exists():
        mark.write_text(_LOADING)
    if mark.read_text() == _LOADED:
        _step("Preparing the database", "beccaria", "migrate")
        return
    with _beside(
        "Simulating a service of twelve prisons (fictional)", "beccaria.config.demonstration_simulating"
    ):
        _step("Preparing the database", "beccaria", "migrate")
    _step("Loading the demonstration service", "beccaria.config.demonstration_loading")
    mark.write_text(_LOADED)


def _step(what: str, module: str, *arguments: str) -> None:
    """Do one step in a process of its own: it has its own database role, and its memory is given back."""
    _say(f"{what} ...")
    # A commit need not wait for the disk: what a power cut interrupts here begins anew.
    hasty = _environment() | {"PGOPTIONS": "-c synchronous_commit=off"}
    done = subprocess.run(_command(module, *arguments), env=hasty, stdin=subprocess.DEVNULL, check=False)  # noqa: S603  ours
    if done.returncode:
        raise Failed(f"{what} failed: see the lines above.")


@contextlib.contextmanager
def _beside(what: str, module: str) -> Iterator[None]:
    """Do one thing in a process of its own while another is done; it has ended when both have."""
    _say(f"{what} ...")
    with subprocess.Popen(_command(module), env=_environment(), stdin=subprocess.DEVNULL) as process:  # noqa: S603  ours
        try:
            yield
            code = process.wait()
        finally:
            process.kill()
    if code:
        raise Failed(f"{what} failed: see the lines above.")


def _command(module: str, *arguments: str) -> list[str]:
    return [*own_command()[:2], module, *arguments]


def _serve(port: int, began: float) -> None:
    server = databases.cluster()
    address = f"http://127.0.0.1:{port}"
    web = own_command("serve", "--port", str(port), "--workers", _WORKERS, "--threads", _THREADS)
    parts = [Part("web", web), Part("worker", own_command("worker"))]

    def greet() -> None:
        _say(
            f"Ready after {time.monotonic() - began:.0f} s: open {address} and sign in as one of the users shown there."
        )
        _say("Everything in it is fictional. Ctrl-C ends it; the data stay for the next time.")

    def revive() -> None:
        if server.pid() is None:
            _say("The database ended; starting it again.")
            server.start()

    Supervisor(parts, _say, _environment(), before=revive).run(
        ready=lambda: _answers(address), greeting=greet
    )


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/", timeout=2).close()  # noqa: S310  our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _environment() -> dict[str, str]:
    return {**os.environ, "BECCARIA_DEMONSTRATION": "yes", "PYTHONUNBUFFERED": "1"}


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
