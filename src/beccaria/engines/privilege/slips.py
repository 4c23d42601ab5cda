"""Texts that are one slip of the pen apart: one character other, more or less, or two that changed places.

Method: two texts within one such slip have a form in common from which one character is left out (the symmetric
deletion of Garbe's SymSpell), so that looking up a few forms finds them without comparing every pair.
"""

from collections.abc import Iterator
from typing import Final

_LONG: Final = 10
_END: Final = 4


def forms(text: str) -> Iterator[str]:
    """The text, and the text without each of its characters."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


class Slips:
    """Known texts, each with what it stands for."""

    def __init__(self) -> None:
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._heads: set[str] = set()
        self._tails: set[str] = set()
        self._short: set[int] = set()

    def add(self, text: str, means: str) -> None:
        """Know a text."""
        if len(text) < _LONG:
            self._short.update((len(text) - 1, len(text), len(text) + 1))
        else:
            self._heads.add(text[:_END])
            self._tails.add(text[-_END:])
        for form in set(forms(text)):
            self._forms.setdefault(form, []).append((text, means))

    def near(self, text: str) -> tuple[str, str] | None:
        """A known text at most one slip away and what it stands for; of several the same length goes first."""
        if not self._may_be(text):
            return None
        found = {pair for form in forms(text) for pair in self._forms.get(form, ())}
        near = [pair for pair in found if within_one(text, pair[0])]
        return min(near, key=lambda pair: (len(pair[0]) != len(text), pair), default=None)

    def _may_be(self, text: str) -> bool:
        """Whether a known text begins or ends like this one: a slip in one of ten characters leaves four at an end."""
        return text[:_END] in self._heads or text[-_END:] in self._tails or len(text) in self._short


def within_one(one: str, other: str) -> bool:
    """Whether one slip makes one text the other, or none is needed."""
    if len(one) == len(other):
        differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(differ) <= 1 or swapped(one, other)
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def swapped(one: str, other: str) -> bool:
    """Whether two neighbours changed places, and nothing else did."""
    if len(one) != len(other):
        return False
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    match differ:
        case [first, second]:
            return second == first + 1 and one[first] == other[second] and one[second] == other[first]
        case _:
            return False
