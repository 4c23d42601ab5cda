"""Read from a remark whether those named in it kept company by their own choice, or whether a sign was seen.

A small list of words in English and Italian, matched forgivingly. A remark that says neither yes nor no shows nothing:
that two names stand in one text is not company.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from beccaria.engines.folding import fold


class Company(StrEnum):
    """What a remark says of the people named in it."""

    BY_CHOICE = "by choice"
    INNOCENT = "innocent"
    HOSTILE = "hostile"
    NOTHING = "nothing"


# What brings people together without their choosing each other, or for a reason nobody may hold against them.
_INNOCENT: Final = """
choir sang sings singing prays praying prayer prayers bible mass chaplain imam reads lesson lessons teacher class course
coro cantato cantano prega pregano preghiera bibbia messa cappellano legge lezione insegnante corso
""".split()  # noqa: SIM905  forty words in quotes are harder to read
_HOSTILE: Final = """
argued argument fight fought struck hit threatened threat quarrel separated injuries longer refused avoided
discusso lite colpito minacciato ferito divisi evita
""".split()  # noqa: SIM905  the same
# Somebody would not be where the other was, or has left his company: several words that mean it only together.
_HOSTILE_PHRASES: Final = ("would not go", "no longer", "non ha voluto", "non sta piu")
_COMPANY: Final = """
together talking walking met meeting whispering whispered huddled
insieme parlavano parlano camminano passeggiano riuniti confabulano bisbigliavano
""".split()  # noqa: SIM905  the same
_COMPANY_PHRASES: Final = (
    "was with", "seen with", "always with", "whole time", "at the table of", "next to", "mornings with",
    "keeps watch", "took turns", "sempre con", "al tavolo di", "vicino di cella", "la mattina sta con",
    "fa il palo", "davano il cambio",
)  # fmt: skip
_SIGNS: Final = """
tattoo tattooed patch colours insignia emblem graffiti
tatuaggio tatuato toppa stemma simbolo scritta
""".split()  # noqa: SIM905  the same
_LIKE: Final = 87
_LONG: Final = 6


def company(text: str) -> Company:
    """What a remark says of the people it names. Innocent outranks hostile, hostile outranks company."""
    words = fold(text)
    if _any(words, _INNOCENT, ()):
        return Company.INNOCENT
    if _any(words, _HOSTILE, _HOSTILE_PHRASES):
        return Company.HOSTILE
    return Company.BY_CHOICE if _any(words, _COMPANY, _COMPANY_PHRASES) else Company.NOTHING


def signs(text: str, names: Mapping[str, Iterable[str]]) -> set[str]:
    """The keys of the groups whose name stands in a remark that speaks of a sign; the name alone is none."""
    words = f" {fold(text)} "
    if not _any(words, _SIGNS, ()):
        return set()
    return {
        key
        for key, called in names.items()
        if any((folded := fold(one)) and f" {folded} " in words for one in called)
    }


def _any(folded: str, words: Iterable[str], phrases: Iterable[str]) -> bool:
    found = folded.split()
    return any(phrase in folded for phrase in phrases) or any(
        _is(one, word) for one in found for word in words
    )


@cache
def _is(written: str, word: str) -> bool:
    """Whether a word was written; long words also with a slip of the pen."""
    if written == word:
        return True
    both = min(len(written), len(word)) >= _LONG
    return both and abs(len(written) - len(word)) <= 1 and fuzz.ratio(written, word) >= _LIKE
