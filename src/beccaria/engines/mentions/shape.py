"""The shape of one mention, and how competing ones are settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of text seems to be."""

    PHONE = "phone"
    IBAN = "iban"
    PLATE = "plate"
    EMAIL = "email"
    MOMENT = "moment"
    WING = "wing"
    CELL = "cell"
    NAME = "name"
    INITIALS = "initials"
    NICKNAME = "nickname"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A piece of text from `start` up to `end` (excluded), what it seems to be, and its normal form."""

    start: int
    end: int
    kind: Kind
    text: str
    value: str


def without_overlaps(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Keep the earlier-listed of two that overlap: finders are listed from the surest to the least sure."""
    kept: list[Mention] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept))
