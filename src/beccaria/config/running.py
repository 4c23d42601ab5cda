"""Have a database, secrets and Django ready while one command works; the last to leave stops the server."""

import contextlib
import fcntl
import os
import secrets
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from beccaria.config import databases
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed

# Written by `beccaria demo`: what lies beside it is fictional, and its users have a password only.
DEMONSTRATION_MARK = "demonstration.state"
# Written by `beccaria database start`: the server stays when the last command leaves.
KEEP_MARK = "keep-running"
# Set by a supervisor for the processes it starts: its own number.
ENDS_WITH_PARENT = "BECCARIA_ENDS_WITH_PARENT"


@contextlib.contextmanager
def database(*, create: bool = False) -> Iterator[None]:
    """Keep the database of this machine running; an embedded one is stopped when nobody uses it any more.

    `create` makes an embedded database that does not exist yet; without it that is refused.
    """
    if not databases.is_embedded():
        yield
        return
    server = databases.cluster()
    if not create and not server.is_made:
        raise Failed(
            f"There is no database in {server.directory} yet: run `make demo`, or `beccaria migrate`."
        )
    server.directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(server.directory / "users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    ours = os.getpid()
    try:
        server.start()
        yield
    finally:
        # A forked process comes by here too when it ends: the lock and the server are its parent's.
        if os.getpid() == ours:
            _leave(server, handle)
            os.close(handle)


def _leave(server: Cluster, handle: int) -> None:
    if (server.directory / KEEP_MARK).exists():
        return
    with contextlib.suppress(BlockingIOError):
        # Refused while another command uses the server: then that one will stop it.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.stop()


def end_with_parent() -> None:
    """End this process when the one that started it has gone, even by `kill -9`: nothing of ours is left behind."""
    parent = os.getppid()
    if os.environ.get(ENDS_WITH_PARENT) != str(parent):
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


@contextlib.contextmanager
def django_as(role: str, *, create: bool = False) -> Iterator[None]:
    """Have Django set up in `role`, with its database running."""
    with database(create=create):
        set_environment(role)
        import django  # noqa: PLC0415  half a second that `--help` need not wait for

        django.setup()
        try:
            yield
        finally:
            from django.db import connections  # noqa: PLC0415  the same

            connections.close_all()


def set_environment(role: str) -> None:
    """Say in the environment what the settings read: role, secret key, whether this is the demonstration."""
    os.environ["BECCARIA_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beccaria.config.settings")
    home = databases.data_dir()
    if databases.is_embedded() and (home / DEMONSTRATION_MARK).exists():
        os.environ.setdefault("BECCARIA_DEMONSTRATION", "yes")
    if not os.environ.get("SECRET_KEY") and not os.environ.get("SECRET_KEY_FILE") and databases.is_embedded():
        os.environ["SECRET_KEY"] = _kept_key(home / "secret-key")


def _kept_key(path: Path) -> str:
    """Return the key kept in `path`, made at the first use; the same for everybody who asks at once."""
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
        Path(name).unlink()
    return path.read_text()
