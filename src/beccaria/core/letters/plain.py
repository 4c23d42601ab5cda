"""Measure how plain a letter's words are: length of sentences, and LIX, which works without a dictionary.

LIX (C. H. Björnsson, Läsbarhet, 1968): words per sentence plus the share of words longer than six letters in per cent;
below 45 is commonly read as middling or easier. It stands in for level B1 of the Common European Framework and is no
proof of it: whether a man understands his letter is found out by asking him.
"""

import re
from dataclasses import dataclass
from typing import Final

HARDEST: Final = 45.0
LONGEST_SENTENCE: Final = 25
_LONG_WORD: Final = 6
_SENTENCE: Final = re.compile(r"[.!?:;]+\s+|\n+")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Plainness:
    """How plain a text is. `lix` is 0 for a text without words; `too_long` are its sentences above 25 words."""

    lix: float
    longest: int
    too_long: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it passes both measures."""
        return self.lix <= HARDEST and not self.too_long


def plainness(text: str) -> Plainness:
    """Measure a text of whole sentences."""
    sentences = [one.strip() for one in _SENTENCE.split(text) if _WORD.search(one)]
    counted = [len(_WORD.findall(one)) for one in sentences]
    words = _WORD.findall(text)
    if not words:
        return Plainness(0.0, 0, ())
    long_words = sum(len(word) > _LONG_WORD for word in words)
    lix = len(words) / len(sentences) + 100 * long_words / len(words)
    too_long = tuple(one for one, count in zip(sentences, counted, strict=True) if count > LONGEST_SENTENCE)
    return Plainness(round(lix, 1), max(counted), too_long)
