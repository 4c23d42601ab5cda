"""Have a roster proposed that keeps the limit, and accept it or put it aside: by itself it changes nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.kept import as_kept
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import Cannot
from beccaria.core.wording import words
from beccaria.engines.rostering import faults
from beccaria.ledger import api as ledger
from beccaria.placement.models import RosterPlan, StaffShift
from beccaria.placement.queries import roster_plans, rostering
from beccaria.placement.queries.rostering import Change, LimitRead


def _changed() -> Cannot:
    return Cannot("The roster or its limit changed since this was proposed: have one proposed anew.")


@transaction.atomic
def propose_roster(site: str, *, by: Actor, at: datetime) -> str:
    """Propose who takes which shift of the coming week, keep it, and return its identifier; nothing changes by it.

    The proposal before, if nobody decided about it, is put aside. Raises BadInput, Cannot, Refused.
    """
    require(Act.ROSTER_WRITE, by, Marking(site=site))
    holds = _limit(site, by=by)
    found = rostering.proposal(site, holds, by=by, at=at)
    if not found.changes:
        raise Cannot("Nothing has to change: no legal roster of the coming week protects better.")
    for before in RosterPlan.objects.filter(site=site, accepted_at=None, aside_at=None).select_for_update():
        _put_aside(before, "Another was proposed.", by=by, at=at)
    row = RosterPlan.objects.create(
        limit_id=holds.id,
        changes=[one.kept for one in found.changes],
        against=[as_kept(one) for one in found.against],
        shifts=found.shifts,
        over_now=found.over_now,
        over_then=found.over_then,
        longest_now=found.longest_now,
        longest_then=found.longest_then,
        proven=found.proven,
        proposed_by=by.user,
        proposed_at=at,
        **columns(rostering.marking(site, holds, by=by, at=at)),
    )
    _record(row, "proposed", by=by, at=at)
    return row.id


@transaction.atomic
def accept_roster(plan_id: str, *, why: str, by: Actor, at: datetime) -> str:
    """It becomes the roster, by this person's decision with a reason; its prison is returned.

    What the roster is now decides: where a shift went to somebody else meanwhile, has begun, or would no longer be
    legal with it, nothing is accepted. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _open(plan_id, by=by)
    reason = words(why, what="Your reason")
    holds = _limit(row.site or "", by=by)
    if holds.id != row.limit_id:
        raise _changed()
    changes = {one.shift: one for one in roster_plans.changes_of(row)}
    shifts = StaffShift.objects.filter(pk__in=sorted(changes), withdrawn_at=None, starts__gte=at)
    found = {one.id: one for one in shifts.select_for_update()}
    if any(one not in found or found[one].staff != each.staff for one, each in changes.items()):
        raise _changed()
    _legal(row.site or "", holds, changes, by=by, at=at)
    for key, one in changes.items():
        _give(found[key], one.to)
    row.accepted_by, row.accepted_at, row.accepted_why = by.user, at, reason
    row.save(update_fields=["accepted_by", "accepted_at", "accepted_why"])
    _record(row, "accepted", by=by, at=at)
    return row.site or ""


@transaction.atomic
def put_roster_aside(plan_id: str, *, why: str, by: Actor, at: datetime) -> str:
    """It does not become the roster, with a reason; returns its prison. Raises BadInput, Cannot, Hidden, Refused."""
    row = _open(plan_id, by=by)
    _put_aside(row, words(why, what="Your reason"), by=by, at=at)
    return row.site or ""


def _limit(site: str, *, by: Actor) -> LimitRead:
    holds = rostering.limit(site, by=by)
    if holds is None:
        raise Cannot("No limit is decided here: decide one, then have a roster proposed that keeps it.")
    return holds


def _legal(site: str, holds: LimitRead, changes: Mapping[str, Change], *, by: Actor, at: datetime) -> None:
    """Raises Cannot for what is against the rules with these changes and is not without them."""
    roster = rostering.coming(site, holds, by=by, at=at)
    now = {one.id: one.staff for one in roster.shifts}
    then = now | {key: one.to for key, one in changes.items() if key in now}
    before = {str(one) for one in faults(roster, now)}
    made = [one for one in faults(roster, then) if str(one) not in before]
    if made:
        raise Cannot("It would no longer be legal: %(why)s Have one proposed anew.", why=made[0])


def _give(shift: StaffShift, to: str) -> None:
    """To somebody else; whom the register names is kept, so that loading it again does not undo the decision."""
    named = shift.instead_of or shift.staff
    shift.staff, shift.instead_of = to, "" if to == named else named
    shift.save(update_fields=["staff", "instead_of"])


def _open(plan_id: str, *, by: Actor) -> RosterPlan:
    row = roster_plans.plan_row(plan_id, by=by)
    require(Act.ROSTER_WRITE, by, row.marking)
    if row.accepted_at is not None:
        raise Cannot("This roster is accepted already.")
    if row.aside_at is not None:
        raise Cannot("This roster was put aside already.")
    return row


def _put_aside(row: RosterPlan, why: str, *, by: Actor, at: datetime) -> None:
    row.aside_by, row.aside_at, row.aside_why = by.user, at, why
    row.save(update_fields=["aside_by", "aside_at", "aside_why"])
    _record(row, "put aside", by=by, at=at)


def _record(row: RosterPlan, outcome: str, *, by: Actor, at: datetime) -> None:
    subjects, changes = [f"roster_plan:{row.id}"], len(row.changes)
    detail: dict[str, str | int | bool | list[str] | None] = {"came_to": outcome, "changes": changes}
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=subjects, at=at, detail=detail)
