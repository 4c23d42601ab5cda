"""Whatever a name is made of, whoever types it as it is written finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.engines import names_fold


def finds(typed: str, words: list[str]) -> bool:
    return any(
        all(any(word.startswith(part) for word in words) for part in way)
        for way in names_fold.ways_to_search(typed)
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_as_it_is_written_is_found(given_names: str, surname: str) -> None:
    words = names_fold.search_words(given_names, surname)
    assert all(word == word.casefold() and word.isalnum() for word in words)
    for typed in (given_names, surname, f"{surname} {given_names}"):
        if names_fold.words(typed):
            assert finds(typed, words), (typed, words)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("M.T.S.", "MTS"),
        ("MTS", "m. t. s."),
        ("José Ángel", "jose angel"),
        ("Łukasz", "lukasz"),
        ("Müller", "mueller"),
        ("Sørensen", "soerensen"),
        ("Søren", "soren"),
        ("Олександр", "oleksandr"),
        ("Παπαδόπουλος", "papadopoylos"),
        ("De Luca", "deluca"),
        ("O'Brien", "obrien"),
        ("d\u2019Angelo", "dangelo"),
        ("Anna-Maria", "annam"),
    ],
)
def test_spellings_that_must_meet(written: str, typed: str) -> None:
    assert finds(typed, names_fold.search_words("", written))


@pytest.mark.parametrize(("written", "typed"), [("Rossi", "rosi"), ("Anna", "hanna"), ("Rossi", "ossi")])
def test_what_is_not_a_beginning_is_not_found(written: str, typed: str) -> None:
    assert not finds(typed, names_fold.search_words("", written))


def test_numbers_are_compared_without_what_people_write_between() -> None:
    assert names_fold.phone_key("+39 06-5550 1234") == names_fold.phone_key("0039(06)55501234") == "655501234"
    assert names_fold.phone_key("113") == ""
    assert names_fold.document_key("xa 123-456") == "XA123456"
