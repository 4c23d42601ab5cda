"""`network handovers`: what others rely on, calls as companies and as prisons write them, a sentence for faults."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from beccaria.config import cli

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def told(capsys: pytest.CaptureFixture[str], path: Path) -> Any:
    assert cli.run(["network", "handovers", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def rows() -> list[tuple[str, str, datetime]]:
    """Forty people who call five others each; the phone p7 becomes n7 on the twentieth day."""
    rng, made = Random(4), []  # noqa: S311  calls are made up
    friends = {one: rng.sample([two for two in range(40) if two != one], 5) for one in range(40)}
    for one, theirs in friends.items():
        for _ in range(45):
            day = rng.uniform(0, 40)
            ends = ["n7" if end == 7 and day >= 20 else f"p{end}" for end in (one, rng.choice(theirs))]
            made.append((ends[0], ends[1], datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)))
    return sorted(made, key=lambda row: row[2])


def written(path: Path, headings: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def numbered(phone: str) -> str:
    return f"+39{'1' if phone[0] == 'p' else '2'}{int(phone[1:]):07}"


def test_the_shape_that_others_rely_on(
    tmp_path: Path, rows: list[tuple[str, str, datetime]], capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path / "calls.csv",
        ["Caller", "Called Number", "Datetime", "Duration(seconds)", "Cell Tower"],
        [[one, two, at.strftime("%Y-%m-%d %H:%M:%S"), "60", "3"] for one, two, at in rows],
    )
    (found,) = told(capsys, path)
    assert (found["old"], found["new"]) == ("p7", "n7")
    assert 0.8 <= found["confidence"] <= 1
    assert "p7" in found["why"]
    assert cli.run(["network", "handovers", str(path)]) == 0
    assert "p7 → n7" in capsys.readouterr().out


def test_calls_as_a_prison_loads_them(
    tmp_path: Path, rows: list[tuple[str, str, datetime]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Prisoners are callers: a prisoner who shares contacts with a number is not its holder."""
    inside = [row for row in rows if not {"p7", "n7"} & {row[0]}]
    path = written(
        tmp_path / "calls.csv",
        ["call_id", "at", "seconds", "establishment", "prisoner_id", "number", "direction"],
        [
            [str(place), at.isoformat(), "60", "N", one, numbered(two), "out"]
            for place, (one, two, at) in enumerate(inside)
        ],
    )
    found = told(capsys, path)
    assert [(one["old"], one["new"]) for one in found] == [(numbered("p7"), numbered("n7"))]


def test_bad_rows_are_counted_and_the_first_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path / "calls.csv", ["from", "to", "at"], [["a", "b", "2026-01-01"], ["a", "b", "soon"]]
    )
    assert cli.run(["network", "handovers", str(path)]) == 0
    said = capsys.readouterr()
    assert "1 call read: no phone" in said.out
    assert "1 row was left out" in said.err
    assert "row 3" in said.err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("name,age\na,1\n", "lacks"),
        ("from,to,at\na,b,soon\n", "no call that can be read"),
    ],
)
def test_what_is_no_table_of_calls_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(text, encoding="utf-8")
    assert cli.run(["network", "handovers", str(path)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.strip().splitlines()) == 1


def test_published_calls_are_read_whole(capsys: pytest.CaptureFixture[str]) -> None:
    path = DATA / "vast2008_cellcalls" / "cdr_blinded.csv"
    if not path.is_file():
        pytest.skip("The calls of VAST 2008 are not beside this repository.")
    found = told(capsys, path)
    old, new = [one["old"] for one in found], [one["new"] for one in found]
    assert found, "some phones are replaced in these calls"
    assert len(set(old)) == len(old)
    assert len(set(new)) == len(new)
    assert capsys.readouterr().err == ""
