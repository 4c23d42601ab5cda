"""Worlds that cannot be made are refused in one sentence, and nothing is overwritten."""

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from beccaria.world.plan import ImpossibleWorldError, Plan, check_target
from beccaria.world.simulate import simulate


@pytest.mark.parametrize(
    ("seed", "sites", "prisoners", "days", "word"),
    [(1, 0, 100, 30, "prisons"), (1, -2, 100, 30, "prisons"), (1, 3, 100, -5, "days"), (1, 3, 100, 0, "days"),
     (1, 3, 10, 30, "prisoners"), (1, 3, -1, 30, "prisoners"), (-1, 3, 100, 30, "seed")],
)  # fmt: skip
def test_impossible_figures(seed: int, sites: int, prisoners: int, days: int, word: str) -> None:
    with pytest.raises(ImpossibleWorldError) as refused:
        Plan(seed, sites, prisoners, days)
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


class Disk(NamedTuple):
    total: int
    used: int
    free: int


def test_ten_million_prisoners_on_a_small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(10**11, 0, 10**10))
    with pytest.raises(ImpossibleWorldError, match="GB on disk"):
        simulate(Plan(1, 120, 10_000_000, 365), tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ImpossibleWorldError, match="not empty"):
        simulate(Plan(1, 2, 60, 5), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ImpossibleWorldError, match="is a file"):
        check_target(tmp_path / "mine.txt", Plan(1, 2, 60, 5))


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the truth could not be written")

    monkeypatch.setattr("beccaria.world.simulate.truth_document", broken)
    with pytest.raises(RuntimeError):
        simulate(Plan(1, 2, 60, 5), tmp_path / "new", processes=1)
    assert not list(tmp_path.iterdir())


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    simulate(Plan(1, 1, 40, 1, date(2025, 1, 1)), tmp_path, processes=1)
    assert (tmp_path / "truth.json").exists()


def test_the_last_day_is_given(tmp_path: Path) -> None:
    plan = Plan(1, 2, 60, 10, date(2024, 3, 5))
    assert plan.first == date(2024, 2, 25)
    simulate(plan, tmp_path / "new", processes=1)
    assert '"until": "2024-03-05"' in (tmp_path / "new" / "truth.json").read_text(encoding="utf-8")
