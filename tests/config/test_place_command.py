"""`beccaria place`: the shape that others rely on, and one sentence for what cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from beccaria.config import cli
from tests.core.test_allocation import asked, person


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(said: Any, name: str = "instance.json") -> str:
        path = tmp_path / name
        path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
        return str(path)

    return write


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.run(["place", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_answer_has_the_shape_that_others_rely_on(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(asked())
    answer = said(capsys, path, "--seconds", "20")
    assert {"status", "cost", "bound", "gap", "seconds", "assignments", "weights"} <= set(answer)
    (row,) = answer["assignments"]
    assert {"person", "place", "why", "why_not"} <= set(row)
    assert (row["person"], row["place"], answer["status"], answer["gap"]) == ("one", "A", "optimal", 0)
    checked = said(capsys, path, "--check", file(answer, "answer.json"))
    assert checked == {"violations": [], "cost": answer["cost"]}


def test_a_broken_answer_fails_its_check(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(asked(people=[person("one", category="A")]))
    answer = said(capsys, path)
    assert answer["assignments"][0]["place"] is None
    answer["assignments"][0]["place"] = "A"
    assert cli.run(["place", path, "--check", file(answer, "answer.json")]) == 1
    assert "breaks hard rules" in capsys.readouterr().err


def test_the_custodian_is_told_which_covers_are_loose(file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(asked(cover=[{"person": "one", "from": "two"}]))
    assert said(capsys, path, "--loose") == {"loose": [1], "covers": 1}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no json", "is no JSON"),
        ([1, 2], "must hold one JSON object"),
        ({"format": "x"}, "This is no placement instance"),
        (asked(people=[person("one", category="")]), "has no category"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    file: Any, capsys: pytest.CaptureFixture[str], content: Any, sentence: str
) -> None:
    assert cli.run(["place", file(content)]) == 1
    err = capsys.readouterr().err
    assert sentence in err
    assert "Traceback" not in err


def test_a_missing_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["place", "nowhere.json"]) == 1
    assert "cannot be read" in capsys.readouterr().err
