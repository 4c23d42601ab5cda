"""What the lists say: the pairs that wait for a human, and the recognitions that wait for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import JOIN
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, Tag, TaskRow
from beccaria.people.pages.review import LastJudged, queue_href
from beccaria.people.queries import Judged, PersonShown, RecognitionShown
from beccaria.people.queries.reviewing import LIKELY
from beccaria.people.showing import address, day, strip
from beccaria.people.words import said
from beccaria.people.words_review import ANSWERS, CERTAINTIES, PROMPTS, RELATED_SHORT


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The pairs that wait."""

    form: Any
    tabs: tuple[Link, ...]
    here: str
    counter: str
    start_href: str
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    next_href: str
    last: LastJudged | None
    query: str
    filtered: bool
    handling: HandlingStrip


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """One recognition: who, in a sentence; where to write a warning; how it was answered."""

    id: str
    words: str
    person_href: str
    person: str
    warn_href: str
    answered: str


@dataclass(frozen=True, slots=True)
class RecognitionsPage:
    """The recognitions that wait for an answer, or those that were answered."""

    rows: tuple[RecognisedRow, ...]
    tabs: tuple[Link, ...]
    here: str
    answers: tuple[tuple[str, str], ...]
    empty: EmptyState
    handling: HandlingStrip


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What waits for who decides who is who."""

    rows: tuple[TaskRow, ...]
    empty: EmptyState


def queue_page(
    rows: Sequence[Judged],
    persons: Mapping[str, PersonShown],
    *,
    form: Any,
    query: Mapping[str, str],
    following: str,
    counter: str,
    last: LastJudged | None,
    at: datetime,
) -> QueuePage:
    """The pairs in order. `query` is what was asked for, `following` the pair after which the next page begins."""
    known = [row for row in rows if {row.left, row.right} <= set(persons)]
    plain = {name: value for name, value in query.items() if name != "aside"}
    tabs = ((_("To judge"), plain), (_("Put aside as unsure"), {**plain, "aside": "1"}))
    lines = tuple(_task(row, persons, query, at) for row in known)
    shown = [persons[key] for row in known for key in (row.left, row.right)]
    return QueuePage(
        form=form,
        tabs=tuple(Link(words, queue_href(asked)) for words, asked in tabs),
        here=queue_href(query),
        counter=counter,
        start_href=lines[0].href if lines else "",
        rows=lines,
        empty=EmptyState(
            _("No pair waits for you"),
            _("When two records may be one person and no rule may say so, they wait here for your eyes."),
        ),
        next_href=queue_href({**query, "after": following}) if following else "",
        last=last,
        query=urlencode({name: value for name, value in query.items() if value}),
        filtered=bool(set(query) - {"aside"}),
        handling=strip(max((one.level for one in shown), default=0)),
    )


def _task(row: Judged, persons: Mapping[str, PersonShown], query: Mapping[str, str], at: datetime) -> TaskRow:
    left, right = persons[row.left], persons[row.right]
    asked = urlencode({name: value for name, value in query.items() if value})
    href = reverse("people:pair", args=[row.id]) + (f"?{asked}" if asked else "")
    # Who is like another because he belongs to him is not likely to be him.
    tags = [] if row.related else [Tag(certainty(row.score), "accent")]
    if row.apart:
        tags.append(Tag(_("contradicts other judgements"), "amber"))
    if row.related:
        tags.append(Tag(said(RELATED_SHORT, row.related), "quiet"))
    return TaskRow(
        title=_("%(left)s and %(right)s") % {"left": left.name, "right": right.name},
        href=href,
        action=_("Compare"),
        detail=_("%(left)s; %(right)s. Brought together by %(prompt)s.")
        % {"left": _born(left), "right": _born(right), "prompt": said(PROMPTS, row.prompt)},
        at=moments.time_chip(row.prompt_at, now=at),
        tags=tuple(tags),
    )


def _born(one: PersonShown) -> str:
    return _("born %(day)s") % {"day": day(one.born)} if one.born else _("birth date unknown")


def certainty(score: float | None) -> str:
    """How sure the comparison is, in words, never as a number."""
    if (score or 0) >= JOIN:
        return _("almost certain")
    return _("likely") if (score or 0) >= LIKELY else _("possible")


def recognitions_page(
    found: Sequence[RecognitionShown], *, answered: bool, by: Actor, at: datetime
) -> RecognitionsPage:
    """Each recognition in one sentence. It says neither where nor who wrote it, for nobody here may know."""
    base = reverse("people:recognitions")
    return RecognitionsPage(
        rows=tuple(_recognised(one, by=by, at=at) for one in found),
        tabs=(Link(_("To answer"), base), Link(_("Answered"), f"{base}?answered=1")),
        here=f"{base}?answered=1" if answered else base,
        answers=tuple((code, str(words)) for code, words in ANSWERS.items()),
        empty=EmptyState(
            _("Nobody of yours was recognised elsewhere")
            if not answered
            else _("Nothing has been answered yet"),
            _(
                "When somebody who is almost certainly one of yours appears where you may not look, it says so here."
            ),
        ),
        handling=strip(max((one.marking.level for one in found), default=0)),
    )


def sentence(one: RecognitionShown, *, at: datetime) -> str:
    """What the owner of a record is told."""
    words = _(
        "Somebody who is %(certainty)s %(person)s appeared where you may not look: %(prompt)s, %(moment)s."
    )
    return words % {
        "certainty": said(CERTAINTIES, one.certainty),
        "person": one.person.name,
        "prompt": said(PROMPTS, one.prompt),
        "moment": moments.time_chip(one.occurred_at, now=at).short,
    }


def _recognised(one: RecognitionShown, *, by: Actor, at: datetime) -> RecognisedRow:
    warn = address("warnings:new") if may_ever(Act.WARNING_WRITE, by) else ""
    return RecognisedRow(
        id=one.id,
        words=sentence(one, at=at),
        person_href=reverse("people:person", args=[one.person.id]),
        person=one.person.name,
        warn_href=f"{warn}?person={one.person.id}" if warn else "",
        answered=said(ANSWERS, one.answer) if one.answer else "",
    )


def today_piece(found: Sequence[RecognitionShown], waiting: str, *, at: datetime) -> TodayPiece:
    """The newest recognitions, and how many pairs wait."""
    rows = [
        TaskRow(
            title=sentence(one, at=at),
            href=reverse("people:recognitions"),
            action=_("Answer"),
            urgent=one.certainty == "almost certain",
        )
        for one in found
    ]
    if waiting != "0":
        title = (
            _("One pair of records waits to be told apart or together")
            if waiting == "1"
            else _("%(count)s pairs of records wait to be told apart or together") % {"count": waiting}
        )
        rows.append(TaskRow(title=title, href=reverse("people:review"), action=_("Review")))
    return TodayPiece(tuple(rows), EmptyState(_("Nothing waits here")))
