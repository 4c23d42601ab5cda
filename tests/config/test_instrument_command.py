"""The command `instrument`: every shipped instrument is sound, scores are explained, bad files get one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from beccaria.config.cli import run
from beccaria.config.commands.instrument import FOLDER, command, read
from beccaria.core.instruments import UNKNOWN, faults, score

SHIPPED = sorted(FOLDER.glob("*.yaml"))


def scored(name: str, ratings: Any, folder: Path) -> dict[str, Any]:
    path = folder / "ratings.json"
    path.write_text(json.dumps(ratings), encoding="utf-8")
    done = CliRunner().invoke(command, ["score", name, str(path), "--json"], catch_exceptions=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_instrument_can_be_used(path: Path) -> None:
    one = read(path)
    assert path.stem in {one.id, f"{one.id}@{one.version}"}
    assert faults(one) == []
    nothing_known = score(one, {})
    assert len(nothing_known.unknown) == len(one.items)
    assert nothing_known.next_question
    # With nothing known the result says nothing: every band must still be possible.
    assert (nothing_known.band_low, nothing_known.band_high) == (one.bands[0].name, one.bands[-1].name)


def test_the_list_names_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instrument", "list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["instrument"] for one in said] == [path.stem for path in SHIPPED if "@" not in path.stem]


def test_a_score_has_the_promised_shape(tmp_path: Path) -> None:
    found = scored("oc-prisoner", {"ratings": {"standing": "leading", "command": UNKNOWN}}, tmp_path)
    assert set(found) >= {
        *("instrument", "version", "score", "low", "high", "band", "band_low", "band_high", "unknown"),
        *("next_question", "reasons"),
    }
    assert found["reasons"][0] == {
        "item": "standing",
        "points": 6.0,
        "because": "Decides for others, or held the decision when arrested",
    }
    assert "command" in found["unknown"]


def test_the_ranked_attributes_reach_the_published_maximum(tmp_path: Path) -> None:
    # Sleipnir, version 1: nineteen attributes, weights 19 to 1, value 4: 760 at most.
    one = read(FOLDER / "ocg-attributes.yaml")
    found = scored("ocg-attributes", {item.id: "high" for item in one.items}, tmp_path)
    assert found["score"] == found["low"] == found["high"] == 760


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            '{"ratings": {"standing": "huge"}}',
            "standing cannot be “huge”: choose none, member, trusted, leading",
        ),
        ('{"instrument": "escape", "ratings": {}}', "These ratings are for escape, not oc-prisoner"),
        ('{"version": 7, "ratings": {}}', "These ratings are for version 7"),
        ('{"version": "x", "ratings": {}}', "is not a whole number"),
        ("[]", "holds no ratings"),
        ("{", "is not JSON"),
    ],
)
def test_bad_ratings_get_one_sentence(
    said: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ratings.json"
    path.write_text(said, encoding="utf-8")
    assert run(["instrument", "score", "oc-prisoner", str(path)]) == 1
    err = capsys.readouterr().err
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items": []}, "There are no items"),
        (
            {"bands": [{"name": "a", "from": -100}, {"name": "b", "from": -100}], "second_from": "b"},
            "overlap",
        ),
        ({"title": 3}, "title: 3 is not of type 'string'"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_bad_instrument_gets_one_sentence(
    change: dict[str, Any], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = yaml.safe_load((FOLDER / "oc-prisoner.yaml").read_text(encoding="utf-8")) | change
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    ratings = tmp_path / "ratings.json"
    ratings.write_text("{}", encoding="utf-8")
    assert run(["instrument", "score", str(path), str(ratings)]) == 1
    assert sentence in capsys.readouterr().err


def test_an_unknown_instrument_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instrument", "score", "../../etc/passwd", str(tmp_path)]) == 1
    assert "There is no instrument" in capsys.readouterr().err


def decided(tmp_path: Path, facts: str, *more: str) -> Any:
    path = tmp_path / "facts.json"
    path.write_text(facts, encoding="utf-8")
    return CliRunner().invoke(command, ["decide", "risk-profiler", "--facts", str(path), *more])


def test_decisions_are_printed_with_their_trace_and_what_unknown_hides(tmp_path: Path) -> None:
    facts = json.dumps({"violence_score": 9, "assaults": 6, "serious_assaults": "unknown"})
    said = decided(tmp_path, facts).stdout
    assert "Violence: C, tell safer custody." in said
    assert "Treated unknown as low" in said
    assert "the outcome could be: C, tell safer custody | B, tell safer custody." in said
    assert "Every rule of this tree ends in C: it can only add who is told." in said
    assert "The description of the original gives no outcome here" in said
    found = {
        one["decision"]: one for one in json.loads(decided(tmp_path, facts, "--json").stdout)["decisions"]
    }
    assert list(found) == ["soc", "violence", "escape", "extremism", "life"]
    violence = found["violence"]
    assert (violence["category"], violence["notify"], violence["rule"]) == ("C", ["safer_custody"], "score")
    assert violence["could_be"][-1] == {"category": "B", "notify": ["safer_custody"]}
    assert violence["trace"][0]["holds"] is False
    assert found["soc"]["only_category"] == "C"


@pytest.mark.parametrize("facts", ["", "[1]", "{", '{"viper": 1}', '{"violence_score": "x"}'])
def test_bad_facts_get_one_sentence(tmp_path: Path, facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_text(facts, encoding="utf-8")
    assert run(["instrument", "decide", "risk-profiler", "--facts", str(path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert run(["instrument", "decide", "no-such", "--facts", str(path)]) == 1
    assert "no pack of decisions" in capsys.readouterr().err


def own(folder: Path, **change: Any) -> Path:
    said = yaml.safe_load((FOLDER / "oc-prisoner.yaml").read_text(encoding="utf-8")) | change
    path = folder / f"{said['id']}.yaml"
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    return path


def test_a_service_adds_its_own_instruments_and_newer_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own(tmp_path, id="licensed-tool", title="A licensed tool")
    own(tmp_path, version=2)
    monkeypatch.setenv("BECCARIA_INSTRUMENTS", str(tmp_path))
    assert run(["instrument", "list", "--json"]) == 0
    said = {one["instrument"]: one for one in json.loads(capsys.readouterr().out)}
    assert (said["licensed-tool"]["own"], said["escape"]["own"]) == (True, False)
    assert said["oc-prisoner"]["version"] == 2
    ratings = tmp_path / "ratings.json"
    ratings.write_text("{}", encoding="utf-8")
    assert run(["instrument", "score", "oc-prisoner@1", str(ratings)]) == 0
    assert "version 1" in capsys.readouterr().out
    assert run(["instrument", "score", "oc-prisoner@7", str(ratings)]) == 1


@pytest.mark.parametrize(
    ("change", "name", "sentence"),
    [
        ({"title": "Changed quietly"}, "oc-prisoner.yaml", "a version never changes, so number it 2"),
        ({"version": 2}, "other.yaml", "name it oc-prisoner.yaml, or oc-prisoner@2.yaml"),
        ({"version": 2, "items": []}, "oc-prisoner.yaml", "There are no items"),
    ],
)
def test_an_own_folder_that_cannot_be_used_is_refused(
    change: dict[str, Any],
    name: str,
    sentence: str,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own(tmp_path, **change).rename(tmp_path / name)
    monkeypatch.setenv("BECCARIA_INSTRUMENTS", str(tmp_path))
    assert run(["instrument", "list"]) == 1
    assert sentence in capsys.readouterr().err
    monkeypatch.setenv("BECCARIA_INSTRUMENTS", str(tmp_path / "gone"))
    assert run(["instrument", "list"]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_a_file_is_checked_with_all_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instrument", "check", str(own(tmp_path))]) == 0
    assert "can be used" in capsys.readouterr().out
    bad = own(tmp_path, items=[], sources=[])
    assert run(["instrument", "check", str(bad)]) == 1
    said = capsys.readouterr()
    assert len(said.out.strip().splitlines()) >= 2
    assert "cannot be used" in said.err
