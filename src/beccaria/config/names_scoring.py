"""Score a table of pairs of names row by row, in little memory, into a CSV that is there whole or not at all."""

import csv
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from beccaria.engines import names
from beccaria.lib.failure import Failed
from beccaria.lib.tables import fold, open_source
from beccaria.lib.tables_cells import FORMULA_STARTS, CellRefused, Habits, to_day
from beccaria.lib.tables_source import Source

_LEFT: Final = (
    "left name_left left_name name_l l_name name_a a_name name1 name_1 first_name_pair query query_name one a"
)
_RIGHT: Final = (
    "right name_right right_name name_r r_name name_b b_name name2 name_2 other candidate result_name two b"
)
_BORN: Final = "born dob birth date_of_birth birth_date birthdate born_on"
_TOLD_EVERY: Final = 2_000


def _born(sides: str) -> str:
    return " ".join(f"{born}_{side} {side}_{born}" for born in _BORN.split() for side in sides.split())


COLUMNS: Final = {
    "left": tuple(_LEFT.split()),
    "right": tuple(_RIGHT.split()),
    "left_born": tuple(_born("left l a 1").split()),
    "right_born": tuple(_born("right r b 2").split()),
}
_KNOWN: Final = frozenset(name for others in COLUMNS.values() for name in others)


@dataclass(slots=True)
class Figures:
    """What was done: pairs read and scored, seconds they took, and how many had something odd about them."""

    pairs: int = 0
    scored: int = 0
    odd: int = 0
    alike: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The figures for programs; `alike` are the pairs scored 0.7 and more."""
        rate = round(self.pairs / self.seconds) if self.seconds else 0
        return {
            "pairs": self.pairs,
            "seconds": round(self.seconds, 3),
            "pairs_per_second": rate,
            "scored": self.scored,
            "odd": self.odd,
            "alike": self.alike,
        }


def score(path: Path, out: TextIO | None, tell: Callable[[float], None]) -> Figures:
    """Write every row of the table at `path` with `score` and `why` to `out`. Raises Failed and CannotRead.

    Odd are pairs with a side without letters, a name that was cut, or a date of birth that cannot be read.
    """
    source = open_source(path, lambda cells: sum(fold(cell) in _KNOWN for cell in cells))
    try:
        return _score(source, path, out, tell)
    finally:
        source.close()


def _score(source: Source, path: Path, out: TextIO | None, tell: Callable[[float], None]) -> Figures:
    rows = source.rows()
    headings = next((cells for cells in rows if any(cells)), [])
    if headings and headings[0].lower().startswith("sep="):
        headings = next((cells for cells in rows if any(cells)), [])
    places = _places(headings, path)
    names.compare(
        names.prepare("a b"), names.prepare("a c")
    )  # the tables of names are read before the clock starts
    gc.freeze()  # the tables stay for good: looking through them again and again is a fifth of the time
    figures, began = Figures(), time.perf_counter()
    writer = csv.writer(out, lineterminator="\n") if out else None
    if writer:
        writer.writerow([*map(_shown, headings), "score", "why"])
    for cells in rows:
        if not any(cells):
            continue
        found = _row(cells, places, figures)
        if writer:
            writer.writerow([*map(_shown, _even(cells, len(headings))), *found])
        if not figures.pairs % _TOLD_EVERY:
            tell(source.part_read())
    figures.seconds = time.perf_counter() - began
    return figures


def _places(headings: list[str], path: Path) -> dict[str, int]:
    folded = [fold(heading) for heading in headings]
    places = {}
    for column, others in COLUMNS.items():
        if found := next((name for name in others if name in folded), None):
            places[column] = folded.index(found)
    if missing := [column for column in ("left", "right") if column not in places]:
        shown = ", ".join(heading for heading in headings[:8] if heading) or "nothing"
        raise Failed(
            f"{path.name} has no column {' and no column '.join(missing)}: "
            f"name the two columns of names left and right (it has: {shown})."
        )
    return places


def _row(cells: list[str], places: dict[str, int], figures: Figures) -> tuple[str, str]:
    left, right = (names.prepare(_cell(cells, places[side])) for side in ("left", "right"))
    same, more, unread = (
        _births(cells, places) if "left_born" in places and "right_born" in places else _NO_BIRTHS
    )
    found = names.compare(left, right, same_birth=same)
    figures.pairs += 1
    named = bool(left.parts and right.parts)
    figures.scored += named
    figures.alike += found.score >= names.THRESHOLD
    figures.odd += not named or left.cut or right.cut or unread
    why = " ".join(names.in_words(each) for each in (*found.why, *more))
    return f"{found.score:.3f}", why


_NO_BIRTHS: Final[tuple[bool | None, tuple[names.Why, ...], bool]] = (None, (), False)


def _births(cells: list[str], places: dict[str, int]) -> tuple[bool | None, tuple[names.Why, ...], bool]:
    try:
        left, right = (_day(_cell(cells, places[side])) for side in ("left_born", "right_born"))
    except CellRefused:
        return None, (names.Why(names.Because.UNKNOWN_BIRTH),), True
    same, why = names.births.agree(left, right)
    return same, (why,) if why else (), False


def _day(text: str) -> date | None:
    return to_day(text.strip(), Habits()) if text.strip() else None


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _even(cells: list[str], width: int) -> list[str]:
    """As many cells as headings: a short row is filled up, what is over is left out."""
    return [*cells[:width], *("",) * (width - len(cells))]


def _shown(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if len(cell) > 1 and cell.startswith(FORMULA_STARTS) else cell


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file that appears under its name only when everything was written. Raises Failed."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise Failed(f"{path} cannot be written: name a file in a folder that exists and may be written.")
    handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def on_terminal() -> bool:
    """Whether a person watches."""
    return sys.stderr.isatty()
