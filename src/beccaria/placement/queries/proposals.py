"""Read what was asked of placement, what a person decided, and orders to move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from beccaria.access.api import may_go, names_of, only, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.placement import OrderState, Stage
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import MovementOrder, PlacementDecision, Proposal

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question and, when it is ready, its answer. `persons` are those it is about whom the reader may see."""

    id: str
    mode: Mode
    people: tuple[str, ...]
    persons: dict[str, PersonShown]
    wing: str
    moves: int | None
    on: date
    stage: Stage
    answer: dict[str, Any]
    unknown: tuple[str, ...]
    said: str
    asked_by: str
    asked_at: datetime
    marking: Marking

    @property
    def moving(self) -> dict[str, str]:
        """Whom the answer moves, with the wing it proposes; who stays, or has no place, is not among them."""
        held = {key: one.held.wing if one.held else "" for key, one in self.persons.items()}
        return {
            one["person"]: one["place"]
            for one in self.answer.get("assignments", ())
            if one["place"] and one["person"] in held and held[one["person"]] != one["place"]
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order to move, with what the reader may do about it."""

    id: str
    person: PersonShown | None
    person_id: str
    from_establishment: str
    from_wing: str
    to_establishment: str
    to_wing: str
    to_cell: str
    due: datetime
    carried_by: str
    state: OrderState
    ordered_at: datetime
    done_at: datetime | None
    cancelled_why: str
    may_carry_out: bool
    may_cancel: bool
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPlace:
    """Where somebody was decided to live, which option that was, why, and what was set aside."""

    id: str
    person: str
    wing: str
    cell: str
    rank: int | None
    reason: str
    against: tuple[str, ...]
    override: str
    decided_by: str
    decided_at: datetime
    marking: Marking


def proposals(*, by: Actor) -> QuerySet[Proposal]:
    """Questions the reader may see."""
    return Proposal.objects.filter(may_go(by))


def proposal_row(proposal_id: str, *, by: Actor) -> Proposal:
    """One of them. Raises Hidden, Refused."""
    row = only(proposals(by=by).filter(pk=proposal_id))
    require(Act.PLACEMENT_SEE, by, row.marking)
    return row


def proposal(proposal_id: str, *, by: Actor) -> Asking:
    """One question with its answer. Raises Hidden, Refused; hidden where one it is about is not the reader's to see."""
    row = proposal_row(proposal_id, by=by)
    found = _asking([row], by=by)
    if not found:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found[0]


def newest(*, by: Actor, at_most: int = MOST) -> tuple[Asking, ...]:
    """What was asked last."""
    return _asking(list(proposals(by=by).defer("question").order_by("-asked_at", "-id")[:at_most]), by=by)


def _asking(rows: Iterable[Proposal], *, by: Actor) -> tuple[Asking, ...]:
    rows = list(rows)
    persons = people.named({one for row in rows for one in row.people}, by=by)
    names = names_of({row.asked_by for row in rows})
    return tuple(
        Asking(
            id=row.id,
            mode=Mode(row.mode),
            people=tuple(row.people),
            persons={one: persons[one] for one in row.people if one in persons},
            wing=row.wing,
            moves=row.moves,
            on=row.on,
            stage=Stage(row.stage),
            answer=row.answer or {},
            unknown=tuple(row.unknown),
            said=row.said,
            asked_by=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            marking=row.marking,
        )
        for row in rows
        # Somebody whom the reader may not see is in it: the whole of it would tell of him.
        if all(one in persons for one in row.people)
    )


def orders(*, by: Actor) -> QuerySet[MovementOrder]:
    """Orders the reader may see: of his prison, and those that send somebody there."""
    return MovementOrder.objects.filter(may_go(by))


def order_row(order_id: str, *, by: Actor) -> MovementOrder:
    """One of them, locked. Raises Hidden."""
    return only(orders(by=by).filter(pk=order_id).select_for_update())


def order_marking(row: MovementOrder) -> Marking:
    """Its marking: it reaches where he is sent, unless handling keeps it."""
    kept = set(row.handling) & set(HELD_BACK)
    return row.marking_for(reaches=frozenset() if kept else frozenset({row.to_establishment}))


def open_orders(*, by: Actor, until: datetime | None = None) -> tuple[Ordered, ...]:
    """What is ordered and not done, the earliest first."""
    rows = orders(by=by).filter(state=OrderState.ORDERED)
    if until is not None:
        rows = rows.filter(due__lte=until)
    return _ordered(rows.order_by("due", "id")[:MOST], by=by)


def orders_of(person_id: str, *, by: Actor) -> tuple[Ordered, ...]:
    """Every order about somebody, the newest first."""
    records = people.records_of(person_id, by)
    return _ordered(orders(by=by).filter(person_id__in=records).order_by("-ordered_at", "id")[:MOST], by=by)


def order(order_id: str, *, by: Actor) -> Ordered:
    """One order. Raises Hidden, Refused."""
    row = only(orders(by=by).filter(pk=order_id))
    require(Act.ORDER_READ, by, order_marking(row))
    return _ordered([row], by=by)[0]


def _ordered(rows: Iterable[MovementOrder], *, by: Actor) -> tuple[Ordered, ...]:
    rows = list(rows)
    persons = people.named({row.person_id for row in rows}, by=by)
    names = names_of({row.carried_by for row in rows} - {""})
    return tuple(
        Ordered(
            id=row.id,
            person=persons.get(row.person_id),
            person_id=row.person_id,
            from_establishment=row.from_establishment,
            from_wing=row.from_wing,
            to_establishment=row.to_establishment,
            to_wing=row.to_wing,
            to_cell=row.to_cell,
            due=row.due,
            carried_by=names.get(row.carried_by, ""),
            state=OrderState(row.state),
            ordered_at=row.ordered_at,
            done_at=row.done_at,
            cancelled_why=row.cancelled_why,
            may_carry_out=_may(Act.ORDER_CARRY_OUT, row, by=by) and row.person_id in persons,
            may_cancel=_may(Act.ORDER_CANCEL, row, by=by),
            marking=row.marking,
        )
        for row in rows
    )


def _may(act: Act, row: MovementOrder, *, by: Actor) -> bool:
    return row.state == OrderState.ORDERED and refusal(act, by, order_marking(row)) is None


def decisions_of(person_id: str, *, by: Actor) -> tuple[DecidedPlace, ...]:
    """Where it was decided that somebody lives, the newest first."""
    records = people.records_of(person_id, by)
    rows = list(
        PlacementDecision.objects.filter(may_go(by), Q(person_id__in=records)).order_by("-decided_at", "id")[
            :MOST
        ]
    )
    names = names_of({row.decided_by for row in rows})
    return tuple(
        DecidedPlace(
            id=row.id,
            person=row.person_id,
            wing=row.wing,
            cell=row.cell,
            rank=row.rank,
            reason=row.reason,
            against=tuple(row.against),
            override=row.override,
            decided_by=names.get(row.decided_by, ""),
            decided_at=row.decided_at,
            marking=row.marking,
        )
        for row in rows
    )
