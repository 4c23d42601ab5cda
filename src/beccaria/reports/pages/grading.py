"""What the grading desk shows: the queue, the text, the items with their grades, and what is still missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core import grading
from beccaria.core.handling import strictest
from beccaria.core.links import Nature
from beccaria.core.reporting import Paper, Stage, may_still_change, stages
from beccaria.engines.mentions import Kind
from beccaria.lib import moments
from beccaria.lib.parts import Button, GradeChip, HandlingStrip, Link, Tag, TimeChip
from beccaria.lib.parts import Stage as StageShown
from beccaria.reports.pages.items import ItemCard, card, chip
from beccaria.reports.pages.observation import FoundLine, Named, found_lines, moved
from beccaria.reports.pages.parts import SCHEMES, button, stage_line, strip
from beccaria.reports.pages.text import Sentence, sentences
from beccaria.reports.pages.words import (
    AUDIENCES,
    FOUND,
    REPORT_STAGES,
    said,
    told,
)
from beccaria.reports.queries.shapes import (
    MoveShown,
    NearItem,
    ObservationShown,
    ReportLine,
    ReportShown,
    VersionShown,
)

_MADE: Final = frozenset({Stage.SANITISED, Stage.DISSEMINATED})
_WAY: Final = tuple(stages(Paper.REPORT))


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A report in the queue at the left."""

    href: str
    title: str
    reference: str
    stage: str
    at: TimeChip
    current: bool


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one observation of the report, by its pseudonym."""

    id: str
    reference: str
    href: str
    reporter: str
    sent: TimeChip
    sentences: tuple[Sentence, ...]
    found: tuple[FoundLine, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of versions."""

    href: str
    title: str
    made: TimeChip
    tags: tuple[Tag, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The grading desk of one report."""

    id: str
    reference: str
    title: str
    revision: int
    handling: HandlingStrip
    stages: tuple[StageShown, ...]
    queue: tuple[QueueLine, ...]
    texts: tuple[SourceText, ...]
    named: tuple[Named, ...]
    items: tuple[ItemCard, ...]
    provenance: str
    provenance_grade: GradeChip | None
    scheme: str
    schemes: tuple[Link, ...]
    missing: tuple[str, ...]
    ready: str
    next: Button
    again: Button | None
    close: Button
    split_why_not: str
    versions: tuple[VersionLine, ...]
    history: tuple[str, ...]
    printed: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class Refusals:
    """Why each step may not be done with this report by this actor; None when it may."""

    grade: str | None = None
    sanitise: str | None = None
    disseminate: str | None = None
    close: str | None = None


def desk_page(
    shown: ReportShown,
    *,
    texts: Sequence[ObservationShown],
    queue: Iterable[ReportLine],
    near: Mapping[str, Sequence[NearItem]],
    records: Mapping[str, Named],
    named_by_reporter: Sequence[Named],
    names: Mapping[str, str],
    refusals: Refusals,
    scheme: grading.Scheme,
    chosen: str,
    now: datetime,
) -> DeskPage:
    """The desk of one report. `records` names what items are linked to, `names` the unit's own people."""
    line = shown.line
    missing = still_missing(shown)
    conditions = strictest(line.handling, *(item.handling for item in shown.items))
    return DeskPage(
        id=line.id,
        reference=line.reference,
        title=line.title,
        revision=shown.revision,
        handling=strip(line.level, conditions.codes, conditions.notes),
        stages=stage_line(REPORT_STAGES, moved(shown.moves, names), _WAY[:-1], now=line.stage),
        queue=tuple(_queued(one, line.id, now) for one in queue),
        texts=tuple(_text(one, now) for one in texts),
        named=tuple(named_by_reporter),
        items=tuple(
            card(item, shown, near.get(item.id, ()), records, chosen=item.id == chosen)
            for item in shown.items
        ),
        provenance=shown.provenance,
        provenance_grade=chip(shown.provenance_grade),
        scheme=scheme.value,
        schemes=_schemes(line.id, scheme),
        missing=missing,
        ready="" if missing else _ready(line.stage),
        next=_next(shown, missing, refusals),
        again=_again(shown, missing, refusals),
        close=_close(line.id, line.stage, refusals),
        split_why_not=told(refusals.grade) if refusals.grade else "",
        versions=tuple(_version(one, line.id, now) for one in shown.versions),
        history=tuple(_step(move, names) for move in shown.moves),
        printed=reverse("reports:print_report", kwargs={"report": line.id}),
        may_change=may_still_change(line.stage) and refusals.grade is None,
    )


def _schemes(report: str, scheme: grading.Scheme) -> tuple[Link, ...]:
    address = reverse("reports:desk", kwargs={"report": report})
    return tuple(
        Link(name, f"{address}?scheme={other.value}")
        for other, name in SCHEMES.items()
        if other is not scheme
    )


def _step(move: MoveShown, names: Mapping[str, str]) -> str:
    said_ = (moments.exact(move.at), str(REPORT_STAGES[move.after]), names.get(move.who, ""), move.words)
    return " · ".join(filter(None, said_))


def still_missing(shown: ReportShown) -> tuple[str, ...]:
    """What is still to do before the report can go on, in the reader's language."""
    said_: list[str] = []
    if not shown.items:
        said_.append(_("No item yet: take a sentence out of the text."))
    rules: tuple[tuple[str, Any], ...] = (
        (_("No grade: item %(items)s."), lambda one: one.grade is None),
        (
            _("Say who keeps what the assessment rests on: item %(items)s."),
            lambda one: one.nature == Nature.ASSESSMENT and not one.underlying,
        ),
        (_("Say whom it is about: item %(items)s."), lambda one: not one.subject),
    )
    for sentence, lacks in rules:
        if numbers := ", ".join(str(one.position) for one in shown.items if lacks(one)):
            said_.append(sentence % {"items": numbers})
    if shown.provenance_grade is None:
        said_.append(_("The provenance has no grade."))
    return tuple(said_)


def _ready(stage: Stage) -> str:
    return {
        Stage.SUBMITTED: _("Everything is graded."),
        Stage.GRADED: _("Graded. Next: make a version for whoever needs it."),
        Stage.SANITISED: _("A version is made. Next: the head of intelligence releases it."),
        Stage.DISSEMINATED: _("Given out. Tell the reporter what became of it."),
    }.get(stage, "")


def _next(shown: ReportShown, missing: Sequence[str], refusals: Refusals) -> Button:
    if shown.line.stage in _MADE:
        where = reverse("reports:disseminate", kwargs={"report": shown.line.id})
        return button(_("Disseminate"), where, refusals.disseminate)
    return _sanitise(_("Sanitise"), shown, missing, refusals)


def _again(shown: ReportShown, missing: Sequence[str], refusals: Refusals) -> Button | None:
    if shown.line.stage not in _MADE:
        return None
    return _sanitise(_("Another version"), shown, missing, refusals)


def _sanitise(words: str, shown: ReportShown, missing: Sequence[str], refusals: Refusals) -> Button:
    why = missing[0] if missing else None
    if shown.line.stage in {Stage.CLOSED, Stage.ARCHIVED}:
        why = _("This report has gone on: nothing in it changes any more.")
    where = reverse("reports:sanitise", kwargs={"report": shown.line.id})
    return button(words, where, why or refusals.sanitise)


def _close(report: str, stage: Stage, refusals: Refusals) -> Button:
    over = _("It is closed.") if stage in {Stage.CLOSED, Stage.ARCHIVED} else None
    return button(
        _("Close the report"),
        reverse("reports:close_report", kwargs={"report": report}),
        over or refusals.close,
    )


def _queued(one: ReportLine, current: str, now: datetime) -> QueueLine:
    return QueueLine(
        reverse("reports:desk", kwargs={"report": one.id}),
        one.title,
        one.reference,
        said(REPORT_STAGES, one.stage),
        moments.time_chip(one.opened_at, now=now),
        one.id == current,
    )


def _text(one: ObservationShown, now: datetime) -> SourceText:
    return SourceText(
        one.line.id,
        one.line.reference,
        reverse("reports:observation", kwargs={"observation": one.line.id}),
        _("reporter %(name)s") % {"name": one.pseudonym},
        moments.time_chip(one.line.received_at, now=now),
        sentences(one.text, one.mentions, words={kind: said(FOUND, kind) for kind in Kind}),
        found_lines(one.mentions),
    )


def _version(one: VersionShown, report: str, now: datetime) -> VersionLine:
    tags = [Tag(said(AUDIENCES, one.audience), "plain")]
    if one.original:
        tags = [Tag(_("as it was graded; stays inside"), "quiet")]
    elif one.released_at:
        tags.append(Tag(_("released"), "good"))
    elif one.is_stale:
        tags.append(Tag(_("made before the last grading: make it again"), "amber"))
    else:
        tags.append(Tag(_("waits for release"), "amber"))
    return VersionLine(
        reverse("reports:version", kwargs={"report": report, "version": one.id}),
        _("Version %(number)d: %(title)s") % {"number": one.number, "title": one.title},
        moments.time_chip(one.made_at, now=now),
        tuple(tags),
        tuple(given.organisation for given in one.given),
    )
