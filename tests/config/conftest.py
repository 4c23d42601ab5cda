"""A machine where nothing is set: no database named, a data directory of the test's own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beccaria.lib.cluster_roles import ROLES
from beccaria.lib.embedded import Cluster

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    *("DATABASE_URL", *(f"DATABASE_URL_{role.upper()}" for role in ROLES)),
    *(
        "BECCARIA_ROLE",
        "BECCARIA_POOL_SIZE",
        "BECCARIA_DEMONSTRATION",
        "SECRET_KEY",
        "DJANGO_SETTINGS_MODULE",
    ),
)
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def home() -> Iterator[Path]:
    """A data directory that the system user of PostgreSQL can reach, unlike root's temporary folders."""
    # What is tested writes into the environment itself: all of it is put back.
    kept = dict(os.environ)
    for name in NAMES:
        os.environ.pop(name, None)
    path = Path(tempfile.mkdtemp(prefix="bec-"))
    os.environ["BECCARIA_DATA_DIR"] = str(path)
    yield path
    Cluster(path).stop()
    shutil.rmtree(path)
    os.environ.clear()
    os.environ.update(kept)


def environment() -> dict[str, str]:
    """The environment for a command of ours."""
    return {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


@pytest.fixture
def beccaria(home: Path) -> Command:
    """Run a command as a person at a terminal would, in `home`."""
    del home

    def run(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "beccaria", *words],
            env=environment() | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
