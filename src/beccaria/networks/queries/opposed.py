"""Say which groups feud or are rivals, and who may belong to a group: for placing people apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.groups import RelationKind
from beccaria.networks.queries import seen
from beccaria.networks.queries.tension import HOSTILE


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two groups that are hostile to each other, and how what says so is marked."""

    one: str
    one_name: str
    other: str
    other_name: str
    kind: RelationKind
    level: int
    handling: tuple[str, ...]


def opposed(*, by: Actor, on: date, groups: Iterable[str] | None = None) -> tuple[Opposed, ...]:
    """Feuds and rivals that hold on a day, of groups the reader may see; of some groups only, if they are named."""
    rows = seen.relations().filter(
        may_go(by),
        Q(since=None) | Q(since__lte=on),
        Q(until=None) | Q(until__gte=on),
        kind__in=[kind.value for kind in HOSTILE],
        ended_at=None,
        group__ended_at=None,
        other__ended_at=None,
    )
    if groups is not None:
        wanted = sorted(set(groups))
        rows = rows.filter(Q(group_id__in=wanted) | Q(other_id__in=wanted))
    return tuple(
        Opposed(
            row.group_id,
            row.group.name,
            row.other_id,
            row.other.name,
            RelationKind(row.kind),
            max(row.level, row.group.level, row.other.level),
            tuple(sorted({*row.handling, *row.group.handling, *row.other.handling})),
        )
        for row in rows.order_by("group_id", "other_id", "kind", "id")
    )


def belonging(groups: Iterable[str], *, by: Actor) -> dict[str, tuple[str, ...]]:
    """The records of people who may belong to each of these groups; what supports each, `marks` says."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = seen.memberships(by=by).filter(
        group_id__in=sorted(set(groups)), ended_at=None, group__ended_at=None
    )
    for group, person in rows.order_by("person_id").values_list("group_id", "person_id"):
        found[group].append(person)
    return {group: tuple(people) for group, people in found.items()}
