"""Pages of changing cells: the rules of a prison, who is due, what is planned; and what is overdue, on Today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib.moments import day_of
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, Tag, TaskRow
from beccaria.people import api as people
from beccaria.placement.pages.parts import address, spot_name, strip
from beccaria.placement.queries.rotating import RuleRead, Turn

_FEW = 5


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule for changing cells; `end` is empty where the reader may not end it."""

    text: str
    why: str
    end: str


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Somebody who is to change his cell, with what is planned; empty addresses where nothing is to be decided."""

    name: str
    href: str
    where: str
    due: str
    tag: Tag
    to: str
    against: Link | None
    decide: str
    aside: str


@dataclass(frozen=True, slots=True)
class RotationPage:
    """Changing cells at one prison."""

    title: str
    site: str
    back: Link
    others: tuple[Link, ...]
    rules: tuple[RuleRow, ...]
    rules_empty: EmptyState
    rows: tuple[TurnRow, ...]
    rows_empty: EmptyState
    may_plan: bool
    may_rule: bool
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class OverduePiece:
    """Changes of cells that are overdue, on Today."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None


def rotation_page(
    site: str,
    sites: Mapping[str, str],
    rules: Sequence[RuleRead],
    turns: Sequence[Turn],
    names: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> RotationPage:
    """One prison's page."""
    on = day_of(at)
    plans = [one.planned.marking for one in turns if one.planned]
    return RotationPage(
        title=_("Changing cells: %(place)s") % {"place": sites[site]},
        site=site,
        back=Link(_("Placing"), address("placements")),
        others=tuple(Link(name, address("rotation", code)) for code, name in sites.items() if code != site),
        rules=tuple(map(_rule, rules)),
        rules_empty=EmptyState(_("No rule holds here"), _("Nobody has to change his cell.")),
        rows=tuple(_turn(one, names, on=on, by=by) for one in turns),
        rows_empty=EmptyState(_("Nobody is named by a rule")),
        may_plan=bool(turns) and may_ever(Act.ROTATION_PLAN, by),
        may_rule=may_ever(Act.ROTATION_RULE, by),
        handling=strip([*(one.marking for one in rules), *(one.person.marking for one in turns), *plans]),
    )


def _rule(one: RuleRead) -> RuleRow:
    who = ", ".join(_("category %(letter)s") % {"letter": each} for each in one.categories)
    if one.person:
        who = one.person.name
    often = ngettext("at the latest every %(count)s day", "at the latest every %(count)s days", one.every)
    return RuleRow(
        f"{who}: {often % {'count': one.every}}",
        one.why,
        address("rotation_rule_end", one.id) if one.may_end else "",
    )


def _turn(one: Turn, names: Mapping[str, str], *, on: date, by: Actor) -> TurnRow:
    plan = one.planned
    to = ""
    if plan:
        to = _("to %(place)s, drawn from %(count)s cells") % {
            "place": spot_name(names, plan.wing, plan.cell),
            "count": plan.choices,
        }
    return TurnRow(
        name=one.person.name,
        href=people.address("people:person", one.person.id),
        where=_("%(place)s since %(day)s")
        % {"place": spot_name(names, one.wing, one.cell), "day": people.day(one.since)},
        due=_("by %(day)s") % {"day": people.day(one.due)},
        tag=_state(one, on=on),
        to=to,
        against=_against(one, on=on),
        decide=address("rotation_decide", plan.id) if plan and may_ever(Act.PLACEMENT_DECIDE, by) else "",
        aside=address("rotation_aside", plan.id) if plan and may_ever(Act.ROTATION_PLAN, by) else "",
    )


def _against(one: Turn, *, on: date) -> Link | None:
    """Where to read what stands against each place, for somebody who is late and has no cell drawn."""
    if one.planned or not one.is_over(on):
        return None
    return Link(_("No cell is drawn: where could he be?"), address("person", one.person.id))


def _state(one: Turn, *, on: date) -> Tag:
    if one.ordered:
        return Tag(_("ordered"), "accent")
    if one.is_over(on):
        return Tag(_("overdue"), "red")
    return Tag(_("planned"), "accent") if one.planned else Tag(_("not yet due"), "quiet")


def overdue_piece(
    sites: Mapping[str, Sequence[Turn]], names: Mapping[str, str], *, at: datetime
) -> OverduePiece:
    """The first few that are overdue, each with the way to its plan."""
    on = day_of(at)
    late = [(site, one) for site, turns in sites.items() for one in turns if one.is_over(on)]
    late.sort(key=lambda each: (each[1].due, each[1].person.sorts))
    rows = tuple(
        TaskRow(
            title=one.person.name,
            href=address("rotation", site),
            action=_("Decide his next cell") if one.planned else _("Plan his next cell"),
            detail=_("Was to change cells by %(day)s: %(place)s")
            % {
                "day": people.day(one.due),
                "place": spot_name(names, one.wing, one.cell),
            },
            urgent=True,
        )
        for site, one in late[:_FEW]
    )
    return OverduePiece(rows, strip([one.person.marking for _site, one in late[:_FEW]]))
