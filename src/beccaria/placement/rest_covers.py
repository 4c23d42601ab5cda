"""Covers over REST, for whoever keeps them in their compartment: reading, writing one down, ending one.

As on their page, the ledger is told which covers were looked at, never of whom they are.
"""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.placement import Covered
from beccaria.core.refusal import BadInput
from beccaria.placement import actions
from beccaria.placement.queries import covering as queries
from beccaria.placement.queries.covering import CoveredPerson, CoverRead
from beccaria.placement.rest_rotations import WhyIn

router = Router(tags=["placement"])
Answer = tuple[int, dict[str, Any]]


class CoverIn(Schema):
    """Two people by their prison numbers, what the one is, how far apart, why, and in which compartment."""

    person_number: str
    away_from_number: str
    kind: str
    apart: str = Level.WING.value
    why: str
    compartment: str


@router.get("/covers")
@performs(Act.COVER_READ)
def covers(request: HttpRequest) -> dict[str, Any]:
    """The covers of one's compartments."""
    found = queries.covers_read(by=asked(request).actor)
    show(request, *(f"cover:{one.id}" for one in found))
    return {"items": [_cover(one) for one in found], "next": None}


@router.post("/covers", response={201: dict[str, Any]})
@performs(Act.COVER_WRITE)
@answered
@idempotent
def cover(request: HttpRequest, body: CoverIn) -> Answer:
    """Write one down; within a minute it binds everybody who is recorded as he is."""
    by, at = asked(request).actor, asked(request).at
    if body.kind not in set(Covered) or body.apart not in set(Level):
        raise BadInput(
            "The kind is one of %(kinds)s, how far apart one of %(levels)s.",
            kinds=", ".join(Covered),
            levels=", ".join(Level),
        )
    two = [queries.by_number(one, by=by).holder for one in (body.person_number, body.away_from_number)]
    new = actions.NewCover(
        person=two[0],
        away_from=two[1],
        apart=Level(body.apart),
        kind=Covered(body.kind),
        why=body.why,
        compartment=body.compartment,
    )
    return 201, {"id": actions.open_cover(new, by=by, at=at)}


@router.post("/covers/{cover_id}/end", response={201: dict[str, Any]})
@performs(Act.COVER_WRITE)
@answered
@idempotent
def end(request: HttpRequest, cover_id: str, body: WhyIn) -> Answer:
    """It is over."""
    actions.end_cover(cover_id, why=body.why, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": cover_id, "state": "ended"}


def _cover(one: CoverRead) -> dict[str, Any]:
    return {
        "id": one.id,
        "person_number": _number(one.person),
        "away_from_number": _number(one.away_from),
        "kind": one.kind.value,
        "apart": one.apart.value,
        "why": one.why,
        "compartments": list(one.compartments),
        "binds": one.binds,
        "opened_at": one.opened_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "ended_why": one.ended_why or None,
        "level": int(one.marking.level),
        "handling": sorted(one.marking.handling),
    }


def _number(one: CoveredPerson | None) -> str | None:
    return one.number if one else None
