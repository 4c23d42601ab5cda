"""Categories, statuses and the common profile over REST: what stands, stood on a day, the whole as one document."""

from datetime import date, datetime, time
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from beccaria.access.api import Asked, performs, show
from beccaria.core.acts import Act
from beccaria.risk.actions.taking_out import take_profile
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries.classifications import Line
from beccaria.risk.queries.profile import profile

router = Router()


@router.get("/persons/{person_id}/classifications")
@performs(Act.CLASSIFICATION_READ)
def classifications(request: HttpRequest, person_id: str, on: date | None = None) -> dict[str, Any]:
    """What stands of a person now, or stood on a day as it was known at the end of it."""
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    if on is None:
        found = queries.now(person_id, by=by, at=at)
    else:
        evening = datetime.combine(on, time.max, tzinfo=timezone.get_current_timezone())
        found = queries.decided_on(person_id, by=by, on=on, known=min(evening, at))
    show(request, f"person:{person_id}", *(f"classification:{one.id}" for one in found))
    return {"items": [told(one) for one in found], "next": None}


@router.get("/persons/{person_id}/profile")
@performs(Act.PROFILE_READ, looks=False)
def common_profile(request: HttpRequest, person_id: str, reader: str = "") -> HttpResponse:
    """The common profile (reference/profile/schema.json), in the terms of another country's pack if one is named."""
    asked = cast("Asked", request)
    read = profile(person_id, by=asked.actor, at=asked.at, reader=reader[:4])
    content = take_profile(read, by=asked.actor, at=asked.at)
    return HttpResponse(content, content_type="application/json", headers={"Cache-Control": "no-store"})


def told(line: Line) -> dict[str, Any]:
    """One category or status as a document."""
    return {
        "id": line.id,
        "person": line.person,
        "kind": line.kind.value,
        "value": line.value,
        "country": line.pack or None,
        "article": line.article,
        "designated_by": line.designated_by or None,
        "state": line.state.value,
        "starts": line.starts.isoformat(),
        "until": line.until.isoformat() if line.until else None,
        "review_due": line.review_due.isoformat(),
        "not_to_be_told": line.not_told,
        "level": int(line.marking.level),
        "handling": sorted(line.marking.handling),
    }
