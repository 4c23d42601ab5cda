"""Keys: two writings of one name share one; other people share few."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from beccaria.engines import names
from tests.engines.test_names_compare import ONE

DATA = Path(__file__).resolve().parents[1] / "data"


def keys(name: str) -> frozenset[str]:
    return names.keys(names.prepare(name))


@pytest.mark.parametrize(("left", "right"), ONE)
def test_two_writings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert keys(left) & keys(right)


def test_keys_are_the_same_every_time_and_in_any_order() -> None:
    assert keys("Marta Rinaldi") == keys("RINALDI, Marta")
    assert "LR+MRD" not in keys("Marta Rinaldi")


def test_people_of_other_names_share_no_key() -> None:
    assert not keys("Marta Rinaldi") & keys("Goran Petrović")


def test_a_name_has_few_keys() -> None:
    assert 1 <= len(keys("Marta Rinaldi")) <= 30
    assert len(keys(" ".join(["Abracadabra"] * 40))) <= 60
    assert keys("😀 123") == frozenset()
    assert keys("Suparman")


def test_words_of_two_scripts_share_keys() -> None:
    with (DATA / "names_two_scripts.csv").open(encoding="utf-8", newline="") as file:
        words = [(row["latin"].title(), row["native"]) for row in csv.DictReader(file)]
    made = [(f"{a} {b}", f"{x} {y}") for (a, x), (b, y) in pairwise(words)]
    met = sum(bool(keys(left) & keys(right)) for left, right in made)
    assert met / len(made) >= 0.97
    alike = sum(
        names.score_pairs([left for left, _ in made], [right for _, right in made])[i] >= 0.7
        for i in range(len(made))
    )
    assert alike / len(made) >= 0.85


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Les Flora", "לס פלורה"),
        ("Dar Machado", "דר מצ'אדו"),
        ("Gen Đilas", "гэн джилас"),
        ("Sheikh Tamang", "Scheikh Tamang"),
        ("Cao Ming", "цао мин"),
        ("Roberto Kobi", "רוברטו קובי"),
        ("Ivan Petkov", "I. Ptekov"),
    ],
)
def test_titles_in_another_script_initials_with_a_slip_and_letters_heard_twice(left: str, right: str) -> None:
    assert keys(left) & keys(right)


def test_a_title_leads_nobody_to_whom_it_is_no_name() -> None:
    assert keys("Dr Rossi") >= keys("Rossi")
    assert not keys("Dr Rossi") & keys("Dr Bianchi")
    assert len(keys("Mr Dr Prof Rossi")) <= 30
    for odd in ("李", "सचिन", "Dr 😀", "(Dr)", "Mr. Mr.", "de la", "د"):
        assert isinstance(keys(odd), frozenset)
