"""What the unit sees of what came in: the inbox, and how far remarks come."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.core.handling import strictest
from beccaria.core.reporting import Kind
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, Row, Table, Tag, TimeChip
from beccaria.reports.pages.parts import strip
from beccaria.reports.pages.words import KINDS, OBSERVATION_STAGES, REPORT_STAGES, said
from beccaria.reports.queries.shapes import ObservationLine, Page, ReportLine
from beccaria.reports.queries.triage import Funnel, Heap


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One observation, or one report in work."""

    id: str
    href: str
    title: str
    reference: str
    where: str
    at: TimeChip
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A heap of the inbox. `mark` changes when what is shown changes."""

    handling: HandlingStrip
    tabs: tuple[Link, ...]
    tab: str
    lines: tuple[InboxLine, ...]
    empty: EmptyState
    poll: str
    mark: str
    next_href: str
    order: Link
    filtered: bool


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of the funnel: its share of what was sent, in tenths of a percent, only for drawing."""

    words: str
    number: int
    width: float
    left: float


@dataclass(frozen=True, slots=True)
class FunnelPage:
    """The picture and its table."""

    title: str
    steps: tuple[FunnelStep, ...]
    table: Table


def _address(query: dict[str, str], name: str = "reports:inbox", **change: str) -> str:
    kept = {key: value for key, value in {**query, **change}.items() if value}
    return reverse(name) + (f"?{urlencode(kept)}" if kept else "")


def tabs(query: dict[str, str]) -> tuple[Link, ...]:
    """The heaps, each under its own address."""
    plain = {key: value for key, value in query.items() if key not in {"heap", "after"}}
    names = {
        Heap.NEW: _("New"),
        Heap.ASKED: _("Question asked"),
        Heap.TAKEN: _("Taken up"),
        Heap.ALL: _("All"),
    }
    heaps = [
        Link(text, _address(plain, heap="" if heap is Heap.NEW else heap)) for heap, text in names.items()
    ]
    return (*heaps[:3], Link(_("Reports in work"), _address(plain, heap="reports")), heaps[3])


def inbox_page(
    found: Page[ObservationLine], answered: frozenset[str], *, query: dict[str, str], form: Any, now: datetime
) -> InboxPage:
    """A heap of observations."""
    lines = tuple(_observation(one, answered=one.id in answered, now=now) for one in found.items)
    return _page(lines, found, query, filtered=bool(form.filtered))


def work_page(found: Page[ReportLine], *, query: dict[str, str], now: datetime) -> InboxPage:
    """The reports in work."""
    return _page(tuple(_report(one, now) for one in found.items), found, query, filtered=False)


def _page(
    lines: tuple[InboxLine, ...],
    found: Page[ObservationLine] | Page[ReportLine],
    query: dict[str, str],
    *,
    filtered: bool,
) -> InboxPage:
    oldest = query.get("order") == "oldest"
    mark = hashlib.sha256(
        "\n".join(f"{line.id}{[tag.text for tag in line.tags]}" for line in lines).encode()
    ).hexdigest()[:16]
    heap = query.get("heap", "")
    empty = (
        EmptyState(_("Nothing fits this filter"), action=Link(_("Show everything"), _address({}, heap=heap)))
        if filtered
        else EmptyState(
            _("Nothing is waiting"), _("What is sent appears here by itself, within two seconds.")
        )
    )
    return InboxPage(
        handling=strip(
            max((one.level for one in found.items), default=0),
            strictest(*(one.handling for one in found.items)).codes,
        ),
        tabs=tabs(query),
        tab=_address({key: value for key, value in query.items() if key != "after"}, heap=heap),
        lines=lines,
        empty=empty,
        poll=_address(query, "reports:inbox_rows", mark=mark),
        mark=mark,
        next_href=_address(query, after=found.next) if found.next else "",
        order=Link(
            _("Newest first") if oldest else _("Oldest first"),
            _address({**query, "after": ""}, order="" if oldest else "oldest"),
        ),
        filtered=filtered,
    )


def _observation(one: ObservationLine, *, answered: bool, now: datetime) -> InboxLine:
    tags = [] if one.kind == Kind.OTHER else [Tag(said(KINDS, one.kind), "accent")]
    if answered:
        tags.append(Tag(_("Answer came"), "amber"))
    tags.append(Tag(said(OBSERVATION_STAGES, one.stage), "quiet"))
    return InboxLine(
        one.id,
        reverse("reports:observation", kwargs={"observation": one.id}),
        one.excerpt,
        one.reference,
        " · ".join(filter(None, [one.site, one.place])),
        moments.time_chip(one.received_at, now=now),
        tuple(tags),
    )


def _report(one: ReportLine, now: datetime) -> InboxLine:
    return InboxLine(
        one.id,
        reverse("reports:desk", kwargs={"report": one.id}),
        one.title,
        one.reference,
        one.site or "",
        moments.time_chip(one.opened_at, now=now),
        (Tag(said(REPORT_STAGES, one.stage), "accent"),),
    )


def funnel_page(found: Funnel, *, days: int) -> FunnelPage:
    """Sent, graded, acted on, answered: bars against what was sent."""
    named: Iterable[tuple[str, int]] = (
        (_("Sent"), found.sent),
        (_("Graded"), found.graded),
        (_("Acted on"), found.acted_on),
        (_("Answered to the reporter"), found.answered),
    )
    whole = max(found.sent, 1)
    steps = tuple(
        FunnelStep(words, number, round(100 * number / whole, 1), round(50 - 50 * number / whole, 1))
        for words, number in named
    )
    title = _("What became of the observations of the last %(days)d days (of %(sent)d sent)") % {
        "days": days,
        "sent": found.sent,
    }
    rows = tuple(
        Row((step.words, str(step.number), _("%(share)s of 100") % {"share": f"{step.width:.0f}"}))
        for step in steps
    )
    table = Table(
        title,
        (
            Column(_("Step")),
            Column(_("Observations"), numeric=True),
            Column(_("Of those sent"), numeric=True),
        ),
        rows,
        EmptyState(_("Nothing was sent in this time")),
        show_caption=False,
    )
    return FunnelPage(title, steps, table)
