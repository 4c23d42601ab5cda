"""Make the parts that every page of this app uses: chips, strips, stage lines, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from beccaria.core import grading, handling
from beccaria.core.actors import Level
from beccaria.lib import moments
from beccaria.lib.parts import Button, GradeChip, HandlingStrip, Stage
from beccaria.reports.pages.words import LEVELS, said, told

SCHEMES = {
    grading.Scheme.THREE_FIVE_TWO: "3x5x2",
    grading.Scheme.FOUR_BY_FOUR: "4x4",
    grading.Scheme.FIVE_FIVE_FIVE: "5x5x5",
    grading.Scheme.ADMIRALTY: "Admiralty",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One move in the life of a paper."""

    after: str
    at: datetime
    who: str = ""
    words: str = ""


def button(text: str, href: str, why_not: str | None) -> Button:
    """A button, disabled with its reason when the rules or the stage say no."""
    return Button(text, href, told(why_not) if why_not else "")


def grade_chip(scheme: str, source: str, information: str) -> GradeChip | None:
    """The chip of a stored grade; None while there is none."""
    if not scheme:
        return None
    grade = grading.Grade(grading.Scheme(scheme), source, information)
    words = _("source %(source)s; information %(information)s") % {
        "source": told(grading.sources(grade.scheme)[source].words),
        "information": told(grading.information(grade.scheme)[information].words),
    }
    return GradeChip(grade.chip, SCHEMES[grade.scheme], words)


def strip(level: int, codes: Iterable[str], notes: Iterable[str] = ()) -> HandlingStrip:
    """The handling strip of a page: the level, then what the codes say, then the written conditions."""
    conditions = handling.from_codes(codes, notes)
    words = tuple(told(clause) for clause in handling.sayings(conditions))
    return HandlingStrip(
        level, said(LEVELS, Level(level).name), (*words, *(f"“{note}”" for note in sorted(conditions.notes)))
    )


def handling_words(codes: Iterable[str], notes: Iterable[str] = ()) -> str:
    """Handling codes with what they say, for one item."""
    kept = sorted(codes)
    if not kept:
        return ""
    short = " ".join(sorted((code.partition(":")[2] for code in kept), key=_code_order))
    conditions = handling.from_codes(kept, notes)
    words = " · ".join(told(clause) for clause in handling.sayings(conditions)) or told(
        "no special conditions"
    )
    return f"{short}: {words}"


def _code_order(code: str) -> str:
    return {"P": "0", "C": "1"}.get(code, code)


def stage_line(
    words: Mapping[str, str | Promise], moves: Iterable[Moved], order: Iterable[str], *, now: str
) -> tuple[Stage, ...]:
    """The stages of a life: those passed with when and by whom, the present one, and those ahead."""
    last = {move.after: move for move in moves}
    line, ahead = [], False
    for stage in order:
        move = last.get(stage)
        detail = " · ".join(filter(None, [moments.exact(move.at), move.who])) if move else ""
        if stage == now:
            line.append(Stage(str(words[stage]), "now", detail))
            ahead = True
        elif ahead:
            line.append(Stage(str(words[stage]), "ahead"))
        elif move:
            line.append(Stage(str(words[stage]), "done", detail))
    return tuple(line)


def clock(moment: datetime) -> str:
    """The time of day of a moment."""
    return formats.date_format(timezone.localtime(moment), "H:i")
