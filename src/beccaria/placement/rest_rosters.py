"""Staff near people of high risk over REST: hours and limit, shifts, languages, a proposal accepted or put aside."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.placement.actions import languages, roster_plans
from beccaria.placement.actions import rostering as actions
from beccaria.placement.queries import roster_plans as plans
from beccaria.placement.queries import rostering as queries
from beccaria.placement.queries import spoken
from beccaria.placement.queries.roster_plans import PlanRead
from beccaria.placement.rest_rotations import WhyIn

router = Router(tags=["placement"])
Answer = tuple[int, dict[str, Any]]


class NearLimitIn(Schema):
    """How many hours in how many days near people of which categories, and why."""

    hours: int
    days: int
    categories: list[str]
    why: str


class ShiftIn(Schema):
    """Who works where from when to when. Moments carry their offset."""

    staff: str
    wing: str
    starts: AwareDatetime
    ends: AwareDatetime
    needs: list[str] = Field(default_factory=list)
    skills: list[str] = Field(default_factory=list)


class StaffLanguageIn(Schema):
    """Who of staff speaks which language."""

    staff: str
    language: str


@router.get("/rosters/{site}")
@performs(Act.ROSTER_READ)
def roster(request: HttpRequest, site: str) -> dict[str, Any]:
    """The limit of a prison, hours near by staff number, languages of staff, and the proposal that waits."""
    by, at = asked(request).actor, asked(request).at
    holds = queries.limit(site, by=by)
    waits = plans.open_plan(site, by=by)
    show(request, f"place:{site}", *([f"roster_plan:{waits.id}"] if waits else []))
    marking = queries.marking(site, holds, by=by, at=at)
    return {
        "limit": holds
        and {
            "id": holds.id,
            "hours": holds.hours,
            "days": holds.days,
            "categories": list(holds.categories),
            "why": holds.why,
        },
        "items": [
            {"staff": one.staff, "minutes": one.minutes, "wings": dict(one.wings), "over": one.is_over}
            for one in (queries.near(site, holds, by=by, at=at) if holds else ())
        ],
        "languages": [
            {"id": one.id, "staff": one.staff, "language": one.name}
            for one in spoken.of_staff(site, by=by, at=at)
        ],
        "proposal": _plan(waits) if waits else None,
        "level": int(marking.level),
        "handling": sorted(marking.handling),
        "next": None,
    }


@router.post("/rosters/{site}/limit", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def limit(request: HttpRequest, site: str, body: NearLimitIn) -> Answer:
    """Decide the limit; the one before ends by it."""
    given = body.dict()
    new = actions.NewNearLimit(site=site, **(given | {"categories": tuple(given["categories"])}))
    return 201, {"id": actions.set_near_limit(new, by=asked(request).actor, at=asked(request).at)}


@router.post("/rosters/{site}/shifts", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def shift(request: HttpRequest, site: str, body: ShiftIn) -> Answer:
    """Write a shift down."""
    given = body.dict()
    lists = {name: tuple(given[name]) for name in ("needs", "skills")}
    new = actions.NewShift(site=site, **(given | lists))
    return 201, {"id": actions.write_shift(new, by=asked(request).actor, at=asked(request).at)}


@router.post("/rosters/shifts/{shift_id}/withdraw", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def withdraw(request: HttpRequest, shift_id: str, body: WhyIn) -> Answer:
    """A shift that was written down here does not count."""
    actions.withdraw_shift(shift_id, why=body.why, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": shift_id, "state": "withdrawn"}


@router.post("/rosters/{site}/languages", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def language(request: HttpRequest, site: str, body: StaffLanguageIn) -> Answer:
    """Write down a language of somebody of staff."""
    new = languages.NewStaffLanguage(site=site, staff=body.staff, name=body.language)
    return 201, {"id": languages.write_staff_language(new, by=asked(request).actor, at=asked(request).at)}


@router.post("/rosters/languages/{staff_language_id}/end", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def end_language(request: HttpRequest, staff_language_id: str) -> Answer:
    """It no longer holds."""
    languages.end_staff_language(staff_language_id, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": staff_language_id, "state": "ended"}


@router.post("/rosters/{site}/proposals", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def propose(request: HttpRequest, site: str) -> Answer:
    """Have a legal roster proposed for the coming week; nothing changes by it."""
    by, at = asked(request).actor, asked(request).at
    roster_plans.propose_roster(site, by=by, at=at)
    made = plans.open_plan(site, by=by)
    return 201, _plan(made) if made else {}


@router.post("/rosters/proposals/{roster_plan_id}/accept", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def accept(request: HttpRequest, roster_plan_id: str, body: WhyIn) -> Answer:
    """It becomes the roster, by this person's decision."""
    by, at = asked(request).actor, asked(request).at
    return 201, {
        "id": roster_plan_id,
        "state": "accepted",
        "site": roster_plans.accept_roster(roster_plan_id, why=body.why, by=by, at=at),
    }


@router.post("/rosters/proposals/{roster_plan_id}/aside", response={201: dict[str, Any]})
@performs(Act.ROSTER_WRITE)
@answered
@idempotent
def aside(request: HttpRequest, roster_plan_id: str, body: WhyIn) -> Answer:
    """It does not become the roster."""
    by, at = asked(request).actor, asked(request).at
    return 201, {
        "id": roster_plan_id,
        "state": "put_aside",
        "site": roster_plans.put_roster_aside(roster_plan_id, why=body.why, by=by, at=at),
    }


def _plan(one: PlanRead) -> dict[str, Any]:
    return {
        "id": one.id,
        "changes": [each.kept for each in one.changes],
        "shifts": one.shifts,
        "over_now": one.over_now,
        "over_then": one.over_then,
        "longest_now": one.longest_now,
        "longest_then": one.longest_then,
        "proven": one.proven,
        "against": [str(each) for each in one.against],
        "proposed_by": one.proposed_by,
        "proposed_at": one.proposed_at.isoformat(),
        "level": int(one.marking.level),
        "handling": sorted(one.marking.handling),
    }
