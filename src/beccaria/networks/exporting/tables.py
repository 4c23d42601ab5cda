"""Write a chart as tables: the two sheets of i2 (entities, links) as XLSX, or CSV files in one ZIP."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.writer.excel import save_workbook

from beccaria.networks.exporting import rows
from beccaria.networks.exporting.rows import Value
from beccaria.networks.exporting.sheet import Sheet
from beccaria.networks.pages.drawing import clean

# What a spreadsheet would run: the wide twins of the first four count too.
_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20|%")
_BOLD: Final = Font(bold=True)
_HEADINGS: Final = {"id": "Entity ID", "label": "Label", "type": "Type", "weight": "Weight"}
# Excel cuts a header of more letters off, and then does not open the file.
_LONGEST_HEADER = 200
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def harmless(value: Value) -> Value:
    """The value so that no spreadsheet runs it: text that begins like a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def workbook(sheet: Sheet) -> bytes:
    """Entities, links, and a sheet that says what the whole is and how it must be handled."""
    book = Workbook(write_only=True)
    _sheet(book, "Entities", _people(sheet), sheet)
    _sheet(book, "Links", _ties(sheet, "End 1 ID", "End 2 ID"), sheet)
    _sheet(book, "About", _about(sheet), sheet)
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def csv_files(sheet: Sheet) -> bytes:
    """`people.csv`, `ties.csv` and `handling.txt` in one ZIP."""
    files = {
        "handling.txt": "\n".join((sheet.banner, sheet.title, *sheet.lead, sheet.taken, "")),
        "people.csv": _csv(_people(sheet, plain=True)),
        "ties.csv": _csv(_ties(sheet, "source", "target", plain=True)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # The same moment on every part: when it was taken is said inside.
            archive.writestr(zipfile.ZipInfo(name, date_time=_DAY), content.encode())
    return out.getvalue()


def _people(sheet: Sheet, *, plain: bool = False) -> list[list[Value]]:
    found = [rows.person(dot, sheet) for dot in sheet.what.dots]
    names = list(found[0]) if found else ["id", "label"]
    return [_headings(names, plain=plain), *(list(one.values()) for one in found)]


def _ties(sheet: Sheet, one: str, other: str, *, plain: bool = False) -> list[list[Value]]:
    named = {dot.id: clean(dot.name) for dot in sheet.what.dots}
    found = [(line, rows.tie(line, sheet)) for line in sheet.what.lines]
    names = list(found[0][1]) if found else ["weight", "handling"]
    head: list[Value] = [one, other, "one called", "other called", *_headings(names, plain=plain)]
    return [
        head,
        *(
            [line.one, line.other, named[line.one], named[line.other], *columns.values()]
            for line, columns in found
        ),
    ]


def _headings(names: Iterable[str], *, plain: bool) -> list[Value]:
    return [name if plain else _HEADINGS.get(name, name.capitalize()) for name in names]


def _about(sheet: Sheet) -> list[list[Value]]:
    told = [("Handling", sheet.banner), ("Title", sheet.title), ("Taken out", sheet.taken)]
    told += [("Shows", line) for line in sheet.lead]
    lines: list[list[Value]] = [[name, clean(words)] for name, words in told]
    return [["Said", "Words"], *lines]


def _sheet(book: Any, name: str, lines: Sequence[Sequence[Value]], sheet: Sheet) -> None:
    made = book.create_sheet(name)
    made.freeze_panes = "A2"
    # An ampersand begins a command in the header of a printed sheet.
    banner = clean(sheet.banner).replace("&", "+")[:_LONGEST_HEADER]
    made.oddHeader.center.text = made.oddFooter.center.text = banner
    for number, line in enumerate(lines):
        cells = []
        for value in line:
            cell = WriteOnlyCell(made, value=harmless(value))
            if number == 0:
                cell.font = _BOLD
            cells.append(cell)
        made.append(cells)


def _csv(lines: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(value) for value in line] for line in lines)
    return out.getvalue()
