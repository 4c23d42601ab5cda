"""Offer the earlier items nearest to an item, with reasons; a person decides whether they corroborate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from beccaria.engines.folding import tokens

_LINK: Final = 3.0
_MOMENT: Final = 1.0
_WORDS: Final = 4.0
_MONTH: Final = timedelta(days=30)
_LEAST: Final = 0.6
_MANY_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of an item: its text, the records it is linked to, and when it happened."""

    id: str
    text: str
    links: frozenset[str] = frozenset()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier item, how near it is (for ordering only), and why, in sentences."""

    id: str
    nearness: float
    why: tuple[str, ...]


def nearest(item: Told, others: Iterable[Told], *, limit: int = 3) -> tuple[Near, ...]:
    """The nearest other items, nearest first, ties by identifier; items that share nothing are left out.

    Nearness adds shared records (3 each), shared telling words (Jaccard index, times 4) and closeness in time
    (1 on the same day, falling to 0 at 30 days). Time alone is never a reason to offer an item.
    """
    words = tokens(item.text)
    found = [_near(item, words, other) for other in others if other.id != item.id]
    wanted = sorted((near for near in found if near is not None), key=lambda near: (-near.nearness, near.id))
    return tuple(wanted[:limit])


def _near(item: Told, words: frozenset[str], other: Told) -> Near | None:
    shared = sorted(item.links & other.links)
    theirs = tokens(other.text)
    same = words & theirs
    likeness = len(same) / len(words | theirs) if same else 0.0
    nearness = _LINK * len(shared) + _WORDS * likeness
    if nearness < _LEAST:
        return None
    why = []
    if shared:
        why.append(f"Both are linked to {', '.join(shared)}.")
    if same:
        why.append(f"Both say: {', '.join(sorted(same, key=lambda word: (-len(word), word))[:_MANY_WORDS])}.")
    if item.at is not None and other.at is not None:
        apart = abs(item.at - other.at)
        nearness += _MOMENT * max(0.0, 1 - apart / _MONTH)
        if apart < _MONTH:
            why.append("On the same day." if not apart.days else f"{apart.days} days apart.")
    return Near(other.id, round(nearness, 3), tuple(why))
