"""Say of every person and every tie what a file says of it, by column."""

from typing import Final

from beccaria.networks.exporting.sheet import Sheet
from beccaria.networks.pages.drawing import clean
from beccaria.networks.pages.drawn import Dot, Line, kind_words, support_words

# Places lie between about -1 and 1; other programs draw in points.
_SCALE: Final = 1000.0
Value = str | int | float


def person(dot: Dot, sheet: Sheet) -> dict[str, Value]:
    """The columns of a person."""
    groups = "; ".join(f"{mark.name} ({support_words(mark)})" for mark in dot.marks)
    roles = "; ".join(dict.fromkeys(mark.role for mark in dot.marks if mark.role))
    return {
        "id": dot.id,
        "label": clean(dot.name),
        "number": clean(dot.number),
        "type": dot.role,
        "groups": clean(groups),
        "role": roles,
        "prison": dot.site,
        "step": dot.step,
        "x": round(_SCALE * dot.x, 1),
        "y": round(_SCALE * dot.y, 1),
        "handling": clean(sheet.handling(dot.careful)),
    }


def tie(line: Line, sheet: Sheet) -> dict[str, Value]:
    """The columns of a tie, without its two ends."""
    return {
        "weight": line.weight,
        "records": line.count,
        "kinds": clean(kind_words(line.kinds)),
        "first": line.first.date().isoformat(),
        "last": line.last.date().isoformat(),
        "uncertain": "yes" if line.is_uncertain else "no",
        "handling": clean(sheet.handling(line.careful)),
    }
