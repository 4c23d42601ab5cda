"""`beccaria match people`: any table in, links out, one plain sentence when it cannot be."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from beccaria.config import cli

DATA = Path(__file__).parents[1] / "data" / "linkage"
LEFT, RIGHT = DATA / "febrl4a.csv", DATA / "febrl4b.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def small(path: Path, *, delimiter: str = ",") -> Path:
    """Three people of whom the first stands twice."""
    lines = [
        ("Cognome", "Nome", "Data di nascita", "Telefono"),
        ("Ferraro", "Giovanni", "03/04/1971", "+39 333 1234567"),
        ("Ferraro", "Giovani", "03/04/1971", "333 1234567"),
        ("Costa", "Elena", "17/08/1990", "333 7654321"),
    ]
    path.write_text("\n".join(delimiter.join(line) for line in lines) + "\n", encoding="utf-8")
    return path


def test_two_lists_give_links_and_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, model = tmp_path / "links.csv", tmp_path / "model.json"
    assert (
        cli.run(
            ["match", "people", str(LEFT), str(RIGHT), "--out", str(out), "--json", "--model", str(model)]
        )
        == 0
    )
    said = json.loads(capsys.readouterr().out)
    links = rows(out)
    assert list(links[0]) == ["left_id", "right_id", "probability", "why"]
    assert said["left"] == said["right"] == 360
    assert said["links"] == len(links)
    assert said["seconds"] > 0
    assert said["peak_mb"] > 0
    assert sum(row["left_id"].split("-")[1] == row["right_id"].split("-")[1] for row in links) >= 295
    assert json.loads(model.read_text(encoding="utf-8"))["comparisons"]
    assert {path.name for path in tmp_path.iterdir()} == {"links.csv", "model.json"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_one_list_of_italian_headings_numbers_its_rows(tmp_path: Path, delimiter: str) -> None:
    out = tmp_path / "links.csv"
    assert (
        cli.run(
            ["match", "people", str(small(tmp_path / "lista.csv", delimiter=delimiter)), "--out", str(out)]
        )
        == 0
    )
    assert [(row["left_id"], row["right_id"]) for row in rows(out)] == [("1", "2")]


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    with small(tmp_path / "lista.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(tmp_path / "lista.xlsx")
    out = tmp_path / "links.csv"
    assert cli.run(["match", "people", str(tmp_path / "lista.xlsx"), "--out", str(out)]) == 0
    assert len(rows(out)) == 1


def test_headings_may_be_given(tmp_path: Path) -> None:
    path = small(tmp_path / "odd.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("Cognome,Nome", "Alpha,Beta"), encoding="utf-8")
    out = tmp_path / "links.csv"
    given = "surname=Alpha, given_name=Beta"
    assert cli.run(["match", "people", str(path), "--out", str(out), "--columns", given]) == 0
    assert "same surname" in rows(out)[0]["why"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour,shape\nred,round\n", "No column says who"),
        ("name,name\na,b\n", "stands twice"),
        ("name,born\na,b,c\n", "has 3 cells"),
        ("name,born\n", "no rows"),
        ("", "is empty"),
        ("\n\n", "is empty"),
    ],
)
def test_bad_files_are_refused_in_one_sentence_and_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    assert cli.run(["match", "people", str(tmp_path / "bad.csv"), "--out", str(tmp_path / "links.csv")]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert says in said[0]
    assert {path.name for path in tmp_path.iterdir()} == {"bad.csv"}


def test_a_missing_file_or_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["match", "people", str(tmp_path / "none.csv"), "--out", str(tmp_path / "links.csv")]) == 1
    assert "no file none.csv" in capsys.readouterr().err
    assert cli.run(["match", "people", str(LEFT), "--out", str(tmp_path / "no" / "links.csv")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_wrong_usage_is_two(tmp_path: Path) -> None:
    assert cli.run(["match", "people", str(LEFT), "--out", str(tmp_path / "l.csv"), "--columns", "name"]) == 2
    assert cli.run(["match", "people", str(LEFT), "--out", str(tmp_path / "l.csv"), "--threshold", "3"]) == 2


def test_without_spark_its_absence_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beccaria.engines.matching.spark.missing", lambda: "Spark is not here.")
    arguments = ["match", "people", str(LEFT), str(RIGHT), "--out", str(tmp_path / "l.csv"), "--on", "spark"]
    assert cli.run(arguments) == 1
    assert capsys.readouterr().err.strip() == "Spark is not here."


TWINS = """given_name,surname,born,address
Anna,Berg,1990-02-03,Oak Road 5
Otto,Berg,1990-02-03,Oak Road 5
Ida,Lund,1961-12-24,Elm Lane 9
"""


def twins(path: Path) -> list[str]:
    """The command for a list with two who may be twins."""
    path.write_text(TWINS, encoding="utf-8")
    return ["match", "people", str(path), "--out", str(path.with_name("links.csv"))]


def test_who_may_be_related_is_told_beside_the_links_and_again_in_the_next_run(tmp_path: Path) -> None:
    command = twins(tmp_path / "list.csv")
    assert cli.run(command) == 0
    first = rows(tmp_path / "links-related.csv")
    assert first[0]["why"].startswith("possibly related, twins")
    assert cli.run(command) == 0
    assert rows(tmp_path / "links-related.csv") == first
    # Whoever is related no more is not left beside the links of another list.
    small(tmp_path / "list.csv")
    assert cli.run(command) == 0
    assert rows(tmp_path / "links-related.csv") == []


@pytest.mark.parametrize(
    "lies_there",
    [
        "my own notes\n",
        "left_id,right_id,probability,why\n1,2,0.99,same surname\n",
        '"left_id","right_id","probability"\n',
        "\x00\xff",
    ],
)
def test_a_file_that_nobody_named_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lies_there: str
) -> None:
    command, theirs = twins(tmp_path / "list.csv"), tmp_path / "links-related.csv"
    theirs.write_bytes(lies_there.encode("latin-1"))
    assert cli.run(command) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert said == [
        "links-related.csv lies beside links.csv already and is not overwritten: choose a place with --related."
    ]
    assert theirs.read_bytes() == lies_there.encode("latin-1")
    assert {path.name for path in tmp_path.iterdir()} == {"list.csv", "links-related.csv"}
    assert cli.run([*command, "--related", str(tmp_path / "kin.csv")]) == 0
    assert theirs.read_bytes() == lies_there.encode("latin-1")
    assert rows(tmp_path / "kin.csv")


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = twins(tmp_path / "list.csv")
    (tmp_path / "kin").mkdir()
    assert cli.run([*command, "--related", str(tmp_path / "kin")]) == 1
    assert "kin cannot be written: it is a folder" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"list.csv", "kin"}


@pytest.mark.parametrize("option", ["--related", "--model"])
def test_two_files_of_one_name_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    command = twins(tmp_path / "list.csv")
    for path in ("list.csv", "links.csv"):
        assert cli.run([*command, option, str(tmp_path / path)]) == 1
        assert "is given twice" in capsys.readouterr().err
    assert (tmp_path / "list.csv").read_text(encoding="utf-8") == TWINS
