"""Mark where two records differ: words of names, parts of dates, places in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from django.utils import formats

from beccaria.engines.folding import fold
from beccaria.people.showing import day


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a text, and whether the other record has it otherwise."""

    text: str
    differs: bool = False


Line = tuple[Bit, ...]


def words(mine: str, theirs: Sequence[str]) -> Line:
    """The words of a name; those that no name of the other record has, however accented, differ."""
    known = {fold(word) for name in theirs for word in name.split()}
    return tuple(Bit(word, bool(known) and fold(word) not in known) for word in mine.split())


def born(mine: date | None, theirs: date | None) -> Line:
    """A birth date; where both are known, day, month and year differ each for itself."""
    if mine is None:
        return ()
    if theirs is None or mine == theirs:
        return (Bit(day(mine)),)
    parts = (
        ("j", mine.day != theirs.day),
        ("F", mine.month != theirs.month),
        ("Y", mine.year != theirs.year),
    )
    return tuple(Bit(formats.date_format(mine, part), differs) for part, differs in parts)


def signs(mine: str, theirs: Sequence[str]) -> Line:
    """A number; the places at which it differs from the nearest of the other record's."""
    if not mine or not theirs:
        return (Bit(mine),) if mine else ()
    nearest = max(theirs, key=lambda one: SequenceMatcher(None, mine, one, autojunk=False).ratio())
    if len(mine) == len(nearest):
        # Of two swapped signs both are marked: that is the slip to look for.
        runs = groupby(zip(mine, nearest, strict=True), key=lambda pair: pair[0] != pair[1])
        return tuple(Bit("".join(sign for sign, _other in run), differs) for differs, run in runs)
    steps = SequenceMatcher(None, mine, nearest, autojunk=False).get_opcodes()
    return tuple(
        Bit(mine[start:end], kind != "equal") for kind, start, end, _from, _to in steps if end > start
    )


def whole(mine: str, theirs: Sequence[str]) -> Line:
    """A text that is the same or is not."""
    if not mine:
        return ()
    known = {fold(one) for one in theirs if one}
    return (Bit(mine, bool(known) and fold(mine) not in known),)
