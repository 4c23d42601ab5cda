"""A refusal keeps its sentence and what it names apart, and reads as plain English."""

import pickle

import pytest

from beccaria.core.refusal import (
    BadInput,
    Cannot,
    Hidden,
    NeedsConfirmation,
    Phrase,
    Refused,
    Spoken,
    TooFast,
)


@pytest.mark.parametrize("kind", [BadInput, Cannot, Hidden, Refused, TooFast])
def test_every_family_keeps_words_and_values_apart(kind: type[Spoken]) -> None:
    said = kind("At most %(most)s of “%(name)s”.", most=2000, name="100 % <b>")
    assert str(said) == "At most 2,000 of “100 % <b>”."
    assert (said.sentence, said.values) == (
        "At most %(most)s of “%(name)s”.",
        {"most": 2000, "name": "100 % <b>"},
    )


def test_a_sentence_without_values_is_taken_as_it_is() -> None:
    assert str(BadInput("100 % of %(what)s")) == "100 % of %(what)s"
    assert str(Refused()) == ""


def test_phrases_are_filled_too() -> None:
    said = BadInput("%(what)s is empty.", what=Phrase("Item %(position)s", {"position": 3}))
    assert str(said) == "Item 3 is empty."


def test_a_refusal_is_the_same_after_it_went_to_another_process() -> None:
    said = pickle.loads(pickle.dumps(Cannot("At most %(most)s.", most=5)))  # noqa: S301  our own
    assert (str(said), said.sentence, said.values) == ("At most 5.", "At most %(most)s.", {"most": 5})


def test_bad_input_is_a_value_error_and_a_confirmation_says_what_it_needs() -> None:
    assert isinstance(BadInput("No."), ValueError)
    needs = NeedsConfirmation("purpose", "Say what for.")
    assert (needs.what, str(needs)) == ("purpose", "Say what for.")
