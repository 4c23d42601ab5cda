"""Pages of placing: what was asked and ordered, where one person may live and why not elsewhere, one order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.placement import OrderState, Stage
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
    Why,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.pages import reasons, words
from beccaria.placement.pages.parts import address, named, place_name, strip
from beccaria.placement.queries.proposals import Asking, DecidedPlace, Ordered


@dataclass(frozen=True, slots=True)
class ListPage:
    """Orders that are open, and what was asked last."""

    orders: Table
    asked: Table
    handling: HandlingStrip | None
    may_ask: bool


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
class Option:
    """A place that may be chosen: what it costs, of what, and by how much it is dearer than the best."""

    code: str
    name: str
    cost: str
    why: Why


@dataclass(frozen=True, slots=True)
class Refused:
    """A place that may not be chosen as things are, and everything that stands against it."""

    name: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One of the three ways of housing a group, with figures where the tool computes them."""

    name: str
    good: str
    bad: str
    figures: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where one of many is proposed to go."""

    person: str
    name: str
    place: str
    why: str
    against: tuple[str, ...]
    decide: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A question of placement and its answer."""

    title: str
    lead: str
    tag: Tag
    back: Link
    handling: HandlingStrip | None
    person: PersonLine | None
    facts: tuple[Fact, ...]
    options: tuple[Option, ...]
    near: tuple[Refused, ...]
    refused: tuple[Refused, ...]
    relax: tuple[str, ...]
    assigned: tuple[Assigned, ...]
    ways: tuple[Way, ...]
    unknown: tuple[str, ...]
    said: str
    poll: str
    chosen: str
    decide: str
    may_decide: bool


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
            EmptyState(_("Nothing was asked yet"), _("Open a person, or ask about a list below.")),
        ),
        handling=strip([*(one.marking for one in orders), *(one.marking for one in asked)]),
        may_ask=may_ever(Act.PLACEMENT_PROPOSE, by),
    )


def _asked_row(one: Asking, *, at: datetime) -> Row:
    names = [each.name for each in one.persons.values()]
    about = names[0] if len(names) == 1 else _("%(count)s people") % {"count": len(one.people)}
    cells = (
        words.said(words.MODES, one.mode),
        about,
        one.asked_by,
        moments.time_chip(one.asked_at, now=at),
        _stage(one),
    )
    return Row(cells, href=address("proposal", one.id))


def _stage(one: Asking) -> Tag:
    if one.stage is Stage.READY:
        short = one.answer.get("unplaced") or []
        return Tag(_("somebody has no place"), "amber") if short else Tag(_("ready"), "good")
    return Tag(_("no answer"), "red") if one.stage is Stage.FAILED else Tag(_("being worked out"), "accent")


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
        EmptyState(_("Nobody is ordered to move")),
    )


def person_page(
    person: PersonShown,
    orders: Sequence[Ordered],
    decided: Sequence[DecidedPlace],
    names: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> PersonPage:
    """One person's placing."""
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
        ask=address("ask_one", person.id),
        may_ask=may_ever(Act.PLACEMENT_PROPOSE, by),
        links=_links(person),
    )


def _links(person: PersonShown) -> tuple[Link, ...]:
    """What else is done about where somebody is: the board, an escort, work."""
    made = [
        Link(_("Escort pack"), address("escort_new", person.id)),
        Link(_("Work and what he can do"), address("work_of", person.id)),
    ]
    if person.held:
        board = f"{address('board', person.held.establishment)}?person={person.id}"
        made.insert(0, Link(_("On the board"), board))
    return tuple(made)


def proposal_page(
    one: Asking, names: Mapping[str, str], *, person: str, by: Actor, at: datetime
) -> ProposalPage:
    """A question with its answer; of many, the one `person` may be chosen for."""
    answer, single = one.answer, one.mode is Mode.ONE
    whom = one.persons.get(one.people[0] if single else person)
    refused = _refused(answer.get("refused", ()), names, by=by)
    ready = one.stage is Stage.READY
    return ProposalPage(
        title=_("Where may he live?") if single else words.said(words.MODES, one.mode),
        lead=_("The service proposes, with reasons. A person decides."),
        tag=_stage(one),
        back=Link(_("Placing"), address("placements")),
        handling=strip([one.marking]),
        person=people.person_lines([whom], by=by, at=at)[0] if whom else None,
        facts=_facts(one, at=at) if ready else (),
        options=_options(answer, whom.id if whom else "", names, single=single),
        near=tuple(each for each in refused if len(each.against) == 1),
        refused=tuple(each for each in refused if len(each.against) > 1),
        relax=_relax(answer, by=by),
        assigned=() if single else _assigned(one, names, by=by),
        ways=tuple(_way(each) for each in answer.get("ways", ())),
        unknown=tuple(words.said(words.UNKNOWN, code) for code in one.unknown),
        said=one.said,
        poll=address("progress", one.id) if one.stage is Stage.COMPUTING else "",
        chosen=whom.id if whom else "",
        decide=address("decide", one.id),
        may_decide=ready and whom is not None and may_ever(Act.PLACEMENT_DECIDE, by),
    )


