"""A refusal is said in the reader's language: sentence, phrases and numbers; what somebody wrote stays as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.lib.spoken import in_words

ITALIAN = {
    "%(what)s is longer than %(longest)s characters: shorten it.": "%(what)s supera %(longest)s caratteri: accorciare.",
    "The reason": "La motivazione",
    "Item %(position)s": "Voce %(position)s",
    "Marco": "not to be translated",
    "Nobody is called “%(name)s”.": "Nessuno si chiama “%(name)s”.",
}


@contextmanager
def _italian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def say(words: Any) -> str:
        return ITALIAN.get(str(words), str(words)) if translation.get_language() == "it" else str(words)

    monkeypatch.setattr("beccaria.lib.spoken.gettext", say)
    with translation.override("it"):
        yield


def test_sentence_phrases_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    said = BadInput(
        "%(what)s is longer than %(longest)s characters: shorten it.",
        what=Phrase("The reason"),
        longest=20_000,
    )
    with _italian(monkeypatch):
        assert in_words(said) == "La motivazione supera 20.000 caratteri: accorciare."
        assert in_words(Cannot("%(what)s.", what=Phrase("Item %(position)s", {"position": 3}))) == "Voce 3."
        assert str(said) == "The reason is longer than 20,000 characters: shorten it."
    assert in_words(said) == str(said)


def test_what_somebody_wrote_is_not_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    with _italian(monkeypatch):
        assert (
            in_words(BadInput("Nobody is called “%(name)s”.", name="Marco")) == "Nessuno si chiama “Marco”."
        )
        assert in_words(BadInput("Nobody is called “%(name)s”.", name="%(x)s 5 %")).endswith("“%(x)s 5 %”.")


def test_nothing_said_says_nothing() -> None:
    with translation.override("it"):
        assert in_words(Cannot()) == ""


def test_days_are_written_as_the_language_writes_them() -> None:
    said = Cannot("Nobody has used it since %(last)s.", last=date(2026, 3, 2))
    with translation.override("en-gb"):
        assert in_words(said) == "Nobody has used it since 2 Mar 2026."
    assert str(said) == "Nobody has used it since 2026-03-02."
