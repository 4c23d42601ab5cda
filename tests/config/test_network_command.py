"""The network commands: shapes that others rely on, a table for people, and one sentence for what is wrong."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from beccaria.config import cli

TIES = "source,target,weight\n007,b,2\nb,c,1\nc,d,1\nd,007,1\nd,e,1\n=SUM(A1),e,1\n"


@pytest.fixture
def ties(tmp_path: Path) -> str:
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.run(["network", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_report_has_the_shape_that_others_rely_on(ties: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "report", ties)
    assert {"nodes", "edges", "arcs", "components", "largest_component", "modularity", "people"} <= set(found)
    assert (found["nodes"], found["edges"], found["components"]) == (6, 6, 1)
    wanted = {
        *("id", "degree", "strength", "betweenness", "closeness", "community"),
        *("community_stability", "leader_score", "role", "why"),
    }
    assert all(wanted <= set(person) for person in found["people"])
    assert {"007", "b"} <= {person["id"] for person in found["people"]}
    assert found["people"] == said(capsys, "report", ties)["people"]


def test_a_disruption_has_the_shape_that_others_rely_on(
    ties: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for strategy in ("betweenness", "degree", "pagerank", "best"):
        found = said(
            capsys, "disrupt", ties, "--strategy", strategy, "--block", "2", "--steps", "2", "--weighted"
        )
        assert (found["strategy"], found["block"]) == (strategy, 2)
        assert found["start"] == {"nodes": 6, "edges": 6, "largest": 6}
        assert [step["removed"] for step in found["steps"]] == [2, 4]
        assert all(len(step["people"]) == 2 and 0 <= step["largest_share"] <= 1 for step in found["steps"])


def test_a_person_reads_tables_and_warnings(
    ties: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "people.csv"
    assert cli.run(["network", "report", ties, "--before", ties, "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "6 people, 6 ties, 1 component," in text
    assert "hypotheses" in text
    assert "6 stayed" in text
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert all(row["why"] for row in rows)
    assert not any(row["id"].startswith("=") for row in rows)
    assert cli.run(["network", "disrupt", ties]) == 0
    assert "provoke violence" in " ".join(capsys.readouterr().out.split())


def test_two_modes_are_read_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "was_at.csv"
    path.write_text("person,event\nA,1\nB,1\nB,2\nC,2\n", encoding="utf-8")
    assert said(capsys, "report", str(path), "--two-mode")["nodes"] == 3
    assert said(capsys, "disrupt", str(path), "--two-mode", "--steps", "1")["steps"][0]["people"] == ["B"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "is empty"), ("source,target,weight\na,b,x\n", "not a number"), ("a,a\n", "no ties")],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert cli.run(["network", "disrupt", str(path)]) == 1
    caught = capsys.readouterr()
    assert caught.out == ""
    assert sentence in caught.err
    assert caught.err.count("\n") == 1


def test_a_place_that_cannot_be_written_is_said(
    ties: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["network", "report", ties, "--out", str(tmp_path / "no" / "where.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err
