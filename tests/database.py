"""Make the test database: migrated by its owner, planted by the worker, used by the tests as the web role."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from beccaria.lib.embedded import Cluster

TEMPLATE = "beccaria"
_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def programs() -> Path | None:
    """The PostgreSQL under test: the wheel's, or the system's own when BECCARIA_TEST_POSTGRES is "system"."""
    if os.environ.get("BECCARIA_TEST_POSTGRES") != "system":
        return None
    if not _DEBIAN:
        raise RuntimeError("There is no PostgreSQL server under /usr/lib/postgresql: install postgresql-15.")
    return _DEBIAN[-1].parent


def start() -> Cluster:
    """A cluster in a temporary directory, with the template database migrated and planted."""
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="beccaria-test-")), programs(), fast=True)
    cluster.start()
    for role, words in (("owner", ["django", "migrate", "--verbosity", "0"]), ("worker", ["tests.seed"])):
        _run(cluster, role, words)
    return cluster


def end(cluster: Cluster) -> None:
    """Stop the server and leave nothing behind."""
    cluster.stop()
    shutil.rmtree(cluster.directory, ignore_errors=True)


def environment(cluster: Cluster, role: str, database: str = TEMPLATE) -> dict[str, str]:
    """What a process needs to work on this database in this role."""
    return {
        **os.environ,
        "BECCARIA_ROLE": role,
        "DATABASE_URL": cluster.url(role, database),
        "BECCARIA_DATA_DIR": str(cluster.directory),
        "BECCARIA_DEMONSTRATION": "yes",
        "SECRET_KEY": "only for tests",
        "DJANGO_SETTINGS_MODULE": "beccaria.config.settings",
    }


def _run(cluster: Cluster, role: str, words: list[str]) -> None:
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        env=environment(cluster, role) | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} as {role} failed:\n{done.stdout}\n{done.stderr}")
