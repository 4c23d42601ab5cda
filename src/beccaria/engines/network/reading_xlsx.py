"""Reads workbooks: the two sheets of i2 (entities, links), or one sheet with a list or a matrix of ties."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from beccaria.core.refusal import BadInput
from beccaria.engines.network import columns, reading_matrix, reading_rows
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Ties

_LARGEST: Final = 1 << 30
_HEAD: Final = 60


def sheets(path: Path) -> list[list[list[str]]]:
    """The rows of every sheet that has any, as text. Raises BadInput for what is no workbook, or a bomb."""
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise BadInput(f"{path.name} is more than 1 GB when unpacked: save it as CSV.")
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as bad:
        if isinstance(bad, BadInput):
            raise
        raise BadInput(f"{path.name} is not an Excel workbook: save it as XLSX or CSV.") from bad
    try:
        found = [list(_rows(sheet)) for sheet in book.worksheets]
    finally:
        book.close()
    full = [rows for rows in found if rows]
    if not full:
        raise BadInput(f"{path.name} is empty: give one tie a row.")
    return full


def read(path: Path, *, headings: bool | None = None) -> Ties:
    """Read the sheet with the ties; a sheet with entities beside it adds people and their labels."""
    found = sheets(path)
    links = next((rows for rows in found if columns.ends(rows[0])), found[0])
    numbered = list(enumerate(links, 1))
    head = links[:_HEAD]
    if reading_matrix.is_named(head):
        return reading_matrix.read_named(numbered, place="row")
    if reading_matrix.is_bare(head):
        return reading_matrix.read_bare(numbered, place="row")
    others = [rows for rows in found if rows is not links]
    notes = ("Read as a sheet of links and a sheet of entities.",) if others else ()
    ties = reading_rows.read(numbered, reading_rows.layout(head, headings=headings), notes=notes, place="row")
    return joined(ties, others[0]) if others else ties


def joined(ties: Ties, entities: list[list[str]]) -> Ties:
    """The same ties with the people and labels of a sheet, or file, of entities."""
    named = columns.position(entities[0], columns.IDS)
    at, body = (named, entities[1:]) if named is not None else (0, entities)
    shown = columns.position(entities[0], columns.LABELS) if named is not None else None
    collected = Collector(labels=dict(ties.labels))
    for one in ties.ids:
        collected.person(one)
    listed = set()
    for row in body:
        if at < len(row) and row[at].strip():
            label = row[shown] if shown is not None and shown != at and shown < len(row) else ""
            collected.person(row[at], label)
            listed.add(row[at].strip())
    unlisted = len([one for one in ties.ids if one not in listed])
    said = (f"{unlisted:,} of those with ties are not in the file of nodes.",) if unlisted else ()
    for one, other, weight in zip(ties.sources, ties.targets, ties.weights, strict=True):
        collected.tie(ties.ids[one], ties.ids[other], float(weight), "")
    return collected.ties(directed=ties.directed, notes=(*ties.notes, *said))


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _text(cell: object) -> str:
    """A cell as it was meant: 7.0 is 7; what is text stays as it is, so that 007 keeps its zeros."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return "" if cell is None else str(cell)
