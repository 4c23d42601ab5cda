"""The page of staff near people of high risk: the limit, hours by member of staff and wing, a roster that keeps it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Fact, HandlingStrip, Link, Row, Table, Tag
from beccaria.lib.spoken import in_words
from beccaria.placement.pages.parts import address, strip
from beccaria.placement.queries.roster_plans import PlanRead
from beccaria.placement.queries.rostering import ByHand, Change, LimitRead, Near
from beccaria.placement.queries.spoken import StaffLanguageRead

_MINUTE: Final = timedelta(minutes=1)
# So many members of staff stand on the page before the rest is folded away, so many changes unfolded.
_FIRST: Final = 12
_OPENED: Final = 8


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """The proposal for the coming week, and where it is accepted or put aside."""

    facts: tuple[Fact, ...]
    changes: Table
    opened: bool
    against: tuple[str, ...]
    accept: str
    aside: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift that was written down here, with where it is withdrawn."""

    text: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language that one member of staff speaks, with where it is ended."""

    text: str
    end: str


@dataclass(frozen=True, slots=True)
class RosterRead:
    """What a page of one prison is made of."""

    limit: LimitRead | None
    near: Sequence[Near]
    by_hand: Sequence[ByHand]
    waits: PlanRead | None
    decided: Sequence[PlanRead]
    languages: Sequence[StaffLanguageRead]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Staff near people of high risk at one prison."""

    title: str
    site: str
    back: Link
    others: tuple[Link, ...]
    limit: str
    why: str
    end: str
    hours: Table
    hours_more: Table
    by_hand: tuple[ShiftRow, ...]
    propose: str
    proposal: ProposalPart | None
    decided: Table
    spoken: tuple[str, ...]
    languages: tuple[LanguageRow, ...]
    handling: HandlingStrip | None


def roster_page(
    site: str,
    sites: Mapping[str, str],
    read: RosterRead,
    *,
    names: Mapping[str, str],
    marking: Marking,
    at: datetime,
) -> RosterPage:
    """One prison's page."""
    holds, plans = read.limit, [one for one in (read.waits, *read.decided) if one]
    near = [one for one in read.near if one.minutes]
    return RosterPage(
        title=_("Staff near people of high risk: %(place)s") % {"place": sites[site]},
        site=site,
        back=Link(_("Placing"), address("placements")),
        others=tuple(Link(name, address("roster", code)) for code, name in sites.items() if code != site),
        limit=_limit(holds) if holds else "",
        why=holds.why if holds else "",
        end=address("near_limit_end", holds.id) if holds else "",
        hours=_hours(near[:_FIRST], names),
        hours_more=_hours(near[_FIRST:], names),
        by_hand=tuple(
            ShiftRow(
                f"{one.staff}, {names.get(one.wing) or one.wing}: {moments.exact(one.starts)}",
                address("shift_withdraw", one.id),
            )
            for one in read.by_hand
        ),
        propose=address("roster_plan_new", site) if holds else "",
        proposal=_proposal(read.waits, names) if read.waits else None,
        decided=_decided(read.decided, at=at),
        spoken=tuple(
            f"{name} {count}" for name, count in Counter(one.name for one in read.languages).most_common()
        ),
        languages=tuple(
            LanguageRow(f"{one.staff}: {one.name}", address("staff_language_end", one.id))
            for one in read.languages
        ),
        handling=strip([marking, *(one.marking for one in plans)]),
    )


def _limit(holds: LimitRead) -> str:
    return _("At most %(hours)s hours in %(days)s days near people of category %(categories)s") % {
        "hours": holds.hours,
        "days": holds.days,
        "categories": ", ".join(holds.categories),
    }


def _hours(found: Sequence[Near], names: Mapping[str, str]) -> Table:
    return Table(
        _("Hours near them, by member of staff"),
        (Column(_("Staff number")), Column(_("Hours"), numeric=True), Column(_("Where")), Column(_("Limit"))),
        tuple(
            Row(
                (
                    one.staff,
                    time_said(one.minutes),
                    _where(one, names),
                    Tag(_("over the limit: relieve"), "amber") if one.is_over else Tag(_("within"), "good"),
                )
            )
            for one in found
        ),
        EmptyState(
            _("No hours are known"),
            _("Set the limit, and load the roster or write shifts down."),
        ),
    )


def _where(one: Near, names: Mapping[str, str]) -> str:
    """Wing by wing; the hours again only where there are several."""
    if len(one.wings) == 1:
        return "".join(names.get(wing) or wing for wing in one.wings)
    return "; ".join(f"{names.get(wing) or wing} {time_said(minutes)}" for wing, minutes in one.wings.items())


def _proposal(one: PlanRead, names: Mapping[str, str]) -> ProposalPart:
    facts = (
        Fact(_("Changes"), _shifts(one)),
        Fact(_("Over the limit, all together"), _before_after(one.over_now, one.over_then)),
        Fact(_("The longest anybody is near them"), _before_after(one.longest_now, one.longest_then)),
        Fact(
            _("Answer"),
            _("proven: no legal roster protects better")
            if one.proven
            else _("legal, and the best found in the time"),
        ),
        Fact(_("Asked for by"), ", ".join(filter(None, (one.proposed_by, moments.exact(one.proposed_at))))),
    )
    return ProposalPart(
        facts,
        _changes(one.changes, names),
        len(one.changes) <= _OPENED,
        tuple(map(in_words, one.against)),
        address("roster_plan_accept", one.id),
        address("roster_plan_aside", one.id),
    )


def _shifts(one: PlanRead) -> str:
    words = ngettext("%(count)s of %(all)s shifts", "%(count)s of %(all)s shifts", one.shifts)
    return words % {"count": len(one.changes), "all": one.shifts}


def _decided(some: Sequence[PlanRead], *, at: datetime) -> Table:
    return Table(
        _("Rosters that were proposed before"),
        tuple(map(Column, (_("When"), _("What became of it"), _("Changes"), _("By"), _("Why")))),
        tuple(
            Row(
                (
                    moments.time_chip(one.decided_at or one.proposed_at, now=at),
                    Tag(_("accepted"), "good") if one.accepted else Tag(_("put aside"), "quiet"),
                    _shifts(one),
                    one.decided_by,
                    one.decided_why,
                )
            )
            for one in some
        ),
        EmptyState(_("None was proposed yet")),
    )


def _changes(some: Sequence[Change], names: Mapping[str, str]) -> Table:
    return Table(
        _("Who takes over which shift"),
        tuple(map(Column, (_("Shift"), _("Wing"), _("Now"), _("Then")))),
        tuple(
            Row(
                (
                    _("%(begins)s, %(hours)s")
                    % {
                        "begins": moments.exact(one.starts),
                        "hours": time_said((one.ends - one.starts) // _MINUTE),
                    },
                    names.get(one.wing) or one.wing or _("no wing"),
                    one.staff,
                    one.to,
                )
            )
            for one in some
        ),
        EmptyState(_("Nothing has to change")),
    )


def _before_after(now: int, then: int) -> str:
    return _("%(now)s now, %(then)s then") % {"now": time_said(now), "then": time_said(then)}


def time_said(minutes: int) -> str:
    """Hours and minutes."""
    return _("%(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
