"""Reads matrices of ties as UCINET writes them: with or without names, and its DL text."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from beccaria.core.refusal import BadInput
from beccaria.engines.network import columns
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Ties
from beccaria.engines.network.reading_rows import Rows

# More columns than this, all of numbers, are never an edge list.
_WIDEST_LIST: Final = 5
_NARROWEST: Final = 3
_NOTHING: Final = frozenset({"", "0", "0.0"})
_LARGEST: Final = 20_000


def is_named(head: Sequence[list[str]]) -> bool:
    """Whether the first row and column hold names: the corner is empty, or both name the same."""
    if len(head) < 2 or len(head[0]) < 3 or columns.ends(head[0]):  # noqa: PLR2004  no smaller matrix is told from a list
        return False
    numbers = all(columns.is_number(cell) or not cell.strip() for row in head[1:] for cell in row[1:])
    across = [cell.strip() for cell in head[0][1 : len(head)]]
    same = len(set(across)) == len(across) and across == [row[0].strip() for row in head[1:]]
    corner = head[0][0].strip()
    return numbers and (not corner or (same and not columns.is_number(corner)))


def is_bare(head: Sequence[list[str]]) -> bool:
    """Whether it is numbers alone, wider than a list of ties; or as wide as high, with nothing on the diagonal."""
    width = len(head[0])
    if not all(columns.is_number(cell) or not cell.strip() for row in head for cell in row):
        return False
    square = _NARROWEST <= width == len(head) == len(head[-1])
    return width > _WIDEST_LIST or (square and all(head[at][at].strip() in _NOTHING for at in range(width)))


def read_named(rows: Rows, *, notes: tuple[str, ...] = (), place: str = "line") -> Ties:
    """Read a square matrix whose rows and columns bear names; they need not stand in the same order."""
    walk = iter(rows)
    _, first = next(walk)
    across = [cell.strip() for cell in first[1:]]
    while across and not across[-1]:
        across.pop()
    _check_width(across)
    body = [(number, row[0].strip(), row[1:]) for number, row in walk]
    down = [name for _, name, _ in body]
    if len(down) != len(across):
        raise BadInput(_not_square(len(down), len(across)))
    if sorted(down) != sorted(across):
        odd = sorted(set(down) ^ set(across))[:3]
        raise BadInput(
            f"The rows of the matrix bear other names than its columns ({', '.join(odd)}): make them the same."
        )
    said = ["Read as a matrix with names.", *notes]
    if len(set(down)) < len(down):
        across = _told_apart(down, across, said)
        body = [(number, name, cells) for (number, _, cells), name in zip(body, across, strict=True)]
    return _collected(across, body, tuple(said), place)


def _told_apart(down: list[str], across: list[str], notes: list[str]) -> list[str]:
    """A name is not a person: two rows of one name are two people. Their columns must stand in the same order."""
    if down != across:
        raise BadInput(
            "The matrix names two people alike, and its columns stand in another order: tell them apart."
        )
    seen: dict[str, int] = {}
    made = []
    for name in down:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    twice = [name for name in seen if seen[name] > 1]
    notes.append(
        f"{', '.join(twice[:3])}: named more than once; each is a person of his own, numbered (2), (3) …"
    )
    return made


def read_bare(rows: Rows, *, notes: tuple[str, ...] = (), place: str = "line") -> Ties:
    """Read a square matrix of numbers; people are called 1, 2, 3 … in order."""
    body = [(number, str(at), row) for at, (number, row) in enumerate(rows, 1)]
    width = max(len(row) for _, _, row in body)
    if width == len(body) + 1 and all(not row[-1].strip() for _, _, row in body if len(row) == width):
        width -= 1  # every line ends with a comma
    _check_width([""] * width)
    if width != len(body):
        raise BadInput(_not_square(len(body), width))
    named = ("Read as a matrix without names: people are called 1, 2, 3 … in its order.", *notes)
    return _collected([str(at) for at in range(1, width + 1)], body, named, place)


def read_dl(path: Path, text: str) -> Ties:
    """Read UCINET's DL text: a full matrix, or a list of ties (edgelist1); labels embedded or apart are kept."""
    head, mark, data = re.split(r"(\bdata\s*:)", text, maxsplit=1, flags=re.IGNORECASE) if re.search(
        r"\bdata\s*:", text, re.IGNORECASE
    ) else (text, "", "")  # fmt: skip
    size = re.search(r"\bn\s*=\s*(\d+)", head, re.IGNORECASE)
    if not mark or not size:
        raise BadInput(f"{path.name} is DL text without `N=` or `DATA:`: export it again from UCINET.")
    count = int(size[1])
    listed = re.search(r"labels\s*:(.*)", head, re.IGNORECASE | re.DOTALL)
    names = [one.strip("\"'") for one in re.split(r"[\s,]+", listed[1].strip()) if one] if listed else []
    if len(names) != count:
        names = [str(at) for at in range(1, count + 1)]
    _check_width(names)
    if re.search(r"edgelist", head, re.IGNORECASE):
        return _dl_list(data, names)
    cells = data.split()
    if len(cells) != count * count:
        raise BadInput(
            f"{path.name} promises {count} x {count} numbers and holds {len(cells)}: export it again."
        )
    body = [(at + 1, names[at], cells[at * count : (at + 1) * count]) for at in range(count)]
    return _collected(names, body, ("Read as UCINET's DL text.",), "row")


def _dl_list(data: str, names: list[str]) -> Ties:
    collected = Collector()
    for name in names:
        collected.person(name)
    for number, line in enumerate(data.strip().splitlines(), 1):
        cells = line.split()
        ends = [
            names[int(one) - 1] if one.isdecimal() and 0 < int(one) <= len(names) else one
            for one in cells[:2]
        ]
        if len(ends) == 2:  # noqa: PLR2004  two ends
            collected.tie(ends[0], ends[1], cells[2] if len(cells) > 2 else None, f"tie {number}")  # noqa: PLR2004  the weight
    return collected.ties(notes=("Read as UCINET's DL list.",))


def _collected(
    across: Sequence[str], body: Iterable[tuple[int, str, Sequence[str]]], notes: tuple[str, ...], place: str
) -> Ties:
    """Every cell that is not zero is a tie; an empty cell is none."""
    collected = Collector()
    for name in across:
        collected.person(name)
    for number, name, cells in body:
        for other, cell in zip(across, cells, strict=False):
            text = cell.strip()
            if text not in _NOTHING:
                collected.tie(name, other, text, f"{place} {number}, column {other}")
    return collected.ties(notes=notes)


def _check_width(across: Sequence[str]) -> None:
    if len(across) > _LARGEST:
        raise BadInput(
            f"The matrix has {len(across):,} columns: above {_LARGEST:,} give a list of ties instead."
        )


def _not_square(rows: int, width: int) -> str:
    return (
        f"The matrix has {rows} rows and {width} columns: a matrix of ties must be square. If its columns are events, "
        "give rows of `person,event` with --two-mode."
    )
