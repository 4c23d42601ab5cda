"""Read memberships: one with its evidence, those of a person, and those that somebody must look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from django.core import signing
from django.db.models import Q, QuerySet

from beccaria.access.api import may_ever, names_of, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import Support, counting
from beccaria.core.refusal import BadInput, Hidden
from beccaria.events import api as events
from beccaria.lib import moments, paging
from beccaria.lib.paging import First, Page
from beccaria.networks.models import Challenge, Evidence, Membership, RoleHypothesis
from beccaria.networks.queries import judged, members, seen
from beccaria.networks.queries.shapes import (
    ChallengeShown,
    DueShown,
    EvidenceShown,
    GroupLine,
    MemberLine,
    MembershipRead,
    ReviewShown,
    RoleShown,
)
from beccaria.people import api as people
from beccaria.reports import api as reports

SOON: Final = timedelta(days=14)
_SALT: Final = "beccaria.memberships.due"


def membership(membership_id: str, *, by: Actor, at: datetime) -> MembershipRead:
    """One membership. Raises Hidden, Refused."""
    row, on = seen.membership(membership_id, by=by), moments.day_of(at)
    require(Act.MEMBERSHIP_READ, by, seen.reached(row, by=by))
    found = members.lines([row], on=on, by=by)
    if not found:
        raise Hidden("There is no such record, or it is not yours to see.")
    reviews = list(row.reviews.order_by("-reviewed_at", "id"))
    # Who reviewed is for those who work on it; a duty that only reads needs what was said.
    names = names_of({one.reviewed_by for one in reviews}) if may_ever(Act.MEMBERSHIP_WRITE, by) else {}
    challenges = row.challenges.order_by("-received_at", "id")
    return MembershipRead(
        line=found[0],
        group=GroupLine.of(row.group),
        site=row.site,
        determined_by=row.determined_by,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        wrote=row.written_by == by.user,
        evidence=_evidence(row, on=on, by=by),
        roles=tuple(
            RoleShown.of(one) for one in seen.roles(by=by).filter(membership=row).order_by("-added_at", "id")
        ),
        reviews=tuple(ReviewShown.of(one, names) for one in reviews),
        challenges=tuple(ChallengeShown.of(one, mine=one.received_by == by.user) for one in challenges),
    )


def _evidence(row: Membership, *, on: date, by: Actor) -> tuple[EvidenceShown, ...]:
    found, readable = [], _readable(by)
    for one in seen.evidence(by=by).filter(membership=row).order_by("-observed", "-added_at", "id"):
        piece = judged.piece(one)
        counts = one.withdrawn_at is None and bool(counting([piece], on=on))
        shown = EvidenceShown.of(one, counts=counts, discredited=piece.is_discredited)
        found.append(replace(shown, reference=readable(one.reference)))
    return tuple(found)


def _readable(by: Actor) -> Callable[[str], str]:
    """What is cited, where the reader may read it himself; nothing where not, so that no number gives it away."""

    @cache
    def read(reference: str) -> str:
        kind, _colon, key = reference.partition(":")
        known = events.marking_of(key, by=by) if kind == "event" else reports.cited(reference, by=by)
        return reference if reference and known else ""

    return read


def may(act: Act, read: MembershipRead, *, by: Actor) -> str | None:
    """Why the reader may not do this to this membership, or None."""
    row = seen.membership(read.line.id, by=by)
    return refusal(act, by, seen.reached(row, by=by, author=row.written_by))


def membership_of(*, by: Actor, evidence: str = "", role: str = "", challenge: str = "") -> str:
    """To which membership a piece of evidence, a role or a challenge belongs. Raises Hidden."""
    rows: QuerySet[Evidence] | QuerySet[RoleHypothesis] | QuerySet[Challenge]
    if evidence:
        rows = seen.evidence(by=by).filter(pk=evidence)
    elif role:
        rows = seen.roles(by=by).filter(pk=role)
    else:
        rows = Challenge.objects.filter(pk=challenge)
    found = rows.values_list("membership_id", flat=True).first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return seen.membership(found, by=by).id


def may_withdraw(one: EvidenceShown, *, by: Actor) -> bool:
    """Whether the reader may withdraw this piece: his prison wrote it."""
    row = Evidence.objects.filter(pk=one.id).first()
    return row is not None and refusal(Act.MEMBERSHIP_WRITE, by, row.marking) is None


def of_person(person_id: str, *, by: Actor, at: datetime) -> tuple[tuple[MemberLine, str], ...]:
    """The memberships of a person on all his records, each with the name of its group. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    rows = list(
        seen.memberships(by=by).filter(person__in=records, ended_at=None, group__ended_at=None).order_by("id")
    )
    names = {row.id: row.group.name for row in rows}
    found = ((one, names[one.id]) for one in members.lines(rows, on=moments.day_of(at), by=by))
    return tuple(sorted(found, key=lambda pair: (list(Support).index(pair[0].standing.support), pair[1])))


def _due(until: date) -> Q:
    return Q(ended_at=None, group__ended_at=None, review_due__lte=until)


def to_review(
    *, by: Actor, at: datetime, within: timedelta = SOON, cursor: str | None = None, size: int | None = None
) -> Page[DueShown]:
    """Memberships that are to be looked at again, the longest overdue first. Raises BadInput.

    A membership lapses no sooner than its review is due: nothing lapses unnoticed.
    """
    rows = seen.memberships(by=by).filter(_due(moments.day_of(at) + within))
    if place := _after(cursor):
        rows = rows.filter(Q(review_due__gt=place[0]) | Q(review_due=place[0], id__gt=place[1]))
    at_most = paging.size(size)
    found = list(rows.order_by("review_due", "id")[: at_most + 1])
    shown, last = found[:at_most], found[at_most - 1] if len(found) > at_most else None
    following = signing.dumps([last.review_due.isoformat(), last.id], salt=_SALT) if last else None
    names = {row.id: row.group.name for row in shown}
    lines = members.lines(shown, on=moments.day_of(at), by=by)
    return Page(
        tuple(DueShown(one, names[one.id], one.review_due, False, one.written_at) for one in lines), following
    )


def _after(cursor: str | None) -> tuple[date, str] | None:
    if not cursor:
        return None
    try:
        day, key = signing.loads(cursor, salt=_SALT)
        return date.fromisoformat(day), str(key)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadInput("This cursor was not made here: begin with the first page.") from None


def to_answer(*, by: Actor, at: datetime, at_most: int = 20) -> First[DueShown]:
    """Challenges that wait for an answer, the first due first; of memberships the reader may see."""
    waits = Challenge.objects.filter(answered_at=None, membership__in=seen.memberships(by=by).values("pk"))
    found = list(waits.order_by("due", "id")[: at_most + 1])
    rows = {
        row.id: row for row in seen.memberships(by=by).filter(pk__in={one.membership_id for one in found})
    }
    lines = {one.id: one for one in members.lines(list(rows.values()), on=moments.day_of(at), by=by)}
    shown = [
        DueShown(lines[one.membership_id], rows[one.membership_id].group.name, one.due, True, one.received_at)
        for one in found
        if one.membership_id in lines
    ]
    return paging.first(shown, at_most)


def counts_due(*, by: Actor, at: datetime) -> tuple[int, int]:
    """How many memberships are to be reviewed now or soon, and how many of them are overdue."""
    today = moments.day_of(at)
    rows = seen.memberships(by=by)
    return rows.filter(_due(today + SOON)).count(), rows.filter(_due(today - timedelta(days=1))).count()
