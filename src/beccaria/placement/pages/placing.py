"""Pages of placing: what was asked and ordered, where one person may live and why not elsewhere, one order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.placement import OrderState
from beccaria.lib import moments
from beccaria.lib.parts import (
    Column,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    PersonLine,
    Row,
    Table,
    Tag,
    TaskRow,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.pages import words
from beccaria.placement.pages.parts import address, place_name, strip
from beccaria.placement.queries.proposals import Asking, DecidedPlace, Ordered


@dataclass(frozen=True, slots=True)
class ListPage:
    """Orders that are open, and what was asked last."""

    orders: Table
    asked: Table
    handling: HandlingStrip | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person's placing: what was decided, what is ordered, and the way to ask."""

    person: PersonLine
    back: Link
    handling: HandlingStrip | None
    orders: Table
    decided: Table
    ask: str
    may_ask: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order to move."""

    title: str
    tag: Tag
    back: Link
    handling: HandlingStrip | None
    person: PersonLine | None
    facts: tuple[Fact, ...]
    carry_out: str
    cancel: str
    may_carry_out: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class TodayPiece:
    """Orders to carry out today."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None


def list_page(
    orders: Sequence[Ordered], asked: Sequence[Asking], names: Mapping[str, str], *, by: Actor, at: datetime
) -> ListPage:
    """The list for whoever places people."""
    return ListPage(
        orders=_orders(orders, names, at=at),
        asked=Table(
            _("What was asked"),
            tuple(map(Column, (_("What"), _("About"), _("Asked by"), _("When"), _("Answer")))),
            tuple(_asked_row(one, at=at) for one in asked),
            EmptyState(_("Nothing was asked yet"), _("Open a person, or ask about many.")),
        ),
        handling=strip([*(one.marking for one in orders), *(one.marking for one in asked)]),
        links=_ways_on(by),
    )


def _ways_on(by: Actor) -> tuple[Link, ...]:
    """What else is done about places, of that what the reader's duty does."""
    ways = (
        (Act.PLACEMENT_PROPOSE, "manies", _("Ask about many")),
        (Act.PLACEMENT_SEE, "rotations", _("Changing cells")),
        (Act.ROSTER_READ, "rosters", _("Staff near people of high risk")),
        (Act.APART_RULES_READ, "rules", _("Groups that are kept apart")),
    )
    return tuple(Link(words, address(name)) for act, name, words in ways if may_ever(act, by))


def _asked_row(one: Asking, *, at: datetime) -> Row:
    names = [each.name for each in one.persons.values()]
    about = names[0] if len(names) == 1 else _("%(count)s people") % {"count": len(one.people)}
    cells = (
        words.said(words.MODES, one.mode),
        about,
        one.asked_by,
        moments.time_chip(one.asked_at, now=at),
        words.stage(one.stage, one.answer),
    )
    return Row(cells, href=address("proposal", one.id))


def _orders(orders: Sequence[Ordered], names: Mapping[str, str], *, at: datetime) -> Table:
    return Table(
        _("Orders to move"),
        tuple(map(Column, (_("Who"), _("From"), _("To"), _("When"), _("State")))),
        tuple(
            Row(
                (
                    one.person.name if one.person else _("somebody whose record is not yours to see"),
                    place_name(names, one.from_wing) or one.from_establishment,
                    " ".join(filter(None, (place_name(names, one.to_wing), one.to_cell))),
                    moments.due_chip(one.due, since=one.ordered_at, now=at)
                    if one.state is OrderState.ORDERED
                    else moments.time_chip(one.done_at or one.due, now=at),
                    words.order_state(one.state),
                ),
                href=address("order", one.id),
            )
            for one in orders
        ),
        EmptyState(_("There is no order to move")),
    )


