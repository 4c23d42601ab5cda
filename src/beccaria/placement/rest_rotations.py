"""Changing cells over REST: the rules of a prison and who is due, ruling, planning, deciding, putting aside."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.placement.actions import rotating as actions
from beccaria.placement.queries import proposals
from beccaria.placement.queries import rotating as queries
from beccaria.placement.queries.rotating import RuleRead, Turn
from beccaria.placement.rest_placing import order

router = Router(tags=["placement"])
Answer = tuple[int, dict[str, Any]]


class RotationRuleIn(Schema):
    """A rule: one person, or everybody of some categories; how often at the latest, in days."""

    every: int
    why: str
    person: str = ""
    categories: list[str] = Field(default_factory=list)


class RotationIn(Schema):
    """When he changes cells, and why he goes there."""

    due: AwareDatetime
    why: str


class WhyIn(Schema):
    """A reason."""

    why: str


@router.get("/rotations/{site}")
@performs(Act.PLACEMENT_SEE)
def rotations(request: HttpRequest, site: str) -> dict[str, Any]:
    """The rules that hold at a prison, and whom they name, the first due first."""
    by, at = asked(request).actor, asked(request).at
    turns, rules = queries.turns(site, by=by, at=at), queries.rules(site, by=by)
    show(request, f"place:{site}", *(f"rotation_rule:{one.id}" for one in rules))
    show(request, *(f"rotation:{one.planned.id}" for one in turns if one.planned))
    show(request, *(f"person:{one.person.id}" for one in turns))
    show(request, *(f"person:{one.person.id}" for one in rules if one.person))
    return {"rules": [_rule(one) for one in rules], "items": [_turn(one) for one in turns], "next": None}


@router.post("/rotations/{site}/rules", response={201: dict[str, Any]})
@performs(Act.ROTATION_RULE)
@answered
@idempotent
def rule(request: HttpRequest, site: str, body: RotationRuleIn) -> Answer:
    """Rule that people change cells."""
    given = body.dict()
    new = actions.NewRotationRule(site=site, **(given | {"categories": tuple(given["categories"])}))
    return 201, {"id": actions.set_rotation_rule(new, by=asked(request).actor, at=asked(request).at)}


@router.post("/rotations/rules/{rotation_rule_id}/end", response={201: dict[str, Any]})
@performs(Act.ROTATION_RULE)
@answered
@idempotent
def end_rule(request: HttpRequest, rotation_rule_id: str, body: WhyIn) -> Answer:
    """It no longer holds."""
    actions.end_rotation_rule(rotation_rule_id, why=body.why, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": rotation_rule_id, "state": "ended"}


@router.post("/rotations/{site}/plan", response={201: dict[str, Any]})
@performs(Act.ROTATION_PLAN)
@answered
@idempotent
def plan(request: HttpRequest, site: str) -> Answer:
    """Draw the next cells of those who are due within a week; nobody moves by it."""
    made, nowhere = actions.plan_rotations(site, by=asked(request).actor, at=asked(request).at)
    return 201, {"planned": made, "no_cell_open": nowhere}


@router.post("/rotations/{rotation_id}/decide", response={201: dict[str, Any]})
@performs(Act.PLACEMENT_DECIDE)
@answered
@idempotent
def decide(request: HttpRequest, rotation_id: str, body: RotationIn) -> Answer:
    """Decide one, and order the move."""
    by, at = asked(request).actor, asked(request).at
    made = actions.decide_rotation(rotation_id, due=body.due, why=body.why, by=by, at=at)
    return 201, order(proposals.order(made, by=by))


@router.post("/rotations/{rotation_id}/aside", response={201: dict[str, Any]})
@performs(Act.ROTATION_PLAN)
@answered
@idempotent
def aside(request: HttpRequest, rotation_id: str, body: WhyIn) -> Answer:
    """Put one aside; the next plan draws again."""
    actions.put_rotation_aside(rotation_id, why=body.why, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": rotation_id, "state": "put_aside"}


def _rule(one: RuleRead) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": one.person.id if one.person else None,
        "categories": list(one.categories),
        "every": one.every,
        "why": one.why,
        "level": int(one.marking.level),
        "handling": sorted(one.marking.handling),
    }


def _turn(one: Turn) -> dict[str, Any]:
    plan = one.planned
    return {
        "person": one.person.id,
        "rule": one.rule,
        "wing": one.wing,
        "cell": one.cell,
        "since": one.since.isoformat(),
        "due": one.due.isoformat(),
        "ordered": one.ordered,
        "planned": {"id": plan.id, "wing": plan.wing, "cell": plan.cell, "choices": plan.choices}
        if plan
        else None,
    }
