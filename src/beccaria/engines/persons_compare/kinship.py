"""Notice two people who belong together without being one: twins, parent and child of one name, families, namesakes."""

from typing import Final

from rapidfuzz.distance import JaroWinkler

from beccaria.engines.persons_compare.births import a_generation_apart
from beccaria.engines.persons_compare.described import Described
from beccaria.engines.persons_compare.naming import words
from beccaria.engines.persons_compare.reasons import Because, Related

_ONE_NAME: Final = 0.9
_ALIKE: Final = 0.82
_SHARED: Final = frozenset({Because.SAME_ADDRESS, Because.SAME_PHONE, Because.SAME_ACCOUNT})
_SAYS_WHICH: Final = frozenset(
    {
        Because.SAME_ACCOUNT,
        Because.SAME_BIRTH,
        Because.NEAR_BIRTH,
        Because.SAME_BIRTH_YEAR,
        Because.NEAR_DOCUMENT,
    }
)


def related(
    asked: Described, held: Described, likeness: float, nearest: tuple[str, str], reasons: frozenset[Because]
) -> Related | None:
    """How the two may be related; None when they may be one person, or have nothing to do with each other."""
    if Because.SAME_DOCUMENT in reasons and Because.OTHER_BIRTH not in reasons:
        return None
    if Because.OTHER_BIRTH in reasons and likeness >= _ONE_NAME:
        apart = a_generation_apart(asked.born, held.born)
        return Related.PARENT_AND_CHILD if apart else Related.NAMESAKES
    shares = not _SHARED.isdisjoint(reasons)
    if not shares and Because.SAME_BIRTH not in reasons:
        return None
    if one_surname_other_given(*nearest):
        if Because.SAME_BIRTH in reasons:
            return Related.TWINS
        return Related.FAMILY if shares else None
    # "M." at one address is any of the family whose name begins so; an account or a birth date says which.
    if shares and only_an_initial(*nearest) and not _SAYS_WHICH & reasons:
        return Related.FAMILY
    return Related.HOUSEHOLD if shares and likeness < _ALIKE and Because.SAME_BIRTH not in reasons else None


def one_surname_other_given(one: str, other: str) -> bool:
    """Whether one word is the same and no other word of the shorter name has its like in the longer."""
    left, right = list(words(one)), list(words(other))
    common = next((word for word in reversed(left) if word in right and len(word) > 1), None)
    if common is None:
        return False
    left.remove(common)
    right.remove(common)
    return bool(left and right) and not any(_like(mine, theirs) for mine in left for theirs in right)


def only_an_initial(one: str, other: str) -> bool:
    """Whether the two have a word in common and the rest of one of them is initials, where the other has words."""
    left, right = words(one), words(other)
    mine, theirs = (
        [word for word in some if word not in rest] for some, rest in ((left, right), (right, left))
    )
    if len(mine) == len(left) or not mine or not theirs:
        return False
    return all(len(word) == 1 for word in mine) != all(len(word) == 1 for word in theirs)


def _like(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return bool(JaroWinkler.similarity(one, other) >= _ALIKE)
