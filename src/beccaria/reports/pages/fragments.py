"""The pieces this app gives to other pages: what is new and due, the reports about a person, what a search finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core import handling
from beccaria.core.actors import Level
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Tag, TaskRow, Tile
from beccaria.reports.pages.intake import beginning
from beccaria.reports.pages.parts import strip
from beccaria.reports.pages.words import OBSERVATION_STAGES, REPORT_STAGES, Words, said
from beccaria.reports.queries.shapes import Found, MyReport, ReportLine, Today

_LATE: Final = timedelta(hours=24)
_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What is new for somebody, and what is due. `urgent` cannot wait; `tiles` count what lies in his queues."""

    urgent: tuple[TaskRow, ...]
    news: tuple[TaskRow, ...]
    tiles: tuple[Tile, ...]
    writes: bool
    empty: EmptyState
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """What a search found."""

    rows: tuple[TaskRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """The reports about a person."""

    rows: tuple[TaskRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None


def today_piece(found: Today, *, writes: bool, now: datetime) -> TodayPiece:
    """Everything of this app for one duty's first page."""
    urgent = [*_questions(found.questions, now), *_tasks(found, now, over=True), *_reveals(found, now)]
    news = [*_fed(found.feedback, now), *_received(found, now), *_tasks(found, now, over=False)]
    return TodayPiece(
        tuple(urgent),
        tuple(news),
        tuple(_tiles(found, now)),
        writes,
        EmptyState(_("Nothing new for you"), _("Answers, tasks and what is sent to you appear here.")),
        # Whatever this app puts on Today comes from observations, reports or tasks: restricted at the least.
        strip(Level.RESTRICTED, ()) if urgent or news else None,
    )


def _tiles(found: Today, now: datetime) -> Iterable[Tile]:
    if found.new_observations is not None:
        words = ngettext("new observation", "new observations", found.new_observations)
        if found.oldest_new_at:
            oldest = moments.time_chip(found.oldest_new_at, now=now).short
            words = _("%(what)s, the oldest %(time)s") % {"what": words, "time": oldest}
        yield _tile(found.new_observations, words, reverse("reports:inbox") + "?order=oldest")
    if found.to_grade is not None:
        words = ngettext("report to grade", "reports to grade", found.to_grade)
        yield _tile(found.to_grade, words, reverse("reports:inbox") + "?heap=reports")
    if found.to_release is not None:
        words = ngettext("version to release", "versions to release", found.to_release)
        yield _tile(found.to_release, words, reverse("reports:inbox") + "?heap=reports")


def _tile(number: int, words: str, href: str) -> Tile:
    more = _("%(words)s, or more") % {"words": words} if number >= _AT_MOST else words
    return Tile(number, more, href)


def _questions(questions: Iterable[MyReport], now: datetime) -> Iterable[TaskRow]:
    for one in questions:
        yield TaskRow(
            _("The unit asks you: %(question)s") % {"question": beginning(one.question)},
            _mine(one),
            _("Answer"),
            one.reference,
            urgent=True,
            at=moments.time_chip(one.received_at, now=now),
        )


def _fed(feedback: Iterable[MyReport], now: datetime) -> Iterable[TaskRow]:
    for one in feedback:
        last = one.feedback[-1]
        yield TaskRow(
            _("What became of your report: %(words)s") % {"words": beginning(last.words)},
            _mine(one),
            _("Read"),
            one.reference,
            at=moments.time_chip(last.at, now=now),
        )


def _mine(one: MyReport) -> str:
    return reverse("reports:my_observation", kwargs={"observation": one.id})


def _tasks(found: Today, now: datetime, *, over: bool) -> Iterable[TaskRow]:
    for one in found.tasks:
        due = moments.due_chip(one.due_at, since=one.set_at, now=now)
        if (one.due_at <= now + _LATE) is over:
            yield TaskRow(
                beginning(one.text),
                reverse("reports:requirements") + f"#task-{one.id}",
                _("Do"),
                _("Task"),
                urgent=over,
                due=due,
            )


def _received(found: Today, now: datetime) -> Iterable[TaskRow]:
    for one in found.received:
        if one.feedback and not one.recalled_at:
            continue
        title = _("Taken back: do not use it") if one.recalled_at else one.title
        yield TaskRow(
            title,
            reverse("reports:received_one", kwargs={"given": one.dissemination_id}),
            _("Read"),
            one.recall_reason,
            at=moments.time_chip(one.recalled_at or one.authorised_at, now=now),
            tags=(Tag(_("taken back"), "red"),) if one.recalled_at else (),
        )


def _reveals(found: Today, now: datetime) -> Iterable[TaskRow]:
    for one in found.reveals:
        if one.approved_at is None:
            yield TaskRow(
                _("A reporter's name is asked for: %(reference)s") % {"reference": one.reference},
                reverse("reports:reveals"),
                _("Decide"),
                beginning(one.reason),
                urgent=True,
                at=moments.time_chip(one.requested_at, now=now),
            )


def about_piece(
    lines: Sequence[ReportLine], hung: Mapping[str, Sequence[str]], *, now: datetime
) -> AboutPiece:
    """The reports about a person, newest first. `hung` names other records of his that a report hangs on."""
    on = {
        one.id: [_("on his record “%(record)s”") % {"record": name} for name in hung.get(one.id, ())]
        for one in lines
    }
    rows = tuple(
        TaskRow(
            one.title,
            reverse("reports:desk", kwargs={"report": one.id}),
            "",
            " · ".join([one.reference, *on[one.id]]),
            at=moments.time_chip(one.happened_at, now=now),
            tags=(Tag(said(REPORT_STAGES, one.stage), "quiet"),),
        )
        for one in lines
    )
    empty = EmptyState(_("No report that you may read is about this person"))
    return AboutPiece(rows, empty, _strictest(lines))


def _strictest(several: Sequence[ReportLine] | Sequence[Found]) -> HandlingStrip | None:
    """The strip for a list: nothing shown, nothing said."""
    if not several:
        return None
    together = handling.strictest(*(one.handling for one in several))
    return strip(max(one.level for one in several), together.codes, together.notes)


def found_piece(found: Sequence[Found], *, next_href: str, now: datetime) -> FoundPiece:
    """Observations and reports that a search found."""
    rows = tuple(
        TaskRow(
            one.title if one.what == "report" else one.excerpt,
            reverse(
                f"reports:{'desk' if one.what == 'report' else 'observation'}", kwargs={one.what: one.id}
            ),
            "",
            " · ".join(filter(None, [one.reference, one.excerpt if one.what == "report" else ""])),
            at=moments.time_chip(one.moment, now=now),
            tags=(_what(one), Tag(said(_stages(one), one.stage), "quiet")),
        )
        for one in found
    )
    return FoundPiece(
        rows,
        EmptyState(_("No observation or report that you may read holds these words")),
        _strictest(found),
        next_href,
    )


def _what(one: Found) -> Tag:
    return Tag(_("Report") if one.what == "report" else _("Observation"), "accent")


def _stages(one: Found) -> Words:
    return REPORT_STAGES if one.what == "report" else OBSERVATION_STAGES
