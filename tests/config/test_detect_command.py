"""`beccaria detect`: patterns on files, in words and as JSON; what cannot be is told in one line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from beccaria.config import cli
from beccaria.core.feedfiles import SERVICE_FILES
from tests.engines.detection.test_running import rows

ONE = ["--pattern", "number-several-prisons"]


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of feeds as `simulate` writes them: three people of three prisons call one number, and one a lawyer."""
    folder = tmp_path_factory.mktemp("feeds")
    said: dict[str, list[dict[str, Any]]] = rows()
    lawyer = [
        row | {"call_id": f"L{row['call_id']}", "number": "+39888"}
        for row in said["calls"]
        if row["number"] == "+39777"
    ]
    near = [
        row | {"call_id": f"N{row['call_id']}", "number": "+39889"}
        for row in said["calls"]
        if row["number"] == "+39777"
    ]
    said["calls"] += lawyer + near
    said["privileged"] = [{"privileged_id": "Q1", "kind": "lawyer", "name": "Avv. Neri", "number": "+39888"}]
    for kind, some in said.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in SERVICE_FILES[kind].columns])
            writer.writeheader()
            writer.writerows(
                {**row, **({"at": f"{row['at'].isoformat()}+00:00"} if "at" in row else {})} for row in some
            )
    return folder


def test_it_finds_on_files_and_says_so(feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["detect", "--feeds", str(feeds), "--until", "2026-04-30", *ONE]) == 0
    told = capsys.readouterr().out
    assert "+39777 is called by 3 people of 3 prisons" in told
    assert "1 found" in told


def test_privileged_numbers_and_their_neighbours_are_never_read(
    feeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["detect", "--feeds", str(feeds), "--until", "2026-04-30", *ONE, "--json"]) == 0
    out = capsys.readouterr().out
    assert "+39888" not in out
    assert "+39889" not in out
    found = json.loads(out)["found"]
    assert [one["key"] for one in found] == ["number-several-prisons:+39777"]
    assert found[0]["evidence"]


def test_since_and_kept_summaries_give_the_same(
    feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = ["--state", str(tmp_path / "state")]
    words = ["detect", "--feeds", str(feeds), *ONE, "--json"]
    assert cli.run([*words, *state, "--until", "2026-04-20"]) == 0
    capsys.readouterr()
    assert cli.run([*words, *state, "--until", "2026-04-30", "--since", "2026-04-21"]) == 0
    kept = json.loads(capsys.readouterr().out)["found"]
    assert cli.run([*words, "--until", "2026-04-30", "--since", "2026-04-21"]) == 0
    assert json.loads(capsys.readouterr().out)["found"] == kept


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--feeds", "nowhere"], "There is no folder"),
        (["--feeds", "."], "There are no feed files"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["detect", *words]) == 1
    said = capsys.readouterr().err.strip()
    assert told in said
    assert "\n" not in said


def test_a_pattern_that_is_not_there_is_named(feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["detect", "--feeds", str(feeds), "--pattern", "tea"]) == 1
    assert "There is no pattern 'tea'" in capsys.readouterr().err
