"""A service proposes from its records whom the same files show: loading loses nothing, and adds nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.world.plan import Plan
from beccaria.world.simulate import simulate
from tests import database

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
# Three prisons whose visitors and payers tie one group, telephones apart: six are named without a single call.
PLAN = Plan(4, 3, 240, 120)
LOADED = ("estate", "people", "visits", "payments", "incidents", "observations")


@pytest.fixture(scope="module")
def said(cluster: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the measuring says of a service into which these files were loaded, and which was asked once."""
    name, folder = "proposed_from_loaded", tmp_path_factory.mktemp("world")
    simulate(PLAN, folder, processes=1)
    database.copy(cluster, name, database.EMPTY)
    try:
        loads = [(["load", kind, str(next(folder.glob(f"{kind}.*")))], "") for kind in LOADED]
        database.furnish(cluster, name, [*loads, (["network", "propose"], "")])
        yield json.loads(run(cluster, name, "worker", "evaluate", str(folder), "--json"))
    finally:
        cluster.drop_database(name)


def run(cluster: Any, name: str, role: str, *words: str) -> str:
    """One of our commands on the service; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "beccaria", *words],
        env=database.environment(cluster, role, name),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def test_a_loaded_service_names_whom_its_files_show(said: dict[str, Any]) -> None:
    """The files alone, calls apart, name six of one group; five of six whom the rule of two voices allows."""
    found = said["memberships"]
    assert found["found"] == found["right"] == 6
    assert found["allowed_found"] >= 5
    assert found["recall_of_allowed"] >= 0.8
    assert found["innocents"] == 0
