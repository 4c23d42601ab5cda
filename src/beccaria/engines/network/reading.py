"""Reads a network from a file, by what is in it: CSV list, matrix, DL text, GraphML, GEXF, XLSX; or who was at what."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from beccaria.core.refusal import BadInput
from beccaria.engines.network import columns, reading_matrix, reading_rows, reading_xlsx
from beccaria.engines.network.graph import Ties
from beccaria.engines.network.reading_text import Table, open_table
from beccaria.engines.network.reading_xml import READERS
from beccaria.engines.network.two_mode import Attendance, attendance

_XML: Final = 4096
_DL: Final = 1 << 26
_TWO: Final = 2
# How a file of nodes calls an event (networkdata and igraph: type true is the second mode).
_EVENT: Final = frozenset({"true", "1", "event", "summit", "crime"})


def read_ties(path: Path, *, nodes: Path | None = None, headings: bool | None = None) -> Ties:
    """Read who is tied to whom. `nodes` adds people without ties, and labels. Raises BadInput with one sentence."""
    ties = _read(path, headings=headings)
    return reading_xlsx.joined(ties, _entities(nodes)) if nodes else ties


def read_attendance(path: Path, *, nodes: Path | None = None, headings: bool | None = None) -> Attendance:
    """Read rows of person and event. `nodes` with a column `type` says which column holds people."""
    rows, head = _table_rows(path)
    first = head[0]
    person, event = columns.position(first, columns.PEOPLE), columns.position(first, columns.EVENTS)
    named = columns.ends(first)
    found = person is not None and event is not None and person != event
    has = (
        headings if headings is not None else found or named is not None or columns.numbers_under_words(head)
    )
    one, other = (person or 0, event or 0) if found else named or (0, 1)
    notes = [] if has else ["No headings were found: the first line was read as a person and an event."]
    known = _kinds(nodes) if nodes else {}
    if _swapped(head, one, known):
        one, other = other, one
        notes.append("The file of nodes says that the people stand in the second column.")
    others = [(is_event, name, label) for name, (is_event, label) in known.items()]
    return attendance(islice(rows, int(has), None), one, other, notes=tuple(notes), others=others)


def _read(path: Path, *, headings: bool | None) -> Ties:
    match _kind(path):
        case "graphml" | "gexf" as kind:
            return READERS[kind](path)
        case "xlsx":
            return reading_xlsx.read(path, headings=headings)
        case "dl":
            return reading_matrix.read_dl(path, path.read_text(encoding="utf-8-sig", errors="replace"))
        case _:
            return _read_table(open_table(path), headings=headings)


def _read_table(table: Table, *, headings: bool | None) -> Ties:
    head = table.head()
    if reading_matrix.is_named(head) and headings is not False:
        return reading_matrix.read_named(table.rows(), notes=table.notes)
    if reading_matrix.is_bare(head):
        return reading_matrix.read_bare(table.rows(), notes=table.notes)
    found = reading_rows.layout(head, headings=headings)
    return reading_rows.read(table.rows(), found, notes=table.notes)


def _kind(path: Path) -> str:
    """What a file is, by its first bytes."""
    if not path.is_file():
        raise BadInput(f"There is no file {path.name}: check the name.")
    with path.open("rb") as file:
        head = file.read(_XML)
    text = head.decode("utf-8-sig", "replace").lstrip()
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if text.startswith("<"):
        if "<gexf" in text or path.suffix.lower() == ".gexf":
            return "gexf"
        if "<graphml" in text or path.suffix.lower() == ".graphml":
            return "graphml"
        raise BadInput(f"{path.name} is XML, but neither GraphML nor GEXF: export it as one of them.")
    first = text.split(None, 1)
    if first and first[0].casefold() in {"dl", "dl,"} and path.stat().st_size < _DL:
        return "dl"
    return "table"


def _table_rows(path: Path) -> tuple[Iterable[tuple[int, list[str]]], list[list[str]]]:
    """Every row of a table, and the first of them."""
    kind = _kind(path)
    rows: Iterable[tuple[int, list[str]]]
    if kind == "xlsx":
        rows = list(enumerate(reading_xlsx.sheets(path)[0], 1))
        head = [row for _, row in islice(rows, 60)]
    elif kind == "table":
        table = open_table(path)
        rows, head = table.rows(), table.head()
    else:
        raise BadInput(f"{path.name} is a network already: --two-mode takes rows of `person,event`.")
    if max(len(row) for row in head) < _TWO:
        raise BadInput(f"{path.name} has one column: with --two-mode give rows of `person,event`.")
    return rows, head


def _entities(path: Path) -> list[list[str]]:
    return [row for _, row in _rows_of_people(path)]


def _rows_of_people(path: Path) -> Sequence[tuple[int, list[str]]]:
    if _kind(path) == "xlsx":
        return list(enumerate(reading_xlsx.sheets(path)[0], 1))
    if _kind(path) != "table":
        raise BadInput(
            f"{path.name} is not a table of people: give CSV or XLSX with the columns id and name."
        )
    try:
        return list(open_table(path).rows())
    except BadInput:
        # One name a line is a table too, of one column.
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        lines = [(number, [line.strip()]) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if not lines:
            raise
        return lines


def _kinds(path: Path) -> dict[str, tuple[bool, str]]:
    """Whether each node is an event, and its label, where the file of nodes has a column `type`."""
    rows = _entities(path)
    at, kind = columns.position(rows[0], columns.IDS), columns.position(rows[0], columns.KINDS)
    shown = columns.position(rows[0], columns.LABELS)
    if at is None or kind is None:
        return {}
    return {
        row[at].strip(): (columns.plain(row[kind]) in _EVENT, row[shown] if shown is not None else "")
        for row in rows[1:]
        if len(row) > max(at, kind, shown or 0)
    }


def _swapped(head: Sequence[list[str]], person: int, known: dict[str, tuple[bool, str]]) -> bool:
    """Whether the column of people holds events, by the file of nodes."""
    seen = [known[name][0] for row in head if person < len(row) and (name := row[person].strip()) in known]
    return sum(seen) > len(seen) / 2
