"""Weigh what agrees and what contradicts: a sum of bits that anybody can redo, and what may follow from it.

Each piece of evidence has a weight in bits: how many times likelier, in powers of two, it is between two records of one
person than between two of different people (the weights of Fellegi and Sunter, A Theory for Record Linkage, 1969, set
by hand, rounded, and never learnt from anybody's judgements). An address or a number agrees between members of a
household too, so that it is worth much only beside a name that agrees. The score is 1 / (1 + 2 ** (-sum / 2)) after
what is needed to make up for the many people there are. It orders candidates and is no probability.

Religion, nationality and ethnicity are not compared.
"""

from itertools import pairwise
from typing import Final

from beccaria.core.judging import JOIN
from beccaria.engines.persons_compare.reasons import Because, Related

# Bits by the score of the names, with straight lines between.
_NAME_BITS: Final = ((0.0, -7.0), (0.45, -3.0), (0.6, -1.0), (0.7, 4.0), (0.8, 7.0), (0.9, 9.0), (0.97, 10.0))
_PRIOR: Final = -13.0
_NAME_AGREES: Final = 0.82
_NAME_IS_LIKE: Final = 0.65

WEIGHTS: Final[dict[Because, float]] = {
    Because.SAME_BIRTH: 9.0,
    Because.SAME_BIRTH_YEAR: 3.0,
    Because.NEAR_BIRTH: 5.0,
    Because.OTHER_BIRTH: -8.0,
    Because.UNKNOWN_BIRTH: 0.0,
    Because.SAME_DOCUMENT: 18.0,
    Because.NEAR_DOCUMENT: 9.0,
    Because.OTHER_DOCUMENT: -3.0,
}
# What a household shares: beside a name that agrees, one that is like it, and another one.
SHARED: Final[dict[Because, tuple[float, float, float]]] = {
    Because.SAME_PHONE: (12.0, 9.0, 4.0),
    Because.SAME_ADDRESS: (12.0, 8.0, 3.0),
    Because.SAME_ACCOUNT: (13.0, 12.0, 5.0),
}
# What is not made of a name.
INDEPENDENT: Final = frozenset(
    {
        *(Because.SAME_BIRTH, Because.SAME_DOCUMENT, Because.NEAR_DOCUMENT),
        *(Because.SAME_PHONE, Because.SAME_ADDRESS, Because.SAME_ACCOUNT),
    }
)
_ONE_DOCUMENT: Final = frozenset({Because.SAME_DOCUMENT, Because.NEAR_DOCUMENT})


def name_bits(likeness: float) -> float:
    """What the names weigh."""
    for (low, under), (high, over) in pairwise(_NAME_BITS):
        if likeness <= high:
            return under + (over - under) * max(0.0, likeness - low) / (high - low)
    return _NAME_BITS[-1][1]


def weight(reason: Because, likeness: float) -> float:
    """What one reason weighs beside names that are so near."""
    if reason in SHARED:
        agreeing, like, other = SHARED[reason]
        return agreeing if likeness >= _NAME_AGREES else like if likeness >= _NAME_IS_LIKE else other
    return WEIGHTS.get(reason, 0.0)


def score(likeness: float, reasons: tuple[Because, ...]) -> float:
    """From 0 to 1."""
    total = _PRIOR + name_bits(likeness) + sum(weight(one, likeness) for one in reasons)
    return float(1 / (1 + 2 ** (-total / 2)))


def may_be_joined(found: float, reasons: tuple[Because, ...], related: Related | None) -> bool:
    """Whether a rule may hold two records for one person: never by a name alone, never against a sign of kinship."""
    return found >= JOIN and related is None and not INDEPENDENT.isdisjoint(reasons)


def told_apart(reasons: tuple[Because, ...], related: Related | None) -> bool:
    """Whether a rule may hold two records for two people who are easily taken for one another."""
    if not _ONE_DOCUMENT.isdisjoint(reasons):
        return False
    if related is Related.TWINS:
        return True
    return related in {Related.NAMESAKES, Related.PARENT_AND_CHILD} and not SHARED.keys().isdisjoint(reasons)
