"""`beccaria load` as somebody types it: what it prints, how it ends, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import database

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

ROOT = Path(__file__).parents[3]
ESTATE = "Kode;Was;Name;Plätze\nQ1;establishment;Quarry;12\nQ2;fortress;Keep;3\n"


def beccaria(service: Service, *words: str) -> Any:
    environment = database.environment(service.cluster, "worker", service.name)
    environment["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, "-m", "beccaria", "load", *words],
        env=environment, cwd=service.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def estate(service: Service) -> str:
    service.write("profile.yaml", "code: Kode\nlevel: Was\nname: Name\ncapacity: Plätze\n")
    return str(service.write("estate.csv", ESTATE))


def test_a_dry_run_then_a_load_then_nothing_new(service: Service, estate: str) -> None:
    said = []
    for more in (["--dry-run"], [], []):
        done = beccaria(service, "estate", estate, "--profile", "profile.yaml", "--json", *more)
        assert done.returncode == 0, done.stderr
        said.append(json.loads(done.stdout))
    assert [(one["new"], one["changed"], one["rejected"]) for one in said] == [
        (1, 0, 1),
        (1, 0, 1),
        (0, 0, 1),
    ]
    assert said[0]["dry_run"] is True
    assert said[1]["rejected_file"] == f"{estate}.rejected.csv"
    assert service.rows("SELECT name FROM places_establishment WHERE code = 'Q1'") == [("Quarry",)]


def test_people_are_told_in_words(service: Service, estate: str) -> None:
    done = beccaria(service, "estate", estate, "--profile", "profile.yaml", "--dry-run")
    assert "Dry run, nothing was changed" in done.stdout
    assert "2 rows, 1 new, 0 changed, 1 rejected" in done.stdout
    assert "The rejected rows and their reasons are in" in done.stdout
    assert not service.rows("SELECT 1 FROM places_establishment WHERE code = 'Q1'")


def test_what_cannot_be_done_is_one_line_and_leaves_nothing(service: Service, estate: str) -> None:
    for words, code, sentence in (
        (("estate", estate), 1, "lacks the columns code, level"),
        (("estate", "nothing.csv"), 1, "no file nothing.csv"),
        (("estate", estate, "--profile", "unknown"), 1, "no profile 'unknown'"),
        (("calls", estate), 1, "lacks the columns call_id, at, seconds"),
        (("drones", estate), 1, "lacks the columns sighting_id, at"),
        (("ocg", estate), 1, "lacks the column group"),
    ):
        done = beccaria(service, *words)
        assert done.returncode == code, done.stderr
        assert sentence in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""
    done = beccaria(service, "weather", estate)
    assert done.returncode == 2
    assert "no kind 'weather'" in done.stderr
    assert not list(service.folder.glob("*.rejected.csv"))
