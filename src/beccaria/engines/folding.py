"""Fold a text to what it is compared and searched by: no accents, no case, no marks."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
# Letters that do not decompose into a base letter and a mark.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n"}
)
_DULL: Final = frozenset(
    """
    a an and at by for from he her his i in is it its of on or she that the they this to was were with
    ai al alla alle che ci con da dal dalla dei del della delle di e ed era gli ha ho il la le lo nel nella
    non o per si su sul un una
    """.split()  # noqa: SIM905  eighty words in quotes are harder to read
)


def fold(text: str) -> str:
    """The words of a text in plain small letters, one space between: `È già Łódź` becomes `e gia lodz`."""
    if text.isascii():  # nothing to take apart: most names, a tenth of the time
        return " ".join(_WORD.findall(text.lower()))
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join(_WORD.findall(plain.translate(_LETTERS)))


def tokens(text: str) -> frozenset[str]:
    """The telling words of a text, folded; articles and the like are left out."""
    return frozenset(fold(text).split()) - _DULL
