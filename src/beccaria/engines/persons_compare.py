"""Compare what is asked about a person with what is held of one, and say why; plain arithmetic that anybody can redo.

The score orders candidates for a human eye. It is a sum of fixed weights between 0 and 1 and no probability.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from beccaria.engines import names_fold

_ALIKE: Final = 0.8
_INITIAL: Final = 0.7
_NAME_WEIGHT: Final = 0.55
_MOST_DAYS_OFF: Final = 1


class Because(StrEnum):
    """What was compared and how it came out."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    PART_OF_NAME = "part_of_name"
    OTHER_NAME = "other_name"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    UNKNOWN_BIRTH = "unknown_birth"
    SAME_PHONE = "same_phone"
    SAME_DOCUMENT = "same_document"
    OTHER_DOCUMENT = "other_document"
    SAME_ADDRESS = "same_address"


WEIGHTS: Final[dict[Because, float]] = {
    Because.SAME_BIRTH: 0.3,
    Because.NEAR_BIRTH: 0.15,
    Because.OTHER_BIRTH: -0.3,
    Because.UNKNOWN_BIRTH: 0.0,
    Because.SAME_PHONE: 0.2,
    Because.SAME_DOCUMENT: 0.45,
    Because.OTHER_DOCUMENT: -0.05,
    Because.SAME_ADDRESS: 0.1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known or asked: names as written, and identifiers; empty where nothing is known."""

    names: tuple[str, ...]
    born: date | None = None
    phones: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """A score from 0 to 1 and the reasons, the weightiest first. `held` is the name that was nearest."""

    score: float
    because: tuple[Because, ...]
    held: str


def compare(asked: Described, held: Described) -> Compared:
    """Compare; the nearest of the held names counts."""
    pairs = [(_likeness(one, other), other) for one in asked.names for other in held.names]
    likeness, nearest = max(pairs, default=(0.0, ""))
    found = [_name(likeness), *_birth(asked.born, held.born), *_identifiers(asked, held)]
    total = _NAME_WEIGHT * likeness + sum(WEIGHTS.get(reason, 0.0) for reason in found)
    weighty = sorted(found, key=lambda reason: -abs(WEIGHTS.get(reason, _NAME_WEIGHT * likeness)))
    return Compared(round(min(1.0, max(0.0, total)), 2), tuple(weighty), nearest)


def _likeness(one: str, other: str) -> float:
    """How far the words of two names pair off, 0 to 1; words that stay alone on the longer side cost a tenth each."""
    left, right = names_fold.words(one), names_fold.words(other)
    if not left or not right:
        return 0.0
    if "".join(sorted(left)) == "".join(sorted(right)) or "".join(left) == "".join(right):
        return 1.0
    if len(left) > len(right):
        left, right = right, left
    rest, total = list(right), 0.0
    for word in left:
        best, taken = max((_word(word, candidate), candidate) for candidate in rest)
        total += best
        rest.remove(taken)
    return max(0.0, total / len(left) - 0.1 * len(rest))


def _word(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter = min(len(one), len(other))
    if shorter == 1 and one[0] == other[0]:
        return _INITIAL
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _name(likeness: float) -> Because:
    if likeness == 1:
        return Because.SAME_NAME
    if likeness >= _ALIKE:
        return Because.LIKE_NAME
    return Because.PART_OF_NAME if likeness > 0 else Because.OTHER_NAME


def _birth(asked: date | None, held: date | None) -> list[Because]:
    if asked is None:
        return []
    if held is None:
        return [Because.UNKNOWN_BIRTH]
    if asked == held:
        return [Because.SAME_BIRTH]
    parts = ((asked.year, held.year), (asked.month, held.month), (asked.day, held.day))
    swapped = asked.year == held.year and (asked.month, asked.day) == (held.day, held.month)
    one_off = sum(mine != theirs for mine, theirs in parts) == 1 and all(
        abs(mine - theirs) <= _MOST_DAYS_OFF or str(mine)[::-1] == str(theirs) for mine, theirs in parts
    )
    return [Because.NEAR_BIRTH if swapped or one_off else Because.OTHER_BIRTH]


def _identifiers(asked: Described, held: Described) -> list[Because]:
    found = []
    if asked.phones & held.phones:
        found.append(Because.SAME_PHONE)
    if asked.documents and held.documents:
        same = asked.documents & held.documents
        found.append(Because.SAME_DOCUMENT if same else Because.OTHER_DOCUMENT)
    if asked.addresses & held.addresses:
        found.append(Because.SAME_ADDRESS)
    return found
