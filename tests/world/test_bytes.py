"""The same seed gives the same bytes, whatever the number of processes; another seed gives another service."""

import hashlib
from pathlib import Path

import pytest

from beccaria.world import simulate as simulating
from beccaria.world.plan import Plan
from beccaria.world.simulate import simulate

SMALL = Plan(seed=3, sites=4, prisoners=240, days=45)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    simulate(SMALL, tmp_path / "one", processes=1)
    simulate(SMALL, tmp_path / "two", processes=1)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_processes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    simulate(SMALL, tmp_path / "one", processes=1)
    monkeypatch.setattr(simulating, "_ONE_PROCESS_CALLS", 0)
    simulate(SMALL, tmp_path / "three", processes=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "three")


def test_parquet_has_the_same_bytes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beccaria.world.sinks.CSV_ROWS", 100)
    simulate(SMALL, tmp_path / "one", processes=1)
    simulate(SMALL, tmp_path / "two", processes=1)
    assert (tmp_path / "one" / "calls.parquet").exists()
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_seed_gives_other_bytes(tmp_path: Path) -> None:
    simulate(SMALL, tmp_path / "one", processes=1)
    simulate(Plan(seed=4, sites=4, prisoners=240, days=45), tmp_path / "two", processes=1)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert one.keys() == two.keys()
    assert not [name for name in one if one[name] == two[name]]
