"""What came in as a list, and one import: what became of it, what is to be done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.acts import Act
from beccaria.core.feeds import State
from beccaria.feeds.pages.words import KINDS, STATES, again
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, Tag, TaskRow
from beccaria.people import api as people

if TYPE_CHECKING:
    from datetime import datetime

    from beccaria.core.actors import Actor
    from beccaria.feeds.queries.shapes import ImportShown
    from beccaria.lib.paging import Page

_TONES = {
    State.TAKEN: "good",
    State.REFUSED: "red",
    State.STOPPED: "red",
    State.WAITING: "amber",
    State.TRIED: "amber",
}


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """What came in, newest first, and where a file is sent."""

    handling: HandlingStrip | None
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    next_href: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import."""

    handling: HandlingStrip | None
    title: str
    tag: Tag
    said: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    reasons: tuple[Fact, ...]
    rejected: str
    preview: str
    discard: str
    held: str
    poll: str
    percent: int


def links(by: Actor, here: str) -> tuple[Link, ...]:
    """The pages of feeds that this duty may open, but for the one that is open."""
    every = (
        (Act.FEED_READ, "feeds:imports", _("What came in")),
        (Act.FEED_HEALTH, "feeds:health", _("How complete feeds are")),
        (Act.FEED_JUDGE, "feeds:held", _("Near misses")),
        (Act.FEED_JUDGE, "feeds:clear", _("Refused at a desk")),
        (Act.PRIVILEGED_READ, "feeds:privileged", _("Register of the privileged")),
    )
    return tuple(Link(text, reverse(name)) for act, name, text in every if name != here and may_ever(act, by))


def tag(one: ImportShown) -> Tag:
    """How an import stands."""
    return Tag(str(STATES[one.state]), _TONES.get(one.state, "quiet"))  # type: ignore[arg-type]  # the tones above


def title(one: ImportShown) -> str:
    """An import in one line."""
    return (
        f"{KINDS[one.kind]}: {one.name}" if one.name else _("%(kind)s: a batch") % {"kind": KINDS[one.kind]}
    )


def in_short(one: ImportShown) -> str:
    """What became of it in one line."""
    if one.state in {State.REFUSED, State.STOPPED}:
        return why(one)
    if one.state not in {State.TAKEN, State.TRIED}:
        return ""
    return _("%(total)s rows: %(new)s new, %(corrected)s corrected, %(rejected)s rejected, %(held)s held") % {
        "total": one.total,
        "new": one.new,
        "corrected": one.corrected,
        "rejected": one.rejected,
        "held": one.held,
    }


def why(one: ImportShown) -> str:
    """Why it was refused or did not end, in the reader's language."""
    if not one.why:
        return ""
    return again(json.loads(one.why))


def imports_page(found: Page[ImportShown], *, by: Actor, next_href: str, now: datetime) -> ImportsPage:
    """The list."""
    rows = tuple(
        TaskRow(
            title(one),
            reverse("feeds:import", args=[one.id]),
            "",
            in_short(one),
            tags=(tag(one),),
            at=moments.time_chip(one.made_at, now=now),
        )
        for one in found.items
    )
    return ImportsPage(
        people.strip_of(one.marking for one in found.items),
        rows,
        EmptyState(
            _("Nothing came in yet"), _("Send a file, or have it loaded by the command beccaria load.")
        ),
        next_href,
        links(by, "feeds:imports"),
    )


def import_page(one: ImportShown, *, percent: float, has_rejected: bool) -> ImportPage:
    """One import."""
    facts = [
        Fact(_("Rows"), f"{one.total:,}"),
        Fact(_("New"), f"{one.new:,}"),
        Fact(_("Corrected"), f"{one.corrected:,}"),
        Fact(_("Known already"), f"{one.unchanged:,}"),
        Fact(_("Rejected"), f"{one.rejected:,}"),
        Fact(_("Privileged: dropped, nothing written"), f"{one.privileged:,}"),
        Fact(_("Held for a person to judge"), f"{one.held:,}"),
    ]
    done = one.state in {State.TAKEN, State.TRIED}
    at = (Fact(_("Sent"), moments.exact(one.made_at)),)
    ended = (Fact(_("Done"), moments.exact(one.finished_at)),) if one.finished_at else ()
    waits = one.waits and one.state is not State.RUNNING
    return ImportPage(
        handling=people.strip_of([one.marking]),
        title=title(one),
        tag=tag(one),
        said=_said(one),
        facts=(*(facts if done else ()), *at, *ended),
        notes=tuple(map(again, one.notes)),
        reasons=tuple(Fact(name, f"{count:,}") for name, count in one.reasons.items()),
        rejected=reverse("feeds:rejected", args=[one.id]) if has_rejected else "",
        preview=reverse("feeds:preview", args=[one.id]) if waits else "",
        discard=reverse("feeds:discard", args=[one.id]) if waits else "",
        held=reverse("feeds:held") if one.held else "",
        poll=reverse("feeds:progress", args=[one.id]) if one.state is State.RUNNING else "",
        percent=round(100 * percent),
    )


def _said(one: ImportShown) -> str:
    match one.state:
        case State.TAKEN:
            return ngettext("%(count)s new row is kept.", "%(count)s new rows are kept.", one.new) % {
                "count": f"{one.new:,}"
            }
        case State.TRIED:
            return _("This was a trial: nothing was changed. See the figures, then take it in.")
        case State.RUNNING:
            return _("It is being taken in.")
        case State.WAITING:
            return _("Say what its columns mean, then take it in.")
        case _:
            return why(one)
