"""The pieces this app gives to other pages: groups a person may belong to, and what heads and analysts must look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib.paging import First, Page
from beccaria.lib.parts import EmptyState, HandlingStrip, LabelChip, Link, TaskRow
from beccaria.networks.pages import parts
from beccaria.networks.pages.words import ROLES, said, why
from beccaria.networks.queries import DueShown, MemberLine


@dataclass(frozen=True, slots=True)
class AboutRow:
    """A group that somebody may belong to."""

    label: LabelChip
    href: str
    why: str
    roles: str


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """Groups that a person may belong to, and the way to his network."""

    rows: tuple[AboutRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    network: Link | None
    write: Link | None


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """What heads and analysts must look at; `more` when more is contested than is shown."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None
    more: bool


@dataclass(frozen=True, slots=True)
class DuePage:
    """Everything that is to be reviewed, the longest overdue first; `more` when more is contested than is shown."""

    lead: str
    answers: tuple[TaskRow, ...]
    more: bool
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    handling: HandlingStrip | None
    next_href: str


def about_piece(person: str, found: Sequence[tuple[MemberLine, str]], *, by: Actor) -> AboutPiece:
    """What is thought of a person's groups; never more than the evidence."""
    rows = tuple(
        AboutRow(
            parts.label(one.standing, of=group),
            parts.address("membership", one.id),
            why(one.standing),
            "; ".join(_("%(role)s (hypothesis)") % {"role": said(ROLES, role)} for role in one.roles),
        )
        for one, group in found
    )
    write = may_ever(Act.MEMBERSHIP_WRITE, by)
    network = may_ever(Act.NETWORK_READ, by)
    return AboutPiece(
        rows,
        EmptyState(
            _("No group is written down for him"),
            _("Nobody has written one down with evidence. That does not mean that there is none."),
        ),
        parts.strip((one.level, one.handling) for one, _group in found),
        parts.link(_("Open his network"), "networks:person_chart", person) if network else None,
        Link(
            _("Write down a membership"),
            f"{parts.address('new_membership')}?{urlencode({'person': person})}",
        )
        if write
        else None,
    )


def today_piece(
    reviews: Sequence[DueShown], answers: First[DueShown], counts: tuple[int, int], *, now: datetime
) -> TodayPiece:
    """Challenges to answer, then memberships to review, the first due first."""
    rows = [_row(one, now=now) for one in (*answers, *reviews)]
    if (more := counts[0] - len(reviews)) > 0:
        title = ngettext(
            "%(count)d more membership is to be reviewed",
            "%(count)d more memberships are to be reviewed",
            more,
        )
        rows.append(TaskRow(title % {"count": more}, parts.address("due"), _("See")))
    return TodayPiece(tuple(rows), _strip((*answers, *reviews)), answers.more)


def due_page(
    reviews: Page[DueShown],
    answers: First[DueShown],
    counts: tuple[int, int],
    *,
    next_href: str,
    now: datetime,
) -> DuePage:
    """The whole list."""
    soon, over = counts
    words = {"soon": soon, "over": over}
    return DuePage(
        lead=_("%(soon)s to be reviewed within two weeks, %(over)s of them overdue.") % words,
        answers=tuple(_row(one, now=now) for one in answers),
        more=answers.more,
        rows=tuple(_row(one, now=now) for one in reviews.items),
        empty=EmptyState(
            _("Nothing to review"), _("No membership is due within two weeks, and none is overdue.")
        ),
        handling=_strip((*answers, *reviews.items)),
        next_href=next_href,
    )


def _row(one: DueShown, *, now: datetime) -> TaskRow:
    words = {"person": one.member.person.name, "group": one.group_name}
    due = parts.due(one.due, since=one.since, now=now)
    if one.challenge:
        title = _("Contested membership to answer: %(person)s, %(group)s") % words
    else:
        title = _("Membership to review: %(person)s, %(group)s") % words
    return TaskRow(
        title,
        parts.address("membership", one.member.id),
        _("Answer") if one.challenge else _("Review"),
        why(one.member.standing),
        urgent=due.state == "over",
        due=due,
    )


def _strip(several: Sequence[DueShown]) -> HandlingStrip | None:
    return parts.strip((one.member.level, one.member.handling) for one in several)