def person_page(
    person: PersonShown,
    orders: Sequence[Ordered],
    decided: Sequence[DecidedPlace],
    names: Mapping[str, str],
    *,
    tried: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> PersonPage:
    """One person's placing; `tried` is the wing and the cell that the reader comes from."""
    rows = tuple(
        Row(
            (
                moments.time_chip(one.decided_at, now=at),
                " ".join(filter(None, (place_name(names, one.wing), one.cell))),
                _("option %(rank)s") % {"rank": one.rank} if one.rank else _("none of the options"),
                one.reason or _("the first option"),
                one.decided_by,
            )
        )
        for one in decided
    )
    return PersonPage(
        person=people.person_lines([person], by=by, at=at)[0],
        back=Link(person.name, people.address("people:person", person.id)),
        handling=strip([person.marking, *(one.marking for one in orders), *(one.marking for one in decided)]),
        orders=_orders(orders, names, at=at),
        decided=Table(
            _("What was decided"),
            tuple(map(Column, (_("When"), _("Where"), _("Which option"), _("Why"), _("By")))),
            rows,
            EmptyState(_("Nothing was decided here yet")),
        ),
        ask="?".join(filter(None, (address("ask_one", person.id), urlencode(tried)))),
        may_ask=may_ever(Act.PLACEMENT_PROPOSE, by),
        links=_links(person, by=by),
    )


def _links(person: PersonShown, *, by: Actor) -> tuple[Link, ...]:
    """What else is done about where somebody is, of that what the reader's duty does: the board, an escort, work."""
    board = f"{address('board', person.held.establishment)}?person={person.id}" if person.held else ""
    ways = (
        (Act.PLACEMENT_SEE, _("On the board"), board),
        (Act.ESCORT_WRITE, _("Escort pack"), address("escort_new", person.id)),
        (Act.SKILL_READ, _("Work and what he can do"), address("work_of", person.id)),
    )
    return tuple(Link(words, href) for act, words, href in ways if href and may_ever(act, by))


def order_page(one: Ordered, names: Mapping[str, str], *, by: Actor, at: datetime) -> OrderPage:
    """One order."""
    facts = [
        Fact(_("From"), place_name(names, one.from_wing) or one.from_establishment or _("outside")),
        Fact(_("To"), " ".join(filter(None, (place_name(names, one.to_wing), one.to_cell)))),
        Fact(_("When"), moments.due_chip(one.due, since=one.ordered_at, now=at)),
        Fact(_("Ordered"), moments.time_chip(one.ordered_at, now=at)),
    ]
    if one.carried_by:
        facts.append(Fact(_("Who carries it out"), one.carried_by))
    if one.done_at:
        facts.append(Fact(_("Done"), moments.time_chip(one.done_at, now=at)))
    if one.cancelled_why:
        facts.append(Fact(_("Why it was cancelled"), one.cancelled_why))
    return OrderPage(
        title=_("Order to move"),
        tag=words.order_state(one.state),
        back=Link(_("Placing"), address("placements")),
        handling=strip([one.marking]),
        person=people.person_lines([one.person], by=by, at=at)[0] if one.person else None,
        facts=tuple(facts),
        carry_out=address("carry_out", one.id),
        cancel=address("cancel", one.id),
        may_carry_out=one.may_carry_out,
        may_cancel=one.may_cancel,
    )


def today_piece(orders: Sequence[Ordered], names: Mapping[str, str], *, at: datetime) -> TodayPiece:
    """Orders that fall due, each with what to do."""
    rows = tuple(
        TaskRow(
            title=one.person.name if one.person else _("somebody whose record is not yours to see"),
            href=address("order", one.id),
            action=_("Move him"),
            detail=" ".join(filter(None, (place_name(names, one.to_wing), one.to_cell))),
            urgent=one.due <= at,
            due=moments.due_chip(one.due, since=one.ordered_at, now=at),
        )
        for one in orders
        if one.may_carry_out
    )
    return TodayPiece(rows, strip([one.marking for one in orders if one.may_carry_out]))
