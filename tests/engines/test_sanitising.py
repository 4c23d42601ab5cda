"""Sanitising: what gives a source away is flagged, and versions compare without losing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.engines import sanitising
from beccaria.engines.sanitising import Change, Sign

words = st.lists(st.sampled_from(["a", "phone", "in", "B2", "Rossi", "took", "\n"]), max_size=20).map(
    " ".join
)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("An informant says the phone is in B2.", Sign.SOURCE),
        ("He told me about the phone.", Sign.SOURCE),
        ("Una fonte riferisce del telefono.", Sign.SOURCE),
        ("Un detenuto mi ha detto del telefono.", Sign.SOURCE),
        ("I saw the phone.", Sign.FIRST_PERSON),
        ("Ho visto il telefono.", Sign.FIRST_PERSON),
        ("Known from a phone tap.", Sign.TECHNIQUE),
        ("Emerso da intercettazione.", Sign.TECHNIQUE),
        ("At 14:30 a phone was passed.", Sign.EXACT_TIME),
        ("Passato alle 14 in cortile.", Sign.EXACT_TIME),
        ("Known to the only cleaner of the wing.", Sign.SMALL_CELL),
        ("Lo sa solo il compagno di cella.", Sign.SMALL_CELL),
        ("Verdi said it.", Sign.STAFF),
        ('He said "the phone is behind the pipe".', Sign.QUOTATION),
        ("See 26-7K2FQ3X.", Sign.REFERENCE),
    ],
)
def test_what_gives_the_source_away_is_flagged(text: str, sign: Sign) -> None:
    found = sanitising.flags(text, staff=["Anna Verdi"])
    assert sign in {flag.sign for flag in found}
    assert all(text[flag.start : flag.end] == flag.text and flag.why and flag.key for flag in found)


@pytest.mark.parametrize(
    "text",
    [
        "A mobile telephone is held in B2.",
        "Un telefono è tenuto nella sezione B2.",
        "M.T.S. directs sales of drugs.",
        "",
    ],
)
def test_a_clean_sentence_is_not_flagged(text: str) -> None:
    assert sanitising.flags(text, staff=["Anna Verdi", "Li"]) == ()


def test_staff_are_found_by_any_part_of_the_name_without_accents_or_case() -> None:
    text = "Seen by GARCÍA, and by José-Luis Garcia."
    assert [
        flag.text for flag in sanitising.flags(text, staff=["José-Luis García"]) if flag.sign is Sign.STAFF
    ] == [
        "GARCÍA",
        "José-Luis Garcia",
    ]


def test_a_flag_keeps_its_key_when_other_words_change() -> None:
    one, other = sanitising.flags("The informant is afraid."), sanitising.flags("Now the INFORMANT is not.")
    assert [flag.key for flag in one] == [flag.key for flag in other] == ["source:informant"]


@given(words, words)
def test_comparing_loses_nothing(original: str, sanitised: str) -> None:
    compared = sanitising.compare(original, sanitised)
    assert "".join(piece.text for piece in compared.left) == original
    assert "".join(piece.text for piece in compared.right) == sanitised


def test_comparing_shows_what_was_removed_and_added() -> None:
    compared = sanitising.compare(
        "The cleaner told me that a phone is in B2", "It is known that a phone is in B2"
    )
    assert [piece.text.strip() for piece in compared.left if piece.change is Change.REMOVED] == [
        "The cleaner told me"
    ]
    assert [piece.text.strip() for piece in compared.right if piece.change is Change.ADDED] == ["It is known"]
