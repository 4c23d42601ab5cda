"""The order of identifiers: numbers inside them count as numbers, so that 2 stands before 10; "007" is not "7"."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d+)")


def id_order(one: str) -> tuple[tuple[tuple[int, int | str], ...], str]:
    """A key to sort by. Digits compare as numbers, other parts as text; equal otherwise, the text decides."""
    parts: list[tuple[int, int | str]] = []
    for part in _NUMBER.split(one):
        if part.isdecimal() and len(part) < 19:  # noqa: PLR2004  longer ones are compared as text
            parts.append((0, int(part)))
        elif part:
            parts.append((1, part.casefold()))
    return tuple(parts), one


def in_order(ids: Iterable[str]) -> list[str]:
    """The identifiers in id order."""
    return sorted(ids, key=id_order)
