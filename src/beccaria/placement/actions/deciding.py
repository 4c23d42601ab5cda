"""Decide where somebody is to live, as a person with reasons, and order the move; a rule is set aside only in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.placement import OrderState, Stage
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.engines.allocation.verdict import Verdict, verdicts
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.people.api import Placed
from beccaria.placement.models import MovementOrder, PlacementDecision, Proposal
from beccaria.placement.queries import board, proposals
from beccaria.placement.queries.instance import OF_CLASS, Asked, Built, built
from beccaria.placement.queries.sharing import same_cell
from beccaria.placement.queries.trying import cell_of, in_the_way, ways_out

_SHORT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlacement:
    """Who goes where, when and by whom; `proposal` is what was looked at, `override` why a rule is set aside."""

    person: str
    wing: str
    due: datetime
    proposal: str = ""
    cell: str = ""
    reason: str = ""
    override: str = ""
    carried_by: str = ""


@transaction.atomic
def decide(new: NewPlacement, *, by: Actor, at: datetime) -> str:
    """Write the decision down and order the move; returns the identifier of the order.

    What stands against the place is worked out anew, as things are now, and so is whether it would give him a way out.
    A reason is asked for unless the first option was taken. A hard rule is set aside by a governor, in words; a rule
    for all who are recorded alike is set aside by nobody. Raises BadInput, Cannot, Hidden, Refused.
    """
    proposal = _proposal(new.proposal, by=by)
    question = built(Asked(mode=Mode.ONE, people=(new.person,)), by=by, at=at)
    require(Act.PLACEMENT_DECIDE, by, question.marking)
    if new.wing not in question.estate.wings:
        raise BadInput("There is no such wing, or it is not yours to fill: choose one from the list.")
    if new.due < at and day_of(new.due) != day_of(at):
        raise BadInput("The move lies in the past: choose when he is to be moved.")
    holder = question.instance.ask.people[0]
    who = question.people[holder]
    site, cell = (
        question.estate.wings[new.wing].prison,
        words(new.cell, what="The cell", longest=_SHORT, empty=True),
    )
    verdict, more = _judged(new, site, cell, question, by=by, at=at)
    _set_aside(verdict, new.override, by=by, question=question)
    rank = _rank(proposal, holder, new.wing)
    reason = words(new.reason, what="Your reason", empty=rank == 1)
    if who.wing == new.wing and same_cell(who.cell, cell):
        raise Cannot("He lives there already: choose another place, or leave him.")
    _one_at_a_time(holder, by=by)
    marking = inherited(
        question.marking.site,
        question.marking.level,
        question.marking,
        *([proposal.marking] if proposal else []),
        *more,
    )
    row = PlacementDecision.objects.create(
        person_id=holder,
        proposal=proposal,
        establishment=site,
        wing=new.wing,
        cell=cell,
        rank=rank,
        reason=reason,
        against=list(verdict.against),
        override=words(new.override, what="Why the rule is set aside", empty=not verdict.against),
        decided_by=by.user,
        decided_at=at,
        **columns(marking),
    )
    made = _order(row, who, new, by=by, at=at)
    subjects = [f"placement:{row.id}", f"order:{made.id}", f"person:{holder}"]
    detail = {"rank": rank or 0, "against": len(verdict.against)}
    act = Act.PLACEMENT_OVERRIDE if verdict.against else Act.PLACEMENT_DECIDE
    ledger.record(act, by=by, subjects=subjects, at=at, detail=detail)
    return made.id


def _judged(
    new: NewPlacement, site: str, cell: str, question: Built, *, by: Actor, at: datetime
) -> tuple[Verdict, list[Marking]]:
    """What the rules say of the wing with what the cell and its ways out say, and how those are marked."""
    found = cell_of(board.spots(site, by=by, at=at), new.wing, cell) if cell else None
    crowded = in_the_way(new.person, found, by=by, at=at) if found else ()
    out = ways_out(new.person, site, (found.code if found else cell, new.wing), by=by, at=at)
    verdict = verdicts(question.instance, [new.wing])[new.wing]
    against = (*verdict.against, *map(str, (*crowded, *out.reasons)))
    return replace(verdict, against=against), [out.marking] if out.reasons else []


def _proposal(proposal_id: str, *, by: Actor) -> Proposal | None:
    if not proposal_id:
        return None
    proposals.proposal(proposal_id, by=by)  # hidden where it is about somebody whom the decider may not see
    row = proposals.proposal_row(proposal_id, by=by)
    if row.stage != Stage.READY:
        raise Cannot("There is no answer yet: wait for it, then decide.")
    return row


def _rank(proposal: Proposal | None, holder: str, wing: str) -> int | None:
    """Which option it was: of one person his place in the list; of many, the place proposed for him is the first."""
    if proposal is None or holder not in proposal.people:
        return None
    answer = proposal.answer or {}
    if proposal.mode == Mode.ONE:
        places = [one["place"] for one in answer.get("places", ())]
        return places.index(wing) + 1 if wing in places else None
    return (
        1 if any(one["person"] == holder and one["place"] == wing for one in answer["assignments"]) else None
    )


def _set_aside(verdict: Verdict, override: str, *, by: Actor, question: Built) -> None:
    """Raises BadInput, Cannot or Refused where something stands against the place that may not be set aside."""
    if not verdict.against:
        return
    if any(OF_CLASS in said for said in verdict.against):
        raise Cannot("A rule for all who are recorded as he is stands against this: choose another place.")
    if not override.strip():
        raise BadInput(
            "This stands against it: %(against)s. Choose another place, or a governor says why it is set aside.",
            against="; ".join(_plain(said, question.people) for said in verdict.against),
        )
    require(Act.PLACEMENT_OVERRIDE, by, question.marking)


def _plain(said: str, people: Mapping[str, Placed]) -> str:
    for holder, one in people.items():
        said = said.replace(holder, one.name)
    return said


def _one_at_a_time(holder: str, *, by: Actor) -> None:
    if proposals.orders(by=by).filter(person_id=holder, state=OrderState.ORDERED).exists():
        raise Cannot("A move of his is ordered already: carry it out or cancel it first.")


def _order(
    row: PlacementDecision, who: Placed, new: NewPlacement, *, by: Actor, at: datetime
) -> MovementOrder:
    """The order carries no reason: whoever moves him needs to know who, from where, where to and when."""
    return MovementOrder.objects.create(
        decision=row,
        person_id=row.person_id,
        from_establishment=who.establishment,
        from_wing=who.wing,
        from_cell=who.cell,
        to_establishment=row.establishment,
        to_wing=row.wing,
        to_cell=row.cell,
        due=new.due,
        carried_by=new.carried_by,
        ordered_by=by.user,
        ordered_at=at,
        site=who.establishment or row.establishment,
        level=who.level,
        handling=list(who.handling),
    )
