"""Find in a letter's sentence what would give a source, a paper or another person away."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

_RUN: Final = 5
"""So many words in a row that stand in a paper count as its text."""
_SHORT: Final = 3

_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_REFERENCE: Final = re.compile(r"\b\d{2}-[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{7}\b|\bR-[0-9A-Z]{10}\b")
_IDENTIFIER: Final = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_GRADE: Final = re.compile(r"\b(?:3[xX]5[xX]2|5[xX]5[xX]5|4[xX]4|[1-5]\s?[A-EX]\b)")
# Words that say that somebody told. In a letter nobody tells: it says what was found.
_TELLS: Final = (
    *("informant", "informer", "informants", "informers", "intelligence report", "intelligence reports"),
    *(
        "source",
        "sources",
        "tip",
        "tip off",
        "undercover",
        "wiretap",
        "intercepted",
        "surveillance",
        "witness",
    ),
    *(
        "told us",
        "reported that",
        "was reported",
        "were reported",
        "has been reported",
        "overheard",
        "observed by",
    ),
    *(
        "another prisoner",
        "a prisoner said",
        "an officer said",
        "an officer saw",
        "a colleague",
        "police told",
    ),
    *("informatore", "informatori", "fonte", "fonti", "confidente", "intercettazione", "intercettazioni"),
    *("segnalato da", "ci hanno detto", "un altro detenuto", "un agente ha", "testimone", "infiltrato"),
)


_MONTHS: Final = "january february march april june july august september october november december"
_MESI: Final = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday yesterday"
_GIORNI: Final = "lunedì martedì mercoledì giovedì venerdì sabato domenica ieri"
_WHEN: Final = re.compile(
    rf"\b(?:{'|'.join(f'{_MONTHS} {_MESI} {_DAYS} {_GIORNI}'.split())}|(?:in|since|of|last) may)\b",
    re.IGNORECASE,
)


def gives_away(text: str, *, papers: Iterable[str] = (), names: Iterable[str] = ()) -> str | None:
    """Why this sentence may not stand in a letter, in a sentence; None when nothing is found.

    `papers` are texts that must not be repeated (five words in a row are), `names` must not be named. What is said
    never repeats what was found: whoever tries sentences learns only that this one cannot stand.
    """
    if _REFERENCE.search(text) or _IDENTIFIER.search(text):
        return "It holds a reference number: say what was found, not where it is written."
    if _GRADE.search(text):
        return "It holds a grade: leave grades out of a letter."
    words = _words(text)
    joined = f" {' '.join(words)} "
    if any(f" {said} " in joined for said in _TELLS):
        return "It says that somebody told: say what was found, never from whom."
    if any(f" {' '.join(name)} " in joined for name in map(_words, names) if _is_name(name)):
        return "It names somebody or something that must not be named: leave the name out."
    mine = set(_runs(words))
    if mine and any(mine & set(_runs(_words(paper))) for paper in papers):
        return "It repeats the words of a paper: say it in your own words."
    return None


def says_when(text: str) -> bool:
    """Whether a sentence says when something was: by figures, a month or a day of the week (English, Italian).

    Of what rests on intelligence even the day may show who was there to see it.
    """
    return any(letter.isdigit() for letter in text) or bool(_WHEN.search(text))


def _is_name(words: list[str]) -> bool:
    return bool(words) and len("".join(words)) >= _SHORT


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(
        letter for letter in plain if not unicodedata.combining(letter) and letter not in "\u200b\u00ad"
    )
    return _WORD.findall(kept)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
