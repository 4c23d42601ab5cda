"""Groups over REST: the list, and one with its members and relations."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router

from beccaria.access.api import SEARCHES, Asked, performs, show, take
from beccaria.core.acts import Act
from beccaria.core.refusal import TooFast
from beccaria.networks import queries
from beccaria.networks.queries import EvidenceShown, GroupLine, GroupRead, MemberLine, RelationShown

router = Router(tags=["groups"])


@router.get("/groups")
@performs(Act.GROUP_READ)
def groups(
    request: HttpRequest, q: str = "", kind: str = "", cursor: str | None = None, size: int | None = None
) -> dict[str, Any]:
    """Groups that are not over, by name; counts of members are of those one may see."""
    asked = cast("Asked", request)
    if q and not take(SEARCHES, asked.actor.user, at=asked.at):
        raise TooFast("That was a lot of searching in one minute: wait a little, then go on.")
    found = queries.groups(by=asked.actor, at=asked.at, q=q, kind=kind, cursor=cursor, size=size)
    show(request, *(f"group:{one.id}" for one in found.items))
    return {"items": [_line(one) for one in found.items], "next": found.next}


@router.get("/groups/{group_id}")
@performs(Act.GROUP_READ)
def group(request: HttpRequest, group_id: str) -> dict[str, Any]:
    """One group with the memberships and relations that one may see."""
    asked = cast("Asked", request)
    read = queries.group(group_id, by=asked.actor, at=asked.at)
    show(request, f"group:{group_id}", *(f"person:{one.person.id}" for one in read.members))
    return _read(read)


def _line(one: GroupLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "other_names": list(one.other_names),
        "kind": one.kind.value,
        "definition": one.definition.value,
        "determined_by": one.determined_by.value,
        "site": one.site,
        **_handled(one),
        "not_to_subject": one.not_to_subject,
        "members": {"supported": one.supported, "suspected": one.suspected, "lapsed": one.lapsed},
    }


def _read(read: GroupRead) -> dict[str, Any]:
    return _line(read.line) | {
        "definition_note": read.definition_note,
        "determined_on": read.determined_on.isoformat() if read.determined_on else None,
        "determined_note": read.determined_note,
        "summary": read.summary,
        "ended_at": read.ended_at.isoformat() if read.ended_at else None,
        "parent": read.parent.id if read.parent else None,
        "parts": [one.id for one in read.parts],
        "memberships": [_member(one) for one in read.members],
        "relations": [_relation(one) for one in read.relations],
        "places": [{"establishment": code or None, "people": count} for code, count in read.places],
    }


def _member(one: MemberLine) -> dict[str, Any]:
    until = one.standing.until
    return {
        "id": one.id,
        "person": one.person.id,
        "name": one.person.name,
        "support": one.standing.support.value,
        "bases": one.standing.bases,
        "until": until.isoformat() if until else None,
        "rests_on": [basis.value for basis in one.bases],
        "position": one.position.value,
        "roles": [role.value for role in one.roles],
        "review_due": one.review_due.isoformat(),
        **_handled(one),
    }


def _relation(one: RelationShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "group": one.other,
        "name": one.other_name,
        "kind": one.kind.value,
        "outward": one.outward,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "evidence": [
            {
                "text": each.text,
                "observed": each.observed.isoformat(),
                "scheme": each.grade.scheme.value,
                "source_grade": each.grade.source,
                "information_grade": each.grade.information,
                **_handled(each),
            }
            for each in one.evidence
        ],
        **_handled(one),
    }


def _handled(one: GroupLine | MemberLine | RelationShown | EvidenceShown) -> dict[str, Any]:
    """How it must be handled: whoever takes it further takes that with it."""
    return {"level": one.level, "handling": sorted(one.handling)}
