"""Draw a chart on the server: the same places, shapes and dashes as in the browser, as SVG without any script or style.

Everything is said by attributes, so that it is drawn the same under our content security policy, in a viewer that
knows no styles, and in a printed sheet.
"""

import math
import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from beccaria.networks.pages.drawn import COLOURS, NOBODYS, Dot, Drawn, Key, Line

WIDTH, HEIGHT = 1200, 800
_MARGIN, _SIDE, _HEAD, _BAND = 40, 280, 96, 24
_FONT: Final = "Libertinus Serif, Noto Sans, DejaVu Sans, sans-serif"
_INK, _QUIET, _GROUND = "#1a2227", "#535f67", "#ffffff"
# XML 1.0 knows no control characters but these three; a name that holds others must not break the picture.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_NAME = 28
_CROWDED = 150
_LEGEND_LINES = 16


def clean(words: str) -> str:
    """Words without characters that XML and workbooks cannot hold."""
    return _NOT_XML.sub("", words)


def text(words: str) -> str:
    """Words as they may stand in XML."""
    return escape(clean(words))


def attribute(words: str) -> str:
    """Words as the value of an attribute, with its quotation marks."""
    return quoteattr(clean(words))


def svg(what: Drawn, *, title: str, lead: Sequence[str], banner: str, framed: bool = True) -> str:
    """The whole picture: banner on top and at the end, title, what it rests on, people, ties, legend.

    Unless `framed`, for a sheet that says banner, title and what it rests on itself.
    """
    place = _Scale(what.dots)
    crowded = len(what.dots) > _CROWDED
    top, height = (0, HEIGHT) if framed else (_HEAD, HEIGHT - _HEAD - _BAND)
    parts = [
        _head(top, height),
        f"<title>{text(title)}</title>",
        f"<desc>{text(' '.join((banner, *lead)))}</desc>",
        f'<rect y="{top}" width="{WIDTH}" height="{height}" fill="{_GROUND}"/>',
        *(_frame(title, lead, banner) if framed else ()),
        *(_tie(line, place, crowded=crowded) for line in what.lines),
        *(_person(dot, place, crowded=crowded) for dot in what.dots),
        *_legend(what),
        "</svg>",
    ]
    return "".join(parts)


def _head(top: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" font-family={attribute(_FONT)} font-size="12">'
    )


def _frame(title: str, lead: Sequence[str], banner: str) -> list[str]:
    return [
        _banner(banner, 0),
        _words(_MARGIN, 46, title, size=19, weight="bold"),
        *(_words(_MARGIN, 66 + 16 * row, line, fill=_QUIET) for row, line in enumerate(lead[:2])),
        _banner(banner, HEIGHT - _BAND),
    ]


class _Scale:
    """Where on the paper a place of the chart is."""

    def __init__(self, dots: Sequence[Dot]) -> None:
        xs, ys = [dot.x for dot in dots] or [0.0], [dot.y for dot in dots] or [0.0]
        self.left, self.top = min(xs), min(ys)
        wide, high = max(xs) - self.left, max(ys) - self.top
        room = (WIDTH - _SIDE - 2 * _MARGIN, HEIGHT - _HEAD - _BAND - 2 * _MARGIN)
        self.by = min(room[0] / wide if wide else math.inf, room[1] / high if high else math.inf)
        self.by = 1.0 if math.isinf(self.by) else self.by
        self.of = {dot.id: self._at(dot, room, (wide, high)) for dot in dots}

    def _at(self, dot: Dot, room: tuple[float, float], size: tuple[float, float]) -> tuple[float, float]:
        x = _MARGIN + (room[0] - size[0] * self.by) / 2 + (dot.x - self.left) * self.by
        y = _HEAD + _MARGIN + (room[1] - size[1] * self.by) / 2 + (dot.y - self.top) * self.by
        return round(x, 1), round(y, 1)


def _tie(line: Line, place: _Scale, *, crowded: bool) -> str:
    (x1, y1), (x2, y2) = place.of[line.one], place.of[line.other]
    width = 0.8 if line.is_uncertain else min(5.0, 1.0 + math.log2(line.count))
    dash = ' stroke-dasharray="4 4"' if line.is_uncertain else ""
    # Where many lines cross, each is drawn finer, so that the people stay in sight.
    width, shade = (width / 2, 0.35) if crowded else (width, 0.7)
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{_QUIET}" stroke-opacity="{shade}" '
        f'stroke-width="{width:.1f}"{dash}/>'
    )


