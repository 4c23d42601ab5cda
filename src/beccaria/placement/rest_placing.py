"""Placement over REST: what was asked with its answers, asking, deciding."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.refusal import BadInput
from beccaria.placement import actions
from beccaria.placement.queries import proposals as queries
from beccaria.placement.queries.instance import Asked
from beccaria.placement.queries.proposals import Asking, Ordered

router = Router(tags=["placement"])


class ProposeIn(Schema):
    """A question: one person, several (`people`), a wing to be closed, or a prison set right in at most `moves`."""

    mode: str = "one"
    people: list[str] = Field(default_factory=list)
    wing: str = ""
    establishment: str = ""
    moves: int | None = None


class DecideIn(Schema):
    """A decision: whom, where to, when; `proposal` is what was looked at."""

    person: str
    wing: str
    due: AwareDatetime
    proposal: str = ""
    cell: str = ""
    reason: str = ""
    override: str = ""


@router.get("/placements")
@performs(Act.PLACEMENT_SEE)
def placements(request: HttpRequest) -> dict[str, Any]:
    """What was asked last with its answers, and the orders that are open."""
    by = asked(request).actor
    found, orders = queries.newest(by=by), queries.open_orders(by=by)
    show(request, *(f"question:{one.id}" for one in found), *(f"order:{one.id}" for one in orders))
    return {"items": [told(one) for one in found], "orders": [order(one) for one in orders], "next": None}


@router.post("/placements/propose", response={201: dict[str, Any]})
@performs(Act.PLACEMENT_PROPOSE)
@answered
@idempotent
def propose(request: HttpRequest, body: ProposeIn) -> tuple[int, dict[str, Any]]:
    """Ask; one person is answered at once, more in a moment (ask GET /placements again)."""
    by, at = asked(request).actor, asked(request).at
    question = Asked(
        mode=_mode(body.mode),
        people=tuple(dict.fromkeys(body.people)),
        wing=body.wing,
        establishment=body.establishment,
        moves=body.moves,
    )
    made = actions.propose(question, by=by, at=at)
    return 201, told(queries.proposal(made, by=by))


@router.post("/placements", response={201: dict[str, Any]})
@performs(Act.PLACEMENT_DECIDE)
@answered
@idempotent
def decide(request: HttpRequest, body: DecideIn) -> tuple[int, dict[str, Any]]:
    """Decide where somebody lives, and order the move."""
    by, at = asked(request).actor, asked(request).at
    made = actions.decide(actions.NewPlacement(**body.dict()), by=by, at=at)
    return 201, order(queries.order(made, by=by))


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise BadInput("The mode is one of %(choices)s.", choices=", ".join(Mode)) from None


def told(one: Asking) -> dict[str, Any]:
    """One question with its answer as a document."""
    answer = one.answer
    return {
        "id": one.id,
        "mode": one.mode.value,
        "people": list(one.people),
        "wing": one.wing or None,
        "moves": one.moves,
        "stage": one.stage.value,
        "asked_at": one.asked_at.isoformat(),
        "status": answer.get("status"),
        "cost": answer.get("cost"),
        "bound": answer.get("bound"),
        "gap": answer.get("gap"),
        "assignments": answer.get("assignments", []),
        "options": answer.get("places", []),
        "refused": answer.get("refused", []),
        "unknown": list(one.unknown),
        "said": one.said or None,
        "level": int(one.marking.level),
        "handling": sorted(one.marking.handling),
    }


def order(one: Ordered) -> dict[str, Any]:
    """One order to move as a document."""
    return {
        "id": one.id,
        "person": one.person_id if one.person else None,
        "from": {"establishment": one.from_establishment, "wing": one.from_wing},
        "to": {"establishment": one.to_establishment, "wing": one.to_wing, "cell": one.to_cell},
        "due": one.due.isoformat(),
        "state": one.state.value,
    }
