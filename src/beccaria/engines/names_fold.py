"""Fold a person's names into the words by which he is found; matching names that differ is another engine's work."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from beccaria.engines.folding import fold

_DIGITS: Final = re.compile(r"\D+")
_MARKS: Final = re.compile(r"[^0-9A-Z]+")
# The last nine digits are the same whether a number is written with its country code or without.
_PHONE_TAIL: Final = 9
_SHORTEST_PHONE: Final = 6
_LONG: Final = 3

# Letter by letter, as passports of these countries come near to (ICAO 9303); the matcher of names knows better.
_OTHER_LETTERS: Final = """
а=a б=b в=v г=g ґ=g д=d е=e є=ie ж=zh з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh
ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=iu я=ia ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ё=e
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
"""  # noqa: RUF001  letters that look alike are the point of this table
_LATIN: Final = str.maketrans({pair[0]: pair[2:] for pair in _OTHER_LETTERS.split()})
# Germanic and Nordic spellings without their marks: Müller is written Mueller, Sørensen Soerensen.
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def _latin(text: str) -> str:
    if text.isascii():
        return fold(text)
    composed = unicodedata.normalize("NFC", text.casefold())
    # Twice, because taking a letter apart may show a capital or a letter of another alphabet.
    return fold(fold(composed.translate(_LATIN)).translate(_LATIN))


def _split(text: str) -> list[str]:
    return _latin(text).split()


def words(text: str) -> list[str]:
    """The folded words of a text, in order; letters that stand alone are drawn together: `M.T.S.` becomes `mts`."""
    return _drawn_together(_split(text))


def _drawn_together(split: list[str]) -> list[str]:
    if all(len(word) > 1 for word in split):
        return split
    found: list[str] = []
    for alone, run in groupby(split, key=lambda word: len(word) == 1 and word.isalpha()):
        letters = list(run)
        found += ["".join(letters)] if alone else letters
    return found


def search_words(
    given_names: str, surname: str, aliases: Iterable[str] = (), numbers: Iterable[str] = ()
) -> list[str]:
    """Every word by which a person is found, sorted, each once: names, other names, and his numbers unbroken."""
    found = {"".join(_split(number)) for number in numbers}
    for text in dict.fromkeys((surname, f"{given_names} {surname}", f"{surname} {given_names}", *aliases)):
        split = _split(text)
        found |= {*split, *_drawn_together(split), "".join(split)}
        if not text.isascii():
            found.update(words(text.casefold().translate(_SPELT_OUT)))
    return sorted(found - {""})


def ways_to_search(text: str) -> list[list[str]]:
    """The ways to read what somebody typed, each a list of word beginnings that must all be found; none for nothing.

    `M.T. Rossi` is read as `mt rossi`, as `m t rossi` and as `mtrossi`.
    """
    drawn, split = words(text), _split(text)
    ways = [drawn] if drawn else []
    if split != drawn and any(len(word) >= _LONG for word in split):
        ways.append(split)
    if len(split) > 1:
        ways.append(["".join(split)])
    return [way for place, way in enumerate(ways) if way not in ways[:place]]


def sort_name(given_names: str, surname: str) -> str:
    """What lists are ordered by: folded surname, then given names."""
    return _latin(f"{surname} {given_names}")


def full_name(given_names: str, surname: str) -> str:
    """The name as it is shown: given names, then surname, as they were asserted."""
    return " ".join(f"{given_names} {surname}".split())


def phone_key(phone: str) -> str:
    """What telephone numbers are compared by: their last nine digits; empty when there are fewer than six."""
    digits = _DIGITS.sub("", phone)
    return digits[-_PHONE_TAIL:] if len(digits) >= _SHORTEST_PHONE else ""


def document_key(document: str) -> str:
    """What document numbers are compared by: capital letters and digits only."""
    return _MARKS.sub("", document.upper())
