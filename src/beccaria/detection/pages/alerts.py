"""What the queue of alerts says: one sentence each, how unusual, what would make it innocent, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.detection.pages import parts
from beccaria.detection.pages.words import ANSWERS, BASES, HEAPS, said
from beccaria.detection.queries.measuring import Measured
from beccaria.detection.queries.shapes import AlertLine, Queue
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, Tag, TaskRow, Why


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One heap of a desk."""

    lead: str
    tabs: tuple[Link, ...]
    tab: str
    queues: tuple[Link, ...]
    queue: str
    rows: tuple[TaskRow, ...]
    more: str
    empty: EmptyState
    start: str
    picture: Link | None
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What Today says of alerts, and of rules that suspended themselves."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """Alerts that name somebody and are open or worth work."""

    rows: tuple[TaskRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None


def queue_page(
    found: Queue, *, heap: str, basis: str, rates: Mapping[str, Measured], by: Actor, now: datetime
) -> QueuePage:
    """A heap. The strongest come first; nobody is named by a rule alone."""
    rows = tuple(_row(one, rates.get(one.rule), by=by, now=now) for one in found.items)
    return QueuePage(
        lead=_lead(heap, len(found.items), more=found.more),
        tabs=tuple(Link(said(HEAPS, name), _href(name, basis)) for name in HEAPS),
        tab=_href(heap, basis),
        queues=tuple(
            Link(words, _href(heap, name))
            for name, words in (("", _("All queues")), *((key, said(BASES, key)) for key in BASES))
            if name != "integrity" or by.compartments
        ),
        queue=_href(heap, basis),
        rows=rows,
        more=_("These are the strongest. More come as you answer.") if found.more else "",
        empty=_empty(heap),
        start=parts.address("alert", found.items[0].id) if heap == "new" and found.items else "",
        picture=Link(_("Picture of the day"), parts.address("picture"))
        if may_ever(Act.PICTURE_SEE, by)
        else None,
        handling=parts.strip(found.items),
    )


def _lead(heap: str, count: int, *, more: bool) -> str:
    if heap != "new" or not count:
        return ""
    if more:
        return _("More than %(count)d alerts wait for somebody to look. You decide what they are.") % {
            "count": count
        }
    return ngettext(
        "%(count)d alert waits for somebody to look. You decide what it is.",
        "%(count)d alerts wait for somebody to look. You decide what they are.",
        count,
    ) % {"count": count}


def _href(heap: str, basis: str) -> str:
    query = {key: value for key, value in (("heap", heap), ("queue", basis)) if value and value != "new"}
    return parts.address("alerts") + (f"?{urlencode(query)}" if query else "")


def _row(one: AlertLine, rate: Measured | None, *, by: Actor, now: datetime) -> TaskRow:
    tags = [Tag(parts.where(one.site, by=by), "plain"), *parts.answer_tag(one, now=now)]
    if one.answer:
        tags.append(Tag(said(ANSWERS, one.answer), "accent" if one.answer == "worth_work" else "quiet"))
    unusual = parts.unusual(one)
    return TaskRow(
        parts.title(one.pattern),
        parts.address("alert", one.id),
        _("Look"),
        parts.sentence(one),
        tags=tuple(tags),
        at=moments.time_chip(one.opened_at, now=now),
        why=Why(
            unusual or _("What makes it unusual rests on something that is not for your duty."),
            (parts.precision(rate.precision),) if rate else (),
            about=parts.title(one.pattern),
        ),
    )


def _empty(heap: str) -> EmptyState:
    words = {
        "new": (
            _("No alert waits"),
            _("The rules found nothing that is for you to look at. That does not mean that nothing happens."),
        ),
        "work": (_("Nothing is being worked on"), _("Alerts you answer with “worth work” stay here.")),
        "aside": (_("Nothing is put aside"), _("What you put aside comes back by itself.")),
    }
    return EmptyState(*words.get(heap, (_("Nothing was answered yet"), "")))


def today_piece(
    found: Queue, counts: tuple[int, int], suspended: tuple[Link, ...], *, by: Actor, now: datetime
) -> TodayPiece:
    """How many wait and how many are worth work, with the strongest, and rules that suspended themselves."""
    new, work = counts
    rows = [_row(one, None, by=by, now=now) for one in found.items]
    if new > len(rows):
        more = ngettext("%(count)d more alert", "%(count)d more alerts", new - len(rows)) % {
            "count": new - len(rows)
        }
        rows.append(TaskRow(more, parts.address("alerts"), _("See all")))
    if work:
        words = ngettext("%(count)d alert worth work", "%(count)d alerts worth work", work) % {"count": work}
        rows.append(TaskRow(words, _href("work", ""), _("Go on")))
    rows += [
        TaskRow(
            _("Rule suspended: %(rule)s") % {"rule": one.text},
            one.href,
            _("See"),
            _("It was right too rarely. It raises nothing until two people put it back."),
        )
        for one in suspended
    ]
    return TodayPiece(tuple(rows), parts.strip(found.items))


def about_piece(found: tuple[AlertLine, ...], *, by: Actor, now: datetime) -> AboutPiece:
    """Alerts about a person. What was judged innocent is not among them."""
    return AboutPiece(
        tuple(_row(one, None, by=by, now=now) for one in found),
        EmptyState(
            _("No open alert names this person"), _("An alert is a question to you, not a finding about him.")
        ),
        parts.strip(found),
    )
