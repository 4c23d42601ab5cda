"""Draw each storyline as a line of time: its acts, and the moment of its detection, as one SVG."""

from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from beccaria.world.evaluation import NOT_COVERED, Truth

_LEFT, _WIDTH, _ROW, _TOP = 360, 760, 26, 58
_LABEL = 54
_FONT = 'font-family="system-ui, sans-serif" font-size="12"'
_LEGEND = "Dots: acts. Diamond: first alert. Red: crime. Green: innocent."
_HEADING = "What really happened, and when it was detected"
_INK, _QUIET, _CRIME, _INNOCENT, _FOUND = "#1b2733", "#8a97a3", "#7a2e1d", "#2f6b52", "#1f5fa8"


def picture(truth: Truth, evaluation: dict[str, Any]) -> str:
    """An SVG document: one row for each storyline and innocent. Every figure in it is in the table too."""
    plan = truth.document["plan"]
    first, days = date.fromisoformat(plan["first"]), plan["days"]
    rows = [
        (key, story, evaluation["storylines"][key]) for key, story in truth.document["storylines"].items()
    ]
    rows += [(key, story, evaluation["innocents"][key]) for key, story in truth.document["innocents"].items()]
    height = _TOP + len(rows) * _ROW + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 150} {height}" role="img" {_FONT}>',
        "<title>Storylines: what really happened, and when it was detected</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="12" y="24" font-size="16" fill="{_INK}">{_HEADING}: {plan["first"]} to {plan["until"]}</text>',
        *_months(first, days, height),
    ]
    for number, (key, story, result) in enumerate(rows):
        parts += _row(_TOP + number * _ROW, f"{key}. {story['title']}", story, result, (first, days))
    legend = f'<text x="12" y="{height - 10}" fill="{_QUIET}">{_LEGEND}</text>'
    return "\n".join([*parts, legend, "</svg>"]) + "\n"


def _x(moment: date, first: date, days: int) -> float:
    return round(_LEFT + _WIDTH * (moment - first).days / max(1, days), 1)


def _months(first: date, days: int, height: int) -> list[str]:
    lines = []
    for step in range(days):
        day = first + timedelta(days=step)
        if day.day == 1:
            x = _x(day, first, days)
            lines.append(f'<line x1="{x}" y1="{_TOP - 14}" x2="{x}" y2="{height - 28}" stroke="#e3e8ec"/>')
            lines.append(
                f'<text x="{x}" y="{_TOP - 18}" fill="{_QUIET}" text-anchor="middle">{day:%Y-%m}</text>'
            )
    return lines


def _row(
    y: int, label: str, story: dict[str, Any], result: dict[str, Any], span: tuple[date, int]
) -> list[str]:
    colour = _INNOCENT if story["innocent"] or story["expect"] == "untouched" else _CRIME
    short = label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
    parts = [f'<text x="12" y="{y + 4}" fill="{_INK}">{escape(short)}</text>']
    moments = [datetime.fromisoformat(act["at"]).date() for act in story["acts"]]
    if moments:
        begin, end = _x(min(moments), *span), _x(max(moments), *span)
        parts.append(f'<line x1="{begin}" y1="{y}" x2="{end}" y2="{y}" stroke="{colour}" stroke-width="2"/>')
        for act, moment in zip(story["acts"], moments, strict=True):
            said = f"<title>{escape(act['at'][:10] + ' ' + act['what'])}</title>"
            parts.append(f'<circle cx="{_x(moment, *span)}" cy="{y}" r="4" fill="{colour}">{said}</circle>')
        parts += _detection(y, result, min(moments), span)
    parts.append(
        f'<text x="{_LEFT + _WIDTH + 10}" y="{y + 4}" fill="{_QUIET}">{escape(verdict(result))}</text>'
    )
    return parts


def _detection(y: int, result: dict[str, Any], begin: date, span: tuple[date, int]) -> list[str]:
    delay = result.get("delay_days")
    if not isinstance(delay, int | float):
        return []
    x = _x(begin + timedelta(days=int(delay)), *span)
    return [
        f'<path d="M{x} {y - 7} l7 7 l-7 7 l-7 -7 z" fill="{_FOUND}"><title>after {delay} days</title></path>'
    ]


def verdict(result: dict[str, Any]) -> str:
    """What came of one storyline or innocent, in two or three words."""
    if "accused" in result:
        accused = result["accused"]
        return NOT_COVERED if accused == NOT_COVERED else f"{accused} of {result['people']} accused"
    found = result["found"]
    if isinstance(found, str):
        return found
    if result["expect"] == "untouched":
        return "given away" if found else "kept"
    return f"found after {result['delay_days']} days" if found else "not found"
