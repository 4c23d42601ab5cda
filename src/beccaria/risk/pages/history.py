"""What the history page says: ranges of each instrument over time, marks of what happened, the table beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from beccaria.core.actors import Actor
from beccaria.core.classification import Kind
from beccaria.events import api as events
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, PersonLine, Row, Table
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages import classified_words
from beccaria.risk.pages.letters import strip
from beccaria.risk.queries.history import Dimension, Happened, History, Mark, Span

STEP: Final = 22
"""How high one band is drawn, in pixels."""
NAMES: Final = 28
"""How much of the width the names of the bands take, in per cent."""
# What was decided today holds on: a picture of less than two months would be a line at its edge.
_LEAST: Final = timedelta(days=60)
_MARKS: Final = {
    Happened.CATEGORY: _later("Category"),
    Happened.STATUS: _later("Status"),
    Happened.ENDED: _later("Ended"),
    Happened.LETTER: _later("Letter given to him"),
    Happened.CONTEST: _later("Contested"),
    Happened.MOVE: _later("Move"),
    Happened.INCIDENT: _later("Incident"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture, in per cent across and pixels down, with what it says."""

    x: float
    width: float
    y: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment marked across the picture; `number` leads to its line in the list."""

    x: float
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One instrument over time. `could` are the ranges with what was unknown, `decided` the bands decided."""

    title: str
    says: str
    height: int
    left: int
    names: tuple[tuple[str, float], ...]
    edges: tuple[float, ...]
    could: tuple[Box, ...]
    decided: tuple[Box, ...]
    ticks: tuple[Tick, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """How a person was judged over time."""

    handling: HandlingStrip | None
    person: PersonLine
    back: Link
    first: str
    last: str
    pictures: tuple[Picture, ...]
    marks: Table
    empty: EmptyState


def history_page(found: History, person: PersonShown, *, by: Actor, now: datetime) -> HistoryPage:
    """The pictures on one common span of time, so that they can be read one under the other."""
    decisions = [span.start for one in found.dimensions for span in one.spans]
    start = min([*decisions, now])
    end = max(now, start + _LEAST)
    marks = [one for one in found.marks if one.at >= start]
    scale = _Scale(start, end)
    markings = [span.line.marking for one in found.dimensions for span in one.spans]
    return HistoryPage(
        handling=strip([*markings, person.marking]),
        person=people.person_lines([person], by=by, at=now)[0],
        back=Link(person.name, reverse("people:person", args=[found.person])),
        first=moments.day(start),
        last=moments.day(end),
        pictures=tuple(_picture(one, marks, scale) for one in found.dimensions),
        marks=_marks(marks),
        empty=EmptyState(
            _("Nothing was decided yet"), _("Decided assessments stand here from the first one on.")
        ),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """Where a moment lies, in per cent; the names of the bands stand before the first."""
        share = max(0.0, min(1.0, (at - self.start) / (self.end - self.start)))
        return round(NAMES + (100 - NAMES) * share, 2)


def _picture(one: Dimension, marks: list[Mark], scale: _Scale) -> Picture:
    names = _bands(one)
    return Picture(
        title=one.title,
        says=_("%(title)s over time. %(decisions)s")
        % {"title": one.title, "decisions": " ".join(_says(span) for span in one.spans)},
        height=STEP * len(names),
        left=NAMES,
        names=tuple((name, _top(names, name) + STEP / 2) for name in names),
        edges=tuple(float(STEP * number) for number in range(1, len(names))),
        could=tuple(box for span in one.spans if (box := _could(span, names, scale)) is not None),
        decided=tuple(
            _box(span, names, span.line.band, span.line.band, scale)
            for span in one.spans
            if span.line.band in names
        ),
        ticks=tuple(
            Tick(scale.x(mark.at), number, _mark(mark)) for number, mark in enumerate(marks, start=1)
        ),
        table=_table(one),
    )


def _bands(one: Dimension) -> tuple[str, ...]:
    """The bands, mildest first, as its newest version has them; those that only older versions had after them."""
    names: dict[str, None] = {}
    for span in reversed(one.spans):
        if span.line.by:
            names |= dict.fromkeys(band.name for band in span.line.by.bands)
    return tuple(names) or tuple(dict.fromkeys(span.line.band for span in one.spans))


def _top(names: tuple[str, ...], band: str) -> float:
    return float(STEP * (len(names) - 1 - names.index(band)))


def _could(span: Span, names: tuple[str, ...], scale: _Scale) -> Box | None:
    scored = span.line.scored
    if scored is None or scored.band_low not in names or scored.band_high not in names:
        return None
    return _box(span, names, scored.band_low, scored.band_high, scale)


def _box(span: Span, names: tuple[str, ...], low: str, high: str, scale: _Scale) -> Box:
    left, right = scale.x(span.start), scale.x(span.end or scale.end)
    top, bottom = _top(names, high), _top(names, low) + STEP
    return Box(left, max(round(right - left, 2), 0.5), top + 2, bottom - top - 4, _says(span))


def _says(span: Span) -> str:
    """One decision in a sentence."""
    line, said = span.line, {"day": moments.day(span.start), "band": span.line.band}
    if line.scored is None or line.scored.band_low == line.scored.band_high:
        words = _("%(day)s: %(band)s.") % said
    else:
        said |= {"low": line.scored.band_low, "high": line.scored.band_high}
        words = _("%(day)s: %(band)s; with what was unknown from %(low)s to %(high)s.") % said
    if line.decided and line.decided.override:
        words += " " + _("Decided otherwise than proposed.")
    return words


def _table(one: Dimension) -> Table:
    rows = [
        Row(
            (
                moments.day(span.start),
                span.line.band,
                _range(span),
                str(len(span.line.scored.unknown)) if span.line.scored else "",
                moments.day(span.end) if span.end else _("holds"),
            ),
            href=people.address("risk:assessment", span.line.id),
        )
        for span in reversed(one.spans)
    ]
    columns = (
        Column(_("Decided")),
        Column(_("Band")),
        Column(_("With what was unknown")),
        Column(_("Unknown answers"), numeric=True),
        Column(_("Until")),
    )
    return Table(
        _("%(title)s: the decisions") % {"title": one.title}, columns, tuple(rows), EmptyState(_("None"))
    )


def _range(span: Span) -> str:
    scored = span.line.scored
    if scored is None or scored.band_low == scored.band_high:
        return span.line.band
    return _("%(low)s to %(high)s") % {"low": scored.band_low, "high": scored.band_high}


def _mark(one: Mark) -> str:
    return f"{moments.day(one.at)}: {_MARKS[one.what]}{f', {_code(one)}' if one.code else ''}"


def _code(one: Mark) -> str:
    if one.what in {Happened.MOVE, Happened.INCIDENT}:
        return events.code_words(one.code).replace("_", " ")
    kind, _colon, value = one.code.partition(":")
    return classified_words.value(Kind(kind), value)


def _marks(marks: list[Mark]) -> Table:
    rows = tuple(
        Row(
            (str(number), moments.day(one.at), str(_MARKS[one.what]), _code(one) if one.code else ""),
            href=_href(one),
        )
        for number, one in enumerate(marks, start=1)
    )
    columns = (Column(_("Number")), Column(_("Day")), Column(_("What")), Column(_("Which")))
    return Table(
        _("What happened meanwhile"), columns, rows, EmptyState(_("Nothing is recorded")), show_caption=False
    )


def _href(one: Mark) -> str:
    kind, _colon, key = one.reference.partition(":")
    return people.address(f"risk:{kind}", key) if kind != "event" else ""
