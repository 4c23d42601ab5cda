"""Fold a person's names into the words by which he is found; matching names that differ is another engine's work."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from beccaria.engines.folding import fold

_DIGITS: Final = re.compile(r"\D+")
_MARKS: Final = re.compile(r"[^0-9A-Z]+")
# The last nine digits are the same whether a number is written with its country code or without.
_PHONE_TAIL: Final = 9


def words(text: str) -> list[str]:
    """The folded words of a text, in order; letters that stand alone are drawn together: `M.T.S.` becomes `mts`."""
    found: list[str] = []
    for alone, run in groupby(fold(text).split(), key=lambda word: len(word) == 1 and word.isalpha()):
        letters = list(run)
        found += ["".join(letters)] if alone else letters
    return found


def search_words(
    given_names: str, surname: str, aliases: Iterable[str] = (), numbers: Iterable[str] = ()
) -> list[str]:
    """Every word by which a person is found, sorted, each once: names, other names, and his numbers unbroken."""
    named = [word for text in (given_names, surname, *aliases) for word in words(text)]
    # "Maria T. S." is also found as "T.S.", and a name in two words as one: "De Luca", "DeLuca".
    joined = ["".join(fold(text).split()) for text in (surname, *aliases)]
    counted = ["".join(fold(number).split()) for number in numbers]
    return sorted({word for word in (*named, *joined, *counted) if word})


def sort_name(given_names: str, surname: str) -> str:
    """What lists are ordered by: folded surname, then given names."""
    return fold(f"{surname} {given_names}")


def full_name(given_names: str, surname: str) -> str:
    """The name as it is shown: given names, then surname, as they were asserted."""
    return " ".join(f"{given_names} {surname}".split())


def phone_key(phone: str) -> str:
    """What telephone numbers are compared by: their last nine digits; empty when there are fewer than six."""
    digits = _DIGITS.sub("", phone)
    return digits[-_PHONE_TAIL:] if len(digits) >= 6 else ""  # noqa: PLR2004  shorter ones are extensions


def document_key(document: str) -> str:
    """What document numbers are compared by: capital letters and digits only."""
    return _MARKS.sub("", document.upper())
