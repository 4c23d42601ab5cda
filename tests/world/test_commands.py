"""`simulate` and `evaluate` as people type them: figures as JSON, refusals in one line, nothing overwritten."""

import json
from pathlib import Path

import pytest

from beccaria.config.cli import run
from tests.world.conftest import Service

SMALL = ["--sites", "2", "--prisoners", "60", "--days", "4"]


def test_simulate_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "--out", str(tmp_path / "w"), *SMALL, "--until", "2025-05-01", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["sites"] == 2
    assert said["prisoners"] == 60
    assert said["days"] == 4
    assert said["until"] == "2025-05-01"
    assert said["files"]["estate"] > 2
    assert said["seconds"] > 0
    assert said["peak_mb"] > 0


def test_simulate_lists_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "--out", str(tmp_path / "w"), *SMALL]) == 0
    assert "calls.csv" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--sites", "0"], ["--days", "-3"], ["--prisoners", "3"]])
def test_simulate_refuses_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert run(["simulate", "--out", str(tmp_path / "w"), *wrong]) == 1
    said = capsys.readouterr()
    assert len(said.err.strip().splitlines()) == 1
    assert not said.out
    assert not (tmp_path / "w").exists()


def test_simulate_overwrites_nothing(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    before = (service.folder / "truth.json").stat().st_mtime_ns
    assert run(["simulate", "--out", str(service.folder), *SMALL]) == 1
    assert "not empty" in capsys.readouterr().err
    assert (service.folder / "truth.json").stat().st_mtime_ns == before


def test_evaluate_prints_a_table_and_draws(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawing = tmp_path / "stories.svg"
    assert run(["evaluate", str(service.folder), "--picture", str(drawing)]) == 0
    said = capsys.readouterr().out
    assert "18. M.T.S." in said
    assert "landlord" in said
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    assert run(["evaluate", str(service.folder), "--picture", str(drawing)]) == 1
    assert "nothing was overwritten" in capsys.readouterr().err


def test_evaluate_says_what_is_not_covered(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(service.folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) >= {"storylines", "innocents", "alerts_per_prison_day", "precision", "recall"}
    assert set(said["storylines"]["1"]) >= {"cast", "found", "delay_days"}
    assert set(said["innocents"]["same_name"]) >= {"people", "accused"}


def test_evaluate_refuses_another_seed(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(service.folder), "--seed", "99"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
