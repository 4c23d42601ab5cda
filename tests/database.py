"""Make the test database: migrated by its owner, planted by the worker, used by the tests as the web role."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from beccaria.lib import cluster_roles
from beccaria.lib.embedded import Cluster

TEMPLATE = "beccaria"
# Migrated, and nothing in it.
EMPTY = "beccaria_empty"
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
    _run(cluster, "owner", ["tests.planting", str(cluster.directory)])
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


def copy(cluster: Cluster, name: str, template: str = TEMPLATE) -> None:
    """A database like another, with what migrating grants on the database itself: a copy does not inherit that."""
    cluster.create_database(name, template=template)
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        worker = sql.Identifier(cluster_roles.login("worker"))
        connection.execute(
            sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(sql.Identifier(name), worker)
        )


def furnish(cluster: Cluster, name: str, commands: Sequence[tuple[list[str], str]]) -> None:
    """Run commands on a database as the worker, one after another: the words of each, and what is typed into it."""
    _run(cluster, "worker", ["tests.terminal"], database=name, typed=json.dumps(commands))


def _run(
    cluster: Cluster, role: str, words: list[str], *, database: str = TEMPLATE, typed: str | None = None
) -> None:
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        env=environment(cluster, role, database) | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        cwd=root,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} as {role} failed:\n{done.stdout}\n{done.stderr}")
