"""Reviews over REST: what falls due, why, and saying in fresh words that an assessment still holds."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.people import api as people
from beccaria.risk import actions
from beccaria.risk.forms.reviewing import wanted_of
from beccaria.risk.queries import reviewing
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Changed, Fall
from beccaria.risk.rest_assessments import Answer

router = Router()


class OnlyIn(Schema):
    """Of what is asked: one prison (`at`), one wing, one standing, one week; empty: everything one may see."""

    at: str = ""
    wing: str = ""
    standing: str = ""
    week: str = ""


class StillHoldsIn(Schema):
    """Why it still holds, in words of today, and what was looked at."""

    words: str
    looked_at: str


@router.get("/reviews")
@performs(Act.REVIEW_SEE)
def reviews(request: HttpRequest, only: Query[OnlyIn], after: str | None = None) -> dict[str, Any]:
    """What falls due, the earliest first."""
    one = asked(request)
    wanted = wanted_of(only.dict())
    found = calendar(wanted, by=one.actor, at=one.at, cursor=after)
    persons = people.named({row.person for row in found.rows}, by=one.actor)
    show(request, *found.references(persons))
    rows = [_falls(row, found.changed.get(row.judged, ())) for row in found.rows if row.person in persons]
    return {"items": rows, "next": found.next}


@router.post("/reviews/{assessment_id}/still-holds", response={201: dict[str, Any]})
@performs(Act.REVIEW_DO)
@answered
@idempotent
def still_holds(request: HttpRequest, assessment_id: str, body: StillHoldsIn) -> Answer:
    """Say that an assessment still holds: it settles the changes that the reviewer sees, and no others."""
    one = asked(request)
    said = actions.StillHolds(body.words, body.looked_at)
    made = actions.still_holds(assessment_id, said, by=one.actor, at=one.at)
    found = reviewing.to_review(assessment_id, by=one.actor)
    show(request, f"assessment:{assessment_id}", f"person:{found.fall.person}")
    return 201, {"id": made} | _falls(found.fall, found.changed)


def _falls(fall: Fall, changed: tuple[Changed, ...]) -> dict[str, Any]:
    return {
        "of": fall.of.value,
        "judged": fall.judged,
        "person": fall.person,
        "what": fall.what,
        "value": fall.value,
        "due": fall.until.day.isoformat(),
        "because_of_a_change": fall.until.changed,
        "since": fall.since.isoformat(),
        "level": fall.level,
        "handling": sorted(fall.handling),
        "changes": [
            {
                "kind": each.kind.value,
                "record": each.record,
                "via": each.via,
                "told_on": each.told_on.isoformat(),
            }
            for each in changed
        ],
    }
