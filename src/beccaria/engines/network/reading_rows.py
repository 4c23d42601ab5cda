"""Reads rows of cells as ties: which columns hold the two people and the weight, and what was assumed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beccaria.core.refusal import BadInput
from beccaria.engines.network import columns
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Ties

Rows = Iterable[tuple[int, list[str]]]
# Where the second end and the weight stand when no heading says so.
_OTHER, _THIRD = 1, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the two ends and the weight stand, and whether the first row is headings."""

    one: int
    other: int
    weight: int | None
    headings: bool
    notes: tuple[str, ...] = ()


def layout(head: Sequence[list[str]], *, headings: bool | None = None) -> Layout:
    """Find the columns from the first rows. `headings` says whether there are any, when a person knows better."""
    first = head[0]
    width = max(len(row) for row in head)
    if width <= _OTHER:
        raise BadInput("The file has one column: a tie needs two names, as `person,person`.")
    named = columns.ends(first)
    has = headings if headings is not None else named is not None or columns.numbers_under_words(head)
    if not has:
        return _without_headings(head, width)
    one, other = named or (0, _OTHER)
    weight = columns.position(first, columns.WEIGHTS)
    notes = []
    if named is None:
        notes.append(f"The headings {first[0]!r} and {first[1]!r} were taken for the two ends of each tie.")
        if weight is None and width == _THIRD + 1 and _numbers(head[1:]):
            weight = _THIRD
            notes.append(f"The numbers under {first[_THIRD]!r} were taken for weights.")
    return Layout(one, other, None if weight in {one, other} else weight, headings=True, notes=tuple(notes))


def _without_headings(head: Sequence[list[str]], width: int) -> Layout:
    weighted = width > _THIRD and _numbers(head)
    notes = ["No headings were found: the first line was read as a tie."]
    if weighted:
        notes.append("The third column was taken for weights.")
    if width > _THIRD + weighted:
        notes.append(f"Columns after the {'third' if weighted else 'second'} were not used.")
    return Layout(0, _OTHER, _THIRD if weighted else None, headings=False, notes=tuple(notes))


def _numbers(rows: Sequence[list[str]]) -> bool:
    """Whether the third column holds numbers or nothing."""
    cells = [row[_THIRD] for row in rows if len(row) > _THIRD and row[_THIRD].strip()]
    return bool(cells) and all(columns.is_number(cell) for cell in cells)


def read(rows: Rows, found: Layout, *, notes: tuple[str, ...] = (), place: str = "line") -> Ties:
    """Read every row by the layout."""
    collected = Collector(rows=place)
    last = max(found.one, found.other, found.weight or 0)
    walk = iter(rows)
    if found.headings:
        next(walk, None)
    for number, row in walk:
        if len(row) <= last:
            row = row + [""] * (last + 1 - len(row))  # noqa: PLW2901  a short row lacks what is behind its end
        weight = row[found.weight] if found.weight is not None else None
        collected.tie(row[found.one], row[found.other], weight, number)
    return collected.ties(notes=(*notes, *found.notes))
