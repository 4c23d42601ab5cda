"""Print a chart as PDF or PNG: the picture under its handling banner, with who took it, when and what for, and tables.

Typst sets it from a template of ours; what people wrote reaches it as data only, never as markup. It carries its own
fonts and asks no network.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst
from django.utils.translation import gettext as _

from beccaria.networks.exporting import rows
from beccaria.networks.exporting.sheet import Sheet
from beccaria.networks.pages import drawing
from beccaria.networks.pages.drawing import clean

_TEMPLATE: Final = Path(__file__).with_name("sheet.typ")
# A picture of a screen's size twice over; enough for print on A4.
_PPI = 144


def pdf(sheet: Sheet) -> bytes:
    """The picture, then everybody and every tie as tables."""
    return _set(sheet, "pdf", tables=True)


def png(sheet: Sheet) -> bytes:
    """The picture alone."""
    return _set(sheet, "png", tables=False)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _set(sheet: Sheet, form: Literal["pdf", "png"], *, tables: bool) -> bytes:
    compiler = typst.Compiler(_template())
    made = compiler.compile(
        format=form,
        ppi=_PPI,
        sys_inputs={"said": json.dumps(_said(sheet, tables=tables)), "picture": _picture(sheet)},
    )
    first = made[0] if isinstance(made, list) else made
    if first is None:
        raise RuntimeError("The sheet was not set: typst gave nothing.")
    return first


def _picture(sheet: Sheet) -> str:
    return drawing.svg(sheet.what, title=sheet.title, lead=sheet.lead, banner=sheet.banner, framed=False)


def _said(sheet: Sheet, *, tables: bool) -> dict[str, Any]:
    named = {dot.id: clean(dot.name) for dot in sheet.what.dots}
    people = [rows.person(dot, sheet) for dot in sheet.what.dots]
    ties = [(line, rows.tie(line, sheet)) for line in sheet.what.lines]
    return {
        "banner": clean(sheet.banner),
        "title": clean(sheet.title),
        "lead": [clean(line) for line in sheet.lead],
        "taken": clean(sheet.taken),
        "tables": tables,
        "words": _headings(),
        "people": [
            [str(one[name]) for name in ("label", "number", "groups", "prison", "handling")] for one in people
        ],
        "ties": [
            [
                named[line.one],
                named[line.other],
                *(str(one[name]) for name in ("kinds", "records", "first", "last", "handling")),
            ]
            for line, one in ties
        ],
    }


def _headings() -> list[str]:
    """The titles of both tables, then the heads of the columns of the first, and of the second."""
    return [
        *(_("People"), _("Ties")),
        *(_("Person"), _("Number"), _("Groups"), _("Prison"), _("Handling")),
        *(_("One"), _("The other"), _("Known from"), _("Records"), _("First"), _("Last"), _("Handling")),
    ]
