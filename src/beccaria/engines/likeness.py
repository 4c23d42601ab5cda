"""Measure how much of a text stood in another already, lawyers' stock phrases left aside.

Runs of three words found again, in either direction (A. Broder 1997, On the resemblance and containment of documents),
and the longest common order of words (Indel similarity, as rapidfuzz computes it): the higher of them. So neither a
changed order, nor a padded text, nor a word changed here and there makes old reasons new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from beccaria.engines.folding import fold

SAME: Final = 70
"""From so many per cent on the reasons are the old ones: our rule, stricter than a word for word copy."""
LARGELY: Final = 45
_PARTLY: Final = 20
_RUN: Final = 3
# What every decision says in English and Italian and what gives no reason. Folded as texts are.
_STOCK: Final = tuple(
    sorted(
        (
            fold(phrase)
            for phrase in (
                "for the reasons set out above",
                "for the reasons stated in the previous decision",
                "having regard to all the circumstances",
                "having regard to the circumstances of the case",
                "in the interests of good order and discipline",
                "in the interest of good order and security",
                "in order to maintain good order and security",
                "it is therefore considered necessary and proportionate",
                "it is necessary and proportionate",
                "no less restrictive measure would suffice",
                "the risk remains unchanged",
                "the situation remains unchanged",
                "the reasons remain valid",
                "in accordance with the law",
                "pursuant to the applicable provisions",
                "visti gli atti",
                "letti gli atti",
                "ritenuto che",
                "considerato che",
                "rilevato che",
                "per i motivi sopra esposti",
                "per le ragioni sopra indicate",
                "permangono le ragioni di ordine e sicurezza",
                "per motivi di ordine e sicurezza",
                "ai sensi della normativa vigente",
                "la misura appare necessaria e proporzionata",
                "permangono i presupposti",
            )
        ),
        key=len,
        reverse=True,
    )
)
_ANY_STOCK: Final = re.compile(rf"(?<!\S)(?:{'|'.join(_STOCK)})(?!\S)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: 0 to 100 per cent. `empty`: beyond stock phrases the new one says nothing."""

    percent: int
    empty: bool = False

    @property
    def same(self) -> bool:
        """Whether the new text is the old one."""
        return self.percent >= SAME

    @property
    def words(self) -> str:
        """How much, in a word: same, largely, partly, fresh."""
        if self.same:
            return "same"
        if self.percent >= LARGELY:
            return "largely"
        return "partly" if self.percent >= _PARTLY else "fresh"


def likeness(new: str, old: str) -> Likeness:
    """How much of `new` stood in `old`, or of `old` stands in it again."""
    said, before = _words(new), _words(old)
    if not said:
        return Likeness(100 if not before else 0, empty=True)
    if not before:
        return Likeness(0)
    found = max(_again(said, before), _again(before, said), Indel.normalized_similarity(said, before))
    return Likeness(round(100 * found))


def _again(one: list[str], other: list[str]) -> float:
    """The share of the runs of one that stand in the other."""
    mine, known = _runs(one), set(_runs(other))
    return sum(run in known for run in mine) / len(mine)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    size = min(_RUN, len(words))
    return [tuple(words[start : start + size]) for start in range(len(words) - size + 1)]


def _words(text: str) -> list[str]:
    return _ANY_STOCK.sub("", fold(text)).split()
