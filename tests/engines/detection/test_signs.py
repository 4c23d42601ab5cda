"""Signs are read in every language they are written in, folded, as whole words, and not elsewhere."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from beccaria.engines.detection.chance import at_least, by_all, fewer_than_usual, more_than_usual
from beccaria.engines.detection.signs import FOLDER, sign
from beccaria.engines.folding import fold

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_has_the_shape_of_its_schema_and_folded_words(name: str) -> None:
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    said = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(said)
    assert said["id"] == name
    for words in said["words"].values():
        assert all(fold(word) == word for word in words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("escape", "Alba guardava a lungo il TETTO dell'officina.", "tetto"),
        ("escape", "Il a parlé des hélicoptères.", "helicoptere"),
        ("escape", "He sold his Tettoni records.", ""),
        ("debt", "Alba deve ridare  il doppio entro venerdì", "ridare il doppio"),
        ("fear", "Sagt, er sei ausgerutscht.", "sei ausgerutscht"),
        ("staff_home", "A car stood in front of his house again", "in front of his house"),
        ("staff_home", "Alba misses his own house", ""),
        ("out_of_sight", "Sucedió en las duchas", "en las duchas"),
        ("escape", "Alba is very good with metal, repaired the hinge.", "good with metal"),
        ("contact", "Alba giunto in sezione, ha chiesto chi altro è qui.", "chi altro e qui"),
        ("contact", "Alba tried to speak with Zeni through the window", "tried to speak with"),
        ("contact", "Alba spoke with Zeni in the yard", ""),
    ],
)
def test_signs_are_read_where_they_stand(name: str, text: str, found: str) -> None:
    assert sign(name).stands_in(text) == found


def test_surprise_is_counted_in_bits() -> None:
    assert at_least(10, 10, 0.5) == pytest.approx(10)
    assert at_least(0, 10, 0.5) == 0
    assert more_than_usual(1, 1e-3) == pytest.approx(9.97, abs=0.01)
    assert fewer_than_usual(0, 10) == pytest.approx(14.43, abs=0.01)
    assert by_all(20, 1024) == pytest.approx(10)
