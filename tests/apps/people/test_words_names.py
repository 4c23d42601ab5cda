"""How two names compare is said on pages as the engine says it, but so that it can be translated."""

import pytest
from django.utils import translation

from beccaria.engines.names import Because, Why, in_words
from beccaria.people import words_names
from beccaria.people.words_names import NAMED, how_named


@pytest.mark.parametrize("because", Because)
def test_every_reason_reads_as_the_engine_words_it(because: Because) -> None:
    why = Why(because, "Ána 100 %(x)s", "{left}")
    with translation.override("en-gb"):
        assert how_named(why) == in_words(why)


def test_the_words_stay_and_the_sentence_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMED, Because.SLIP, "Tra “%(left)s” e “%(right)s” c'è un refuso.")
    assert (
        words_names.how_named(Why(Because.SLIP, "Marko", "Marco")) == "Tra “Marko” e “Marco” c'è un refuso."
    )
