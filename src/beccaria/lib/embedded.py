"""The embedded PostgreSQL: one server per directory, made, started, found again and stopped."""

import contextlib
import fcntl
import os
import re
import secrets
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg
from psycopg import sql

from beccaria.lib import cluster_roles, cluster_system
from beccaria.lib.cluster_roles import ADMIN, DATABASE, login
from beccaria.lib.failure import Failed

_SERVER = "embedded"
_BUILTIN_LOCALES = 17
# A server killed a moment ago may have children that still hold its shared memory.
_PATIENCE = 30.0
# Megabytes of rows and indexes the server keeps at hand: a sixteenth of the machine, which serves others too.
_LEAST_BUFFERS, _MOST_BUFFERS = 128, 1024
_SETTINGS = """# Written at every start. Put your own settings into postgresql.conf, below the include.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0777
password_encryption = 'scram-sha-256'
max_connections = 60
shared_buffers = '{buffers}MB'
work_mem = '8MB'
maintenance_work_mem = '64MB'
max_wal_size = '2GB'
wal_compression = on
wal_level = minimal
max_wal_senders = 0
max_parallel_workers_per_gather = 1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
log_connections = off
fsync = {durable}
synchronous_commit = on
full_page_writes = {durable}
"""


class Cluster:
    """A PostgreSQL server over `directory`, with the programs in `programs` (those of the wheel by default).

    `fast` gives up survival of a power cut for speed: for tests only.
    """

    def __init__(self, directory: Path, programs: Path | None = None, *, fast: bool = False) -> None:
        """Name the server; nothing is made or started yet."""
        self.directory = directory.resolve()
        self.data = self.directory / "cluster"
        self.socket = cluster_system.socket_directory(self.directory)
        self.log = self.data / "server.log"
        self._secrets = self.directory / "roles.json"
        self._programs = programs
        self._fast = fast

    def start(self) -> bool:
        """Make what is missing and start the server unless it runs; return whether this call started it."""
        run_as = cluster_system.runner()
        cluster_system.make_home(self.directory, run_as)
        with self._alone():
            if self._pid() is not None:
                self._wait_until_it_answers()
                return False
            programs = cluster_system.reachable_programs(
                self._programs or cluster_system.bundled_programs(), run_as
            )
            if not (self.data / "PG_VERSION").exists():
                self._initialise(programs, run_as)
            cluster_system.make_socket_directory(self.socket, run_as)
            self._write_settings(run_as)
            self._launch(programs, run_as)
            self._furnish()
            return True

    def stop(self) -> None:
        """End the server cleanly, without waiting for those who are connected; nothing when none runs."""
        if not self.data.exists():
            return
        with self._alone():
            pid = self._pid()
            if pid is None:
                return
            # PostgreSQL's fast shutdown: open transactions are rolled back, everything else is written.
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + _PATIENCE * 2
            while self._pid() == pid:
                if time.monotonic() > deadline:
                    raise Failed(f"The database in {self.directory} does not stop: see {self.log}.")
                time.sleep(0.05)

    def is_running(self) -> bool:
        """Tell whether a server answers for this directory."""
        if self._pid() is None or not self._secrets.exists():
            return False
        try:
            psycopg.connect(self.admin_url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def pid(self) -> int | None:
        """Return the process number of the server, or None."""
        return self._pid()

    def _wait_until_it_answers(self) -> None:
        """A server that was killed reads its log again first, and answers only then."""
        deadline = time.monotonic() + _PATIENCE * 2
        while not self.is_running():
            if time.monotonic() > deadline:
                raise Failed(
                    f"The database in {self.directory} runs but does not answer: {self._last_words()}"
                )
            time.sleep(0.2)

    @property
    def admin_url(self) -> str:
        """The connection string of the superuser, for making databases and for tests."""
        return self._url(ADMIN, "postgres")

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the connection string of `role` ("web", "owner" …) for `database`."""
        return self._url(login(role), database)

    @property
    def is_made(self) -> bool:
        """Whether there is a cluster with its passwords; it need not run."""
        return self._secrets.exists() and (self.data / "PG_VERSION").exists()

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database with the same protections as the first one; as a copy of `template` if given."""
        cluster_roles.ensure_database(self.admin_url, name, template=template)

    def drop_database(self, name: str) -> None:
        """Remove a database and end whoever is connected to it."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _url(self, user: str, database: str) -> str:
        password = cluster_roles.read_secrets(self._secrets).get(_SERVER, {}).get(user)
        if password is None:
            raise Failed(
                f"There is no database in {self.directory} yet: run `beccaria migrate` or `make demo`."
            )
        where = urlencode({"host": str(self.socket)})
        return f"postgresql://{user}:{quote(password)}@/{quote(database)}?{where}"

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other starts and stops of this directory out; the lock ends with the process, even killed."""
        handle = os.open(self.directory / "cluster.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _pid(self) -> int | None:
        """The server named in the pid file, if that process is one: numbers are used again after a kill."""
        try:
            first = (self.data / "postmaster.pid").read_text().split("\n", 1)[0]
            process = psutil.Process(int(first))
            if process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline():
                return process.pid
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None
        return None

    def _initialise(self, programs: Path, run_as: cluster_system.Runner) -> None:
        """Make the cluster beside its place and move it there when it is whole."""
        fresh = Path(tempfile.mkdtemp(dir=self.directory))
        run_as.own(fresh)
        passwords = {ADMIN: secrets.token_urlsafe(24), **cluster_roles.new_passwords()}
        with tempfile.NamedTemporaryFile("w", dir=self.directory) as told:
            told.write(passwords[ADMIN])
            told.flush()
            run_as.own(Path(told.name))
            options = ["--pgdata", str(fresh), "--username", ADMIN, "--auth=scram-sha-256", "--encoding=UTF8"]
            options += [*_locale(programs, run_as), "--pwfile", told.name]
            options += ["--no-sync"] if self._fast else []
            done = run_as.run(programs / "initdb", *options)
        if done.returncode:
            raise Failed(
                f"PostgreSQL could not make a database in {self.directory}: {_last_line(done.stdout)}"
            )
        with (fresh / "postgresql.conf").open("a") as out:
            out.write("\ninclude 'beccaria.conf'\n")
        cluster_roles.write_secrets(self._secrets, {_SERVER: passwords})
        fresh.rename(self.data)

    def _write_settings(self, run_as: cluster_system.Runner) -> None:
        durable = "off" if self._fast else "on"
        buffers = _LEAST_BUFFERS if self._fast else _buffers()
        target = self.data / "beccaria.conf"
        target.write_text(
            _SETTINGS.format(socket=str(self.socket).replace("'", "''"), durable=durable, buffers=buffers)
        )
        run_as.own(target)

    def _launch(self, programs: Path, run_as: cluster_system.Runner) -> None:
        deadline = time.monotonic() + _PATIENCE
        while True:
            if self._pid() is None:
                # Left by a kill; PostgreSQL would stop at it if the number belongs to somebody else by now.
                (self.data / "postmaster.pid").unlink(missing_ok=True)
            done = run_as.run(
                programs / "pg_ctl", "start", "--wait", "--timeout=60", "--silent",
                f"--pgdata={self.data}", f"--log={self.log}",
            )  # fmt: skip
            if done.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise Failed(f"The database in {self.directory} does not start: {self._last_words()}")
            time.sleep(0.5)

    def _last_words(self) -> str:
        try:
            return _last_line(self.log.read_text(errors="replace"))
        except OSError:
            return f"see {self.log}."

    def _furnish(self) -> None:
        """Make roles and database at the first start; what a kill left undone the next start does."""
        mark = self.data / "beccaria.furnished"
        if mark.exists():
            return
        held = cluster_roles.read_secrets(self._secrets)[_SERVER]
        cluster_roles.ensure_roles(self.admin_url, {name: held[name] for name in cluster_roles.LOGINS})
        cluster_roles.ensure_database(self.admin_url, DATABASE)
        mark.touch()


def _locale(programs: Path, run_as: cluster_system.Runner) -> list[str]:
    """Sort by code point everywhere; know the letters of every script."""
    version = re.search(r"\(PostgreSQL\) (\d+)", run_as.run(programs / "postgres", "--version").stdout)
    if version and int(version[1]) >= _BUILTIN_LOCALES:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing."


def _buffers() -> int:
    whole = psutil.virtual_memory().total // 2**20
    return min(max(whole // 16, _LEAST_BUFFERS), _MOST_BUFFERS)