def _person(dot: Dot, place: _Scale, *, crowded: bool) -> str:
    x, y = place.of[dot.id]
    size = max(2.5, min(10.0, 60 / math.sqrt(len(place.of)))) if crowded else 10.0
    edge = "" if dot.is_sure or not dot.tag else ' stroke-dasharray="3 2"'
    drawn = outline(dot.shape, x, y, size * (1.4 if not dot.step else 1.0))
    name = dot.name if len(dot.name) <= _LONGEST_NAME else f"{dot.name[: _LONGEST_NAME - 1]}…"
    said = f"{name} [{dot.tag}]" if dot.tag else name
    shown = f'<g><title>{text(said)}</title>{drawn} fill={attribute(colour(dot.tag))} stroke="{_INK}"{edge}/>'
    if not crowded or not dot.step:
        shown += _words(x, y + size + 13, said, anchor="middle", size=11, halo=True)
    return f"{shown}</g>"


def colour(tag: int) -> str:
    """The colour of a number in the legend; white without one."""
    return COLOURS[(tag - 1) % len(COLOURS)] if tag else NOBODYS


def outline(shape: str, x: float, y: float, size: float) -> str:
    """The beginning of the element that draws a shape around a point; `size` is half its width."""
    return f'<polygon points="{points(shape, x, y, size)}"'


def points(shape: str, x: float, y: float, size: float) -> str:
    """The corners of a shape around a point, as SVG writes them."""
    match shape:
        case "ellipse":
            corners = [_around(turn, 20, 1.0) for turn in range(20)]
        case "rectangle":
            corners = [(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)]
        case "rhomboid":
            corners = [(-1.3, -0.8), (0.7, -0.8), (1.3, 0.8), (-0.7, 0.8)]
        case "star":
            corners = [_around(turn, 10, 0.6 if turn % 2 else 1.35) for turn in range(10)]
        case _:
            sides = {"diamond": 4, "triangle": 3, "pentagon": 5}.get(shape, 6)
            corners = [_around(turn, sides, 1.25) for turn in range(sides)]
    return " ".join(f"{x + size * dx:.1f},{y + size * dy:.1f}" for dx, dy in corners)


def _around(turn: int, of: int, far: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn / of - math.pi / 2
    return far * math.cos(angle), far * math.sin(angle)


def _legend(what: Drawn) -> list[str]:
    x, y = WIDTH - _SIDE, _HEAD + 20
    title = _("Colour: prison") if what.colour_by == "prison" else _("Colour: group")
    rows = [_words(x, y, title, weight="bold")]
    if not what.keys:
        y += 18
        rows.append(_words(x, y, _("nobody here is linked to one"), fill=_QUIET))
    for key in what.keys[:_LEGEND_LINES]:
        y += 18
        rows.append(_swatch(key, x, y))
    if (more := len(what.keys) - _LEGEND_LINES) > 0:
        y += 18
        rows.append(_words(x, y, _("and %(count)s more") % {"count": more}, fill=_QUIET))
    y += 30
    rows.append(_words(x, y, _("Shape: role"), weight="bold"))
    for shape, words in what.shapes:
        y += 18
        rows.append(f'{outline(shape, x + 7, y - 4, 6)} fill="{NOBODYS}" stroke="{_INK}"/>')
        rows += [_words(x + 20, y + 14 * row, line) for row, line in enumerate(_wrapped(words))]
        y += 14 * (len(_wrapped(words)) - 1)
    return rows + _line_legend(x, y + 30)


def _swatch(key: Key, x: float, y: float) -> str:
    said = f"[{key.tag}] {key.words} ({key.count})"
    return (
        f'<rect x="{x}" y="{y - 10}" width="14" height="12" fill="{key.colour}" stroke="{_INK}"/>'
        + _words(x + 20, y, _wrapped(said)[0] + ("…" if len(_wrapped(said)) > 1 else ""))
    )


def _line_legend(x: float, y: float) -> list[str]:
    rows = [_words(x, y, _("Line: tie"), weight="bold")]
    for row, (width, dash, words) in enumerate(
        (
            (0.8, ' stroke-dasharray="4 4"', _("one graded remark only")),
            (1.0, "", _("one record")),
            (3.0, "", _("several records")),
        ),
        1,
    ):
        at = y + 18 * row
        rows.append(
            f'<line x1="{x}" y1="{at - 4}" x2="{x + 16}" y2="{at - 4}" stroke="{_QUIET}" '
            f'stroke-width="{width}"{dash}/>'
        )
        rows.append(_words(x + 22, at, words))
    rows.append(_words(x, y + 72, _("Dashed outline: membership suspected"), fill=_QUIET))
    return rows


def _wrapped(words: str, width: int = 38) -> list[str]:
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _banner(words: str, y: float) -> str:
    return f'<rect x="0" y="{y}" width="{WIDTH}" height="24" fill="{_INK}"/>' + _words(
        WIDTH / 2, y + 16, words, fill=_GROUND, anchor="middle", weight="bold"
    )


def _words(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 12,
    fill: str = _INK,
    anchor: str = "start",
    weight: str = "normal",
    halo: bool = False,
) -> str:
    # A white edge under the letters keeps a name legible where a line crosses it.
    edge = (
        f' stroke="{_GROUND}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    )
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
        f'font-weight="{weight}"{edge}>{text(words)}</text>'
    )
