"""Compare what is asked about a person with what is held of one, and say why; plain arithmetic that anybody can redo.

The score orders candidates for a human eye; what a rule may do with it is said in `weighing`.
"""

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from beccaria.core.judging import JOIN, REVIEW, SPLIT
from beccaria.engines.names import Why
from beccaria.engines.persons_compare.births import compare_births, is_weak
from beccaria.engines.persons_compare.described import Described, account_key, describe
from beccaria.engines.persons_compare.keys import (
    MARK,
    asking_keys,
    birth_keys,
    holding_keys,
    identifier_keys,
    naming_keys,
    number_of,
)
from beccaria.engines.persons_compare.kinship import related
from beccaria.engines.persons_compare.naming import compare_names, named_in_words
from beccaria.engines.persons_compare.naming import words as words_of
from beccaria.engines.persons_compare.reasons import Because, Related, in_words
from beccaria.engines.persons_compare.weighing import WEIGHTS, may_be_joined, score, told_apart, weight

_ALIKE: Final = 0.8
_SHORTEST_DOCUMENT: Final = 6

__all__ = [
    "JOIN",
    "MARK",
    "REVIEW",
    "SPLIT",
    "WEIGHTS",
    "Because",
    "Compared",
    "Described",
    "Related",
    "account_key",
    "asking_keys",
    "birth_keys",
    "compare",
    "describe",
    "holding_keys",
    "identifier_keys",
    "in_words",
    "is_weak",
    "naming_keys",
    "number_of",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Compared:
    """A score from 0 to 1 and the reasons, the weightiest first. `held` is the name that was nearest.

    `related` says how the two may belong together without being one. `why_named` says how the names compare.
    """

    score: float
    because: tuple[Because, ...]
    held: str
    likeness: float = 0.0
    related: Related | None = None
    why_named: tuple[Why, ...] = ()

    @property
    def may_be_joined(self) -> bool:
        """Whether a rule may hold the two for one person."""
        return may_be_joined(self.score, self.because, self.related)

    @property
    def is_told_apart(self) -> bool:
        """Whether a rule may hold the two for two people: twins, or one name and one home but other birth dates.

        Without it a third record that gives no birth date, such as a payer's, would join the two.
        """
        return told_apart(self.because, self.related)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every reason in an English sentence, the weightiest first; last, how they may be related."""
        found = (*self.because, *((self.related,) if self.related else ()))
        return (*named_in_words(self.why_named), *(in_words(code) for code in found))


def compare(asked: Described, held: Described) -> Compared:
    """Compare; the nearest of the held names counts. The same both ways round, but for which name is called held."""
    pairs = [(compare_names(one, other), one, other) for one in asked.names for other in held.names]
    best = max(pairs, key=lambda pair: pair[0].score, default=None)
    likeness, nearest = (best[0].score, (best[1], best[2])) if best else (0.0, ("", ""))
    birth = compare_births(asked.born, held.born)
    found = (
        _name(likeness),
        *((Because(birth.value),) if birth else ()),
        *_identifiers(asked, held),
    )
    weighty = tuple(sorted(found, key=lambda reason: -abs(weight(reason, likeness))))
    total = score(likeness, weighty)
    kin = related(asked, held, likeness, nearest, frozenset(found))
    return Compared(
        round(total, 3), weighty, nearest[1], round(likeness, 3), kin, best[0].why if best else ()
    )


def _name(likeness: float) -> Because:
    if likeness >= 0.995:  # noqa: PLR2004  rounding of the engine of names
        return Because.SAME_NAME
    if likeness >= _ALIKE:
        return Because.LIKE_NAME
    return Because.PART_OF_NAME if likeness > 0.3 else Because.OTHER_NAME  # noqa: PLR2004  one word of several


def _identifiers(asked: Described, held: Described) -> list[Because]:
    found = []
    if asked.phones & held.phones:
        found.append(Because.SAME_PHONE)
    if asked.documents and held.documents:
        found.append(_documents(asked.documents, held.documents))
    if asked.accounts & held.accounts:
        found.append(Because.SAME_ACCOUNT)
    if asked.addresses & held.addresses:
        found.append(Because.SAME_ADDRESS)
    return found


def _documents(asked: frozenset[str], held: frozenset[str]) -> Because:
    if asked & held:
        return Because.SAME_DOCUMENT
    near = any(
        min(len(one), len(other)) >= _SHORTEST_DOCUMENT and OSA.distance(one, other, score_cutoff=1) <= 1
        for one in asked
        for other in held
    )
    return Because.NEAR_DOCUMENT if near else Because.OTHER_DOCUMENT
