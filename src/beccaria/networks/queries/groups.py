"""Read groups: the list, found by any of their names, and one of them with its members, relations and changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from beccaria.access.api import only, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import GroupKind, Support
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.engines import names_fold
from beccaria.lib import moments, paging
from beccaria.lib.paging import Page
from beccaria.networks.models import Group, GroupRelation, RelationEvidence
from beccaria.networks.queries import judged, members, seen
from beccaria.networks.queries.above import circle_of
from beccaria.networks.queries.shapes import (
    Change,
    ChangeKind,
    GroupLine,
    GroupRead,
    MemberLine,
    RelationShown,
)

_SALT: Final = "beccaria.groups"
_MOST_MEMBERS: Final = 300
_MOST_CHANGES: Final = 40
_LONGEST: Final = 120
_MOST_NAMES: Final = 1000
_MONTHS: Final = 3


def groups(
    *,
    by: Actor,
    at: datetime,
    q: str = "",
    kind: str = "",
    cursor: str | None = None,
    size: int | None = None,
) -> Page[GroupLine]:
    """Groups that are not over, by name; `q` finds any name, forgiving accents and spelling.

    Raises BadInput, Refused.
    """
    require(Act.GROUP_READ, by, _own_marking(by))
    if kind and kind not in set(GroupKind):
        raise BadInput(
            "“%(kind)s” is no kind of group: write one of %(choices)s.",
            kind=kind[:40],
            choices=", ".join(GroupKind),
        )
    rows = seen.live_groups().filter(kind=kind) if kind else seen.live_groups()
    if q.strip():
        rows = rows.filter(_named(q))
    if place := _after(cursor):
        rows = rows.filter(Q(folded__gt=place[0]) | Q(folded=place[0], id__gt=place[1]))
    at_most = paging.size(size)
    found = list(rows.order_by("folded", "id")[: at_most + 1])
    more = len(found) > at_most
    shown = found[:at_most]
    following = signing.dumps([shown[-1].folded, shown[-1].id], salt=_SALT, compress=True) if more else None
    return Page(counted(shown, by=by, at=at), following)


def counted(rows: Sequence[Group], *, by: Actor, at: datetime) -> tuple[GroupLine, ...]:
    """Groups on their lines, with how many of their members the reader may see."""
    found = list(seen.memberships(by=by).filter(group__in=[row.id for row in rows], ended_at=None))
    standings = judged.standings(found, on=moments.day_of(at), by=by)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        counts[row.group_id][standings[row.id].support] += 1
    told = (Support.SUPPORTED, Support.SUSPECTED, Support.LAPSED)
    return tuple(
        GroupLine.of(row, **{support.value: counts[row.id][support] for support in told}) for row in rows
    )


def _named(q: str) -> Q:
    ways = names_fold.ways_to_search(q[:_LONGEST])
    if not ways:
        return Q(pk__in=[])
    found = Q()
    for way in ways:
        every = Q()
        for word in way:
            every &= Q(folded__contains=f" {word}") | Q(folded__startswith=word)
        found |= every
    return found


def _after(cursor: str | None) -> tuple[str, str] | None:
    if not cursor:
        return None
    try:
        folded, key = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadInput("This cursor was not made here: begin with the first page.") from None
    return str(folded), str(key)


def _own_marking(by: Actor) -> Marking:
    return Marking(site=by.home or next(iter(sorted(by.sites)), None))


def group(group_id: str, *, by: Actor, at: datetime) -> GroupRead:
    """One group. Raises Hidden, Refused."""
    row = seen.one_group(group_id)
    require(Act.GROUP_READ, by, row.marking_for(reaches=_reaches(row, by)))
    rows = seen.memberships(by=by).filter(group=row, ended_at=None).order_by("person__sorts", "id")
    everybody = members.lines(list(rows), on=moments.day_of(at), by=by)
    shown = sorted(everybody, key=_order)[:_MOST_MEMBERS]
    parent = Group.objects.filter(pk=row.parent_id).first() if row.parent_id else None
    counts = Counter(str(one.standing.support) for one in everybody)
    told = (Support.SUPPORTED, Support.SUSPECTED, Support.LAPSED)
    return GroupRead(
        line=GroupLine.of(row, **{support.value: counts[support] for support in told}),
        definition_note=row.definition_note,
        determined_on=row.determined_on,
        determined_note=row.determined_note,
        summary=row.summary,
        reaches=tuple(row.reaches) if refusal(Act.GROUP_WRITE, by, row.marking) is None else (),
        written_at=row.written_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        parent=GroupLine.of(parent) if parent else None,
        circle=tuple(GroupLine.of(one) for one in circle_of(row)) if parent else (),
        parts=counted(list(seen.live_groups().filter(parent=row).order_by("folded", "id")), by=by, at=at),
        members=tuple(shown),
        relations=_relations(row),
        places=_places(everybody),
        changes=_changes(row, since=quarter_of(at), by=by),
        left_out=len(everybody) - len(shown),
    )


def group_names(*, by: Actor) -> list[tuple[str, str]]:
    """Identifiers and names of the groups one may choose from, by name."""
    del by  # judged by the row policy of this transaction
    return list(seen.live_groups().order_by("folded", "id").values_list("id", "name")[:_MOST_NAMES])


def group_of_relation(relation_id: str, *, by: Actor) -> str:
    """The group whose page tells of a relation. Raises Hidden."""
    del by
    return only(seen.relations().filter(pk=relation_id)).group_id


def may_change(one: GroupRead, *, by: Actor) -> str | None:
    """Why the reader may not change this group, or None."""
    return refusal(Act.GROUP_WRITE, by, seen.one_group(one.line.id).marking)


def _reaches(row: Group, by: Actor) -> frozenset[str]:
    return by.sites if "*" in row.reaches else frozenset(row.reaches)


def _order(one: MemberLine) -> tuple[int, str]:
    return list(Support).index(one.standing.support), one.person.sorts


def _relations(row: Group) -> tuple[RelationShown, ...]:
    found = list(
        seen.relations()
        .filter(Q(group=row) | Q(other=row), ended_at=None)
        .order_by("kind", "written_at", "id")
    )
    shown: dict[str, list[RelationEvidence]] = defaultdict(list)
    for one in RelationEvidence.objects.filter(relation__in=found).order_by("-observed", "id"):
        shown[one.relation_id].append(one)
    return tuple(RelationShown.of(one, row.id, shown[one.id]) for one in found)


def _places(everybody: Iterable[MemberLine]) -> tuple[tuple[str, int], ...]:
    """Where members are held: those that count as members or may, by establishment; "" is not in custody."""
    places = Counter(
        one.person.held.establishment if one.person.held else ""
        for one in everybody
        if one.standing.support in {Support.SUPPORTED, Support.SUSPECTED}
    )
    return tuple(sorted(places.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))


def quarter_of(at: datetime) -> datetime:
    """The first moment of the quarter."""
    local = timezone.localtime(at)
    first = date(local.year, local.month - (local.month - 1) % _MONTHS, 1)
    return datetime.combine(first, time.min, tzinfo=timezone.get_current_timezone())


def _changes(row: Group, *, since: datetime, by: Actor) -> tuple[Change, ...]:
    found = [*_of_members(row, since=since, by=by), *_of_relations(row, since=since)]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True)[:_MOST_CHANGES])


def _of_members(row: Group, *, since: datetime, by: Actor) -> Iterable[Change]:
    mine = seen.memberships(by=by).filter(group=row)
    for one in mine.filter(written_at__gte=since)[:_MOST_CHANGES]:
        yield Change(ChangeKind.MEMBER_WRITTEN, one.written_at, one.person.name, one.id)
    for one in mine.filter(ended_at__gte=since)[:_MOST_CHANGES]:
        yield Change(ChangeKind.MEMBER_ENDED, _moment(one.ended_at), one.person.name, one.id)
    added = seen.evidence(by=by).filter(membership__in=mine, added_at__gte=since, withdrawn_at=None)
    newest: dict[str, Any] = {}
    for piece in added.select_related("membership__person").order_by("-added_at", "id")[: 4 * _MOST_CHANGES]:
        # The first piece came with the membership itself.
        if piece.added_at > piece.membership.written_at:
            newest.setdefault(piece.membership_id, piece)
    for piece in newest.values():
        name = piece.membership.person.name
        yield Change(ChangeKind.EVIDENCE_ADDED, piece.added_at, name, piece.membership_id)


def _of_relations(row: Group, *, since: datetime) -> Iterable[Change]:
    mine = seen.relations().filter(Q(group=row) | Q(other=row))
    for one in mine.filter(Q(written_at__gte=since) | Q(ended_at__gte=since))[:_MOST_CHANGES]:
        other = _other(one, row)
        if one.written_at >= since:
            yield Change(ChangeKind.RELATION_WRITTEN, one.written_at, other.name, other.id)
        if one.ended_at and one.ended_at >= since:
            yield Change(ChangeKind.RELATION_ENDED, one.ended_at, other.name, other.id)


def _other(one: GroupRelation, row: Group) -> Group:
    return one.other if one.group_id == row.id else one.group


def _moment(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101  filtered by it
    return at
