"""Rule that people change cells, draw the next ones, and have a person decide each or put it aside with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core import rotation
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement.actions.deciding import NewPlacement, decide
from beccaria.placement.models import MovementOrder, Rotation, RotationRule
from beccaria.placement.queries import board, ranks, rotating
from beccaria.placement.queries.open_cells import going, open_cells
from beccaria.placement.queries.rotating import Turn

# More of them than this at once would keep who waits for the page too long.
MOST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRotationRule:
    """Whom it names (one person, or everybody of some categories), how often they change cells at the latest, why."""

    site: str
    every: int
    why: str
    person: str = ""
    categories: tuple[str, ...] = ()


@transaction.atomic
def set_rotation_rule(new: NewRotationRule, *, by: Actor, at: datetime) -> str:
    """Decide it and return its identifier. Raises BadInput, Refused."""
    rotation.check_days(new.every)
    if bool(new.person) == bool(new.categories):
        raise BadInput("Name one person, or choose categories: one of the two.")
    person = people.named([new.person], by=by).get(new.person) if new.person else None
    if new.person and person is None:
        raise BadInput("One of these persons is not found: choose each from the list.")
    about = Marking(level=Clearance(person.level), handling=frozenset(person.handling)) if person else None
    marking = inherited(new.site, Clearance.RESTRICTED, about)
    require(Act.ROTATION_RULE, by, marking)
    row = RotationRule.objects.create(
        person_id=new.person or None,
        categories=list(ranks.in_order(new.categories, new.site, by=by)),
        every_days=new.every,
        why=words(new.why, what="Why they change cells"),
        decided_by=by.user,
        decided_at=at,
        **columns(marking),
    )
    subjects = [f"rotation_rule:{row.id}", *([f"person:{new.person}"] if new.person else [])]
    ledger.record(Act.ROTATION_RULE, by=by, subjects=subjects, at=at, detail={"every": row.every_days})
    return row.id


@transaction.atomic
def end_rotation_rule(rule_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It no longer holds, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = rotating.rule_row(rule_id, by=by)
    require(Act.ROTATION_RULE, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("It was ended already.")
    row.ended_by, row.ended_at, row.ended_why = by.user, at, words(why, what="The reason")
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
    ledger.record(Act.ROTATION_RULE, by=by, subjects=[f"rotation_rule:{row.id}"], at=at, detail={"ended": 1})


@transaction.atomic
def plan_rotations(site: str, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Draw the next cell of everybody who is due within a week; nothing moves by it.

    Each cell is drawn from those that nothing stands against, with whoever is planned or ordered to move taken as
    having moved. Returns how many were planned, and for how many no cell is open. Raises Cannot, Refused.
    """
    require(Act.ROTATION_PLAN, by, Marking(site=site, level=Clearance.RESTRICTED))
    named = rotating.turns(site, by=by, at=at)
    waiting = rotating.soon(named, day_of(at))
    if not waiting:
        raise Cannot("Nobody is due within a week who is not planned already.")
    moving = going(site, by=by)
    moving |= {one.person.id: (one.planned.wing, one.planned.cell) for one in named if one.planned}
    spots, nowhere, made = board.spots(site, by=by, at=at), 0, 0
    for one in waiting[:MOST]:
        try:
            found = open_cells(one.person.id, spots, moving, by=by, at=at)
        except (
            BadInput
        ):  # he has no category yet: nothing is open to him, and the others are planned all the same
            nowhere += 1
            continue
        turn = rotating.draws_before(found.person, one.since, by=by)
        cell = rotation.drawn(found.found, of=found.person, since=one.since, turn=turn, draw=rotating.draw)
        if cell is None:
            nowhere += 1
            continue
        moving[found.person] = cell
        _planned(one, cell, len(found.found), found.marking, by=by, at=at)
        made += 1
    return made, nowhere


def _planned(
    turn: Turn, cell: tuple[str, str], choices: int, found: Marking, *, by: Actor, at: datetime
) -> None:
    held = turn.person.held
    site = held.establishment if held else found.site
    marking = inherited(site, Clearance.RESTRICTED, found, turn.person.marking)
    require(Act.ROTATION_PLAN, by, marking)
    row = Rotation.objects.create(
        rule_id=turn.rule,
        person_id=turn.person.id,
        from_wing=turn.wing,
        from_cell=turn.cell,
        to_wing=cell[0],
        to_cell=cell[1],
        since=turn.since,
        due=turn.due,
        choices=choices,
        planned_by=by.user,
        planned_at=at,
        **columns(marking),
    )
    _record(Act.ROTATION_PLAN, row, by=by, at=at)


@transaction.atomic
def decide_rotation(rotation_id: str, *, due: datetime, why: str, by: Actor, at: datetime) -> str:
    """Decide a planned change and order the move; returns the order.

    Whether the cell is still open to him is worked out anew, and then everything that any decision on a place is judged
    by. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _open(rotation_id, by=by)
    require(Act.PLACEMENT_DECIDE, by, row.marking)
    site = row.site or ""
    spots = board.spots(site, by=by, at=at)
    found = open_cells(row.person_id, spots, going(site, by=by), by=by, at=at)
    if (row.to_wing, row.to_cell) not in found.found:
        raise Cannot("This cell is no longer open to him: put it aside and plan anew.")
    new = NewPlacement(
        person=row.person_id,
        wing=row.to_wing,
        cell=row.to_cell,
        due=due,
        reason=words(why, what="Your reason"),
    )
    row.order = MovementOrder.objects.get(pk=decide(new, by=by, at=at))
    row.save(update_fields=["order"])
    _record(Act.PLACEMENT_DECIDE, row, by=by, at=at)
    return row.order.id


@transaction.atomic
def put_rotation_aside(rotation_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """He does not go there, with a reason; the next plan draws again. Raises BadInput, Cannot, Hidden, Refused."""
    row = _open(rotation_id, by=by)
    require(Act.ROTATION_PLAN, by, row.marking)
    row.aside_by, row.aside_at, row.aside_why = by.user, at, words(why, what="The reason")
    row.save(update_fields=["aside_by", "aside_at", "aside_why"])
    _record(Act.ROTATION_PLAN, row, by=by, at=at)


def _open(rotation_id: str, *, by: Actor) -> Rotation:
    row = rotating.rotation_row(rotation_id, by=by)
    if row.order_id is not None:
        raise Cannot("This change is decided already.")
    if row.aside_at is not None:
        raise Cannot("This change was put aside already.")
    return row


def _record(act: Act, row: Rotation, *, by: Actor, at: datetime) -> None:
    subjects = [f"rotation:{row.id}", f"person:{row.person_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"choices": row.choices})
