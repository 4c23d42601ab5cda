"""What the browser draws a chart from: as small as it can be, and nothing that the page itself does not show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from beccaria.networks.pages.drawing import colour
from beccaria.networks.pages.drawn import NOBODYS, Dot, Drawn, Line
from beccaria.people import api as people


def data(what: Drawn, stays: Mapping[str, Sequence[people.Held]], *, placed: bool) -> dict[str, Any]:
    """People, ties (ends are numbers of people), colours, and where everybody was held, day by day.

    Days are counted from 1 January of the year 1. `placed` says that these places were kept before.
    """
    number = {dot.id: place for place, dot in enumerate(what.dots)}
    held = {dot.id: [one for record in dot.records for one in stays.get(record, ())] for dot in what.dots}
    codes = sorted({one.establishment for his in held.values() for one in his})
    return {
        "placed": placed,
        "colour": what.colour_by,
        "people": [_person(dot) for dot in what.dots],
        "ties": [_tie(line, number) for line in what.lines],
        "sites": [[code, prison_colour(code, what)] for code in codes],
        "stays": [_stays(held[dot.id], codes) for dot in what.dots],
    }


def prison_colour(code: str, what: Drawn) -> str:
    """The colour of a prison in the legend; white for one where nobody on the chart is held now."""
    return next((key.colour for key in what.keys if key.code == code), NOBODYS)


def _person(dot: Dot) -> dict[str, Any]:
    return {
        "id": dot.id,
        "name": dot.name,
        "shape": dot.shape,
        "tag": dot.tag,
        "colour": colour(dot.tag),
        "sure": dot.is_sure,
        "site": dot.site,
        "step": dot.step,
        "x": dot.x,
        "y": dot.y,
    }


def _tie(line: Line, number: Mapping[str, int]) -> list[Any]:
    return [number[line.one], number[line.other], line.count, int(line.is_uncertain), _day(line.first)]


def _stays(held: Sequence[people.Held], codes: Sequence[str]) -> list[list[int]]:
    """From which day until which (0: still) in which prison."""
    return [
        [_day(one.starts_at), _day(one.ends_at) if one.ends_at else 0, codes.index(one.establishment)]
        for one in held
    ]


def _day(moment: datetime) -> int:
    return timezone.localtime(moment).toordinal()
