"""`beccaria names score`: every row comes back with score and why, or one sentence says why not."""

import csv
import io
import json
from pathlib import Path

import pytest

from beccaria.config import cli

PAIRS = """left,right,left_born,right_born,note
Marta Rinaldi,"RINALDI, Marta",1980-02-03,03.02.1980,kept
Marta Rinaldi,Paola Rinaldi,,,=1+1
Marta Rinaldi,Marta Rinaldi,1900-01-01,1984-07-19,
Marta Rinaldi,Marta Rinaldi,1980-02-03,1984-07-19,
😀,Marta Rinaldi,,,
"""


def written(folder: Path, text: str, name: str = "pairs.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_come_back_in_order_with_score_and_why(tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    assert cli.run(["names", "score", str(written(tmp_path, PAIRS)), "--out", str(out)]) == 0
    found = rows(out.read_text(encoding="utf-8"))
    assert list(found[0]) == ["left", "right", "left_born", "right_born", "note", "score", "why"]
    assert [row["left"] for row in found] == ["Marta Rinaldi"] * 4 + ["😀"]
    scores = [float(row["score"]) for row in found]
    assert scores[0] == 1.0
    assert "dates of birth are the same" in found[0]["why"]
    assert scores[1] < 0.7
    assert "“Marta” and “Paola” are different names." in found[1]["why"]
    assert scores[2] == 1.0
    assert "stands for an unknown one" in found[2]["why"]
    assert scores[3] < 0.7
    assert scores[4] == 0.0
    assert found[1]["note"] == "'=1+1"


def test_without_out_the_rows_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["names", "score", str(written(tmp_path, PAIRS))]) == 0
    assert len(rows(capsys.readouterr().out)) == 5


def test_figures_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["names", "score", str(written(tmp_path, PAIRS)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["pairs"], said["scored"], said["odd"], said["alike"]) == (5, 4, 1, 2)
    assert said["seconds"] >= 0
    assert said["pairs_per_second"] > 0


@pytest.mark.parametrize(
    ("heading", "encoding"),
    [
        ("Name A;Name B", "cp1252"),
        ("name_1\tname_2", "utf-16"),
        ("query|candidate", "utf-8-sig"),
    ],
)
def test_other_headings_delimiters_and_encodings(
    tmp_path: Path, heading: str, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = next(letter for letter in ";\t|" if letter in heading)
    path = written(tmp_path, f"{heading}\nJosé Lozano{mark}Jose Lozano\n", encoding=encoding)
    assert cli.run(["names", "score", str(path)]) == 0
    assert rows(capsys.readouterr().out)[0]["score"] == "1.000"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x,y\n1,2\n", "has no column left and no column right"),
        ("left,y\n1,2\n", "has no column right"),
        ("", "is empty"),
        ('left,right\n"a,b\n', "never closed"),
    ],
)
def test_a_table_without_pairs_is_refused_and_nothing_is_left(
    tmp_path: Path, text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "scored.csv"
    assert cli.run(["names", "score", str(written(tmp_path, text)), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_a_file_that_stood_there_stays_when_the_table_is_refused(tmp_path: Path) -> None:
    out = written(tmp_path, "before", "scored.csv")
    assert cli.run(["names", "score", str(written(tmp_path, "x,y\n")), "--out", str(out)]) == 1
    assert out.read_text() == "before"


def test_odd_rows_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"left,right,left_born,right_born\na,{'x' * 300},,\nMarta R,Marta R,1980-13-40,1\nonly one cell\n\n,,,\n"
    assert cli.run(["names", "score", str(written(tmp_path, text)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["pairs"], said["odd"]) == (3, 3)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, PAIRS)
    assert cli.run(["names", "score", str(path), "--out", str(tmp_path / "no" / "x.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err
