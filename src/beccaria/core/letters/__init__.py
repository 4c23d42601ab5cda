"""Letters of reasons: what may be told to the person decided upon, what gives others away, and how plain it is."""

from beccaria.core.letters.giving_away import gives_away, says_when
from beccaria.core.letters.plain import HARDEST, LONGEST_SENTENCE, Plainness, plainness
from beccaria.core.letters.telling import (
    ANSWER_WITHIN,
    NEVER_ABOUT,
    Grounds,
    Source,
    Stands,
    why_no_letter,
    why_not_told,
)

__all__ = [
    "ANSWER_WITHIN",
    "HARDEST",
    "LONGEST_SENTENCE",
    "NEVER_ABOUT",
    "Grounds",
    "Plainness",
    "Source",
    "Stands",
    "gives_away",
    "plainness",
    "says_when",
    "why_no_letter",
    "why_not_told",
]