def _facts(one: Asking, *, at: datetime) -> tuple[Fact, ...]:
    answer = one.answer
    proven = {
        "optimal": _("proven: no lawful placement is cheaper"),
        "feasible": _("lawful, and at most %(gap)s %% from the best")
        % {"gap": round(100 * answer["gap"], 2)},
        "partial": _("somebody has no place"),
    }
    facts = [
        Fact(_("Answer"), proven.get(answer["status"], answer["status"])),
        Fact(_("Cost"), _("%(points)s points") % {"points": answer["cost"]}),
        Fact(_("Asked"), moments.time_chip(one.asked_at, now=at)),
    ]
    if one.mode is not Mode.ONE:
        facts.append(Fact(_("How many move"), str(answer["moved"])))
        if answer["stopped"] == "time":
            facts.append(Fact(_("Time"), _("It was stopped by the clock: the best found is shown.")))
    return tuple(facts)


def _options(
    answer: Mapping[str, Any], person: str, names: Mapping[str, str], *, single: bool
) -> tuple[Option, ...]:
    if single:
        return tuple(
            _option(one, names, first=place == 0) for place, one in enumerate(answer.get("places", ()))
        )
    for one in answer.get("assignments", ()):
        if one["person"] == person and one["place"]:
            return (
                _option(
                    {
                        "place": one["place"],
                        "cost": sum(one["cost"].values()),
                        "more": 0,
                        "terms": one["cost"],
                    },
                    names,
                    first=True,
                ),
            )
    return ()


def _option(one: Mapping[str, Any], names: Mapping[str, str], *, first: bool) -> Option:
    cost = _("%(points)s points") % {"points": one["cost"]}
    more = "" if first else _("%(points)s more than the first") % {"points": one["more"]}
    name = place_name(names, one["place"])
    return Option(
        one["place"], name, ", ".join(filter(None, (cost, more))), Why(words.costs(one["terms"]), about=name)
    )


def _refused(
    rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], *, by: Actor
) -> tuple[Refused, ...]:
    said = reasons.said([text for one in rows for text in one["against"]], {})
    texts = iter(named(said, by=by))
    return tuple(
        Refused(place_name(names, one["place"]), tuple(next(texts) for _text in one["against"]))
        for one in rows
    )


def _relax(answer: Mapping[str, Any], *, by: Actor) -> tuple[str, ...]:
    said = [each["relax"] for one in answer.get("assignments", ()) for each in one.get("relax", ())]
    return named(said, by=by)


def _assigned(one: Asking, names: Mapping[str, str], *, by: Actor) -> tuple[Assigned, ...]:
    rows = one.answer.get("assignments", ())
    whys = named([each["why"] for each in rows], by=by)
    against = iter(named([text for each in rows for text in each["why_not"].values()], by=by))
    made = []
    for each, why in zip(rows, whys, strict=True):
        not_there = tuple(f"{place_name(names, place)}: {next(against)}" for place in each["why_not"])
        person = one.persons.get(each["person"])
        place = place_name(names, each["place"]) if each["place"] else _("no place")
        decide = f"{address('proposal', one.id)}?person={each['person']}" if each["place"] else ""
        name = person.name if person else _("somebody")
        made.append(Assigned(each["person"], name, place, why, not_there, decide))
    return tuple(made)


def _way(one: Mapping[str, Any]) -> Way:
    figures = ""
    if one.get("cost") is not None:
        figures = _(
            "%(cost)s points; %(moved)s move; %(together)s share a wing with their group; %(unplaced)s without a place"
        ) % {name: one[name] for name in ("cost", "moved", "together", "unplaced")}
    name = one["way"]
    return Way(
        words.said(words.WAYS, name),
        words.said(words.WAYS_FOR, name),
        words.said(words.WAYS_AGAINST, name),
        figures or _("no figures: it is not computed"),
    )


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
