"""Settle the clusters: let every record repeat which records are held to be one person with it now.

A judge may not see, let alone change, all records of a cluster. What is plain (all joins hold, nothing is judged
apart) the database settles within his own transaction; what is not, a job of the service settles within a second, as
engines.resolving says. Both come to the same clusters; the job looks at everything again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app as queue

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.judging import Verdict
from beccaria.engines.resolving import Held, Pair, Resolved, resolve
from beccaria.ledger.api import record
from beccaria.lib.many import batches
from beccaria.people.models import Judgement, Person

JOB: Final = "people.settle"
# Any number, the same for everybody who writes judgements: one after the other, so that none misses another's.
TURN: Final = 20260104
_AT_ONCE: Final = 5000

_RENAME: Final = """
UPDATE people_person person SET cluster = named.cluster
FROM unnest(%(ids)s::text[], %(clusters)s::text[]) AS named(id, cluster)
WHERE person.id = named.id
"""


def take_turn() -> None:
    """Wait until nobody else writes judgements, for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def settle_pair(left_id: str, right_id: str) -> None:
    """Settle what is plain at once, and have the service look at it again. Says nothing about other records."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT settle_persons(%s, %s)", sorted((left_id, right_id)))
    # By name: the job is a way in, above this module. It carries nothing, for everybody can read the queue.
    queue.configure_task(name=JOB, queueing_lock=None).defer()


@transaction.atomic
def settle_waiting(*, by: Actor, at: datetime) -> int:
    """Settle every judgement whose clusters are not settled. Only the service sees enough. Returns how many.

    Running it twice, or after it was killed, comes to the same. Raises Refused.
    """
    require(Act.PERSON_LOAD, by)
    take_turn()
    waiting = list(Judgement.objects.filter(settled=False).values_list("id", "left_id", "right_id"))
    if not waiting:
        return 0
    clusters = _scope({key for _id, *pair in waiting for key in pair})
    held = _held(clusters)
    found = resolve(clusters, (one for one, _apart in held))
    renamed = _rename(found, clusters)
    moved = _mark_apart(found, held)
    for some in batches(sorted(row[0] for row in waiting), _AT_ONCE):
        Judgement.objects.filter(pk__in=some).update(settled=True)
    if renamed or moved:
        detail = {"renamed": renamed, "apart": len(found.apart)}
        record(Act.PERSON_JUDGE, by=by, at=at, subjects=[], detail=detail)
    return len(waiting)


def _scope(seeds: Iterable[str]) -> dict[str, str]:
    """Every record these judgements can touch, with its cluster: the clusters of today, and what is joined to them.

    Level by level in sets: a recursive query would ask the policy of the table again for each record.
    """
    names = {cluster for _key, cluster in _persons("pk__in", seeds)}
    clusters = dict(_persons("cluster__in", names))
    fresh = set(clusters)
    while fresh:
        reached = _joined_to(fresh) - set(clusters)
        clusters |= dict(_persons("pk__in", reached))
        fresh = reached
    return clusters


def _persons(which: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    for some in batches(sorted(values), _AT_ONCE):
        yield from Person.objects.filter(**{which: some}).values_list("pk", "cluster")


def _joined_to(ids: Iterable[str]) -> set[str]:
    same = Judgement.objects.filter(until=None, verdict=Verdict.SAME.value)
    return {
        other
        for some in batches(sorted(ids), _AT_ONCE)
        for mine, theirs in (("left", "right_id"), ("right", "left_id"))
        for other in same.filter(**{f"{mine}__in": some}).values_list(theirs, flat=True)
    }


def _held(clusters: dict[str, str]) -> list[tuple[Held, bool]]:
    """What holds between these records, and whether it is marked as apart."""
    found = []
    for some in batches(sorted(clusters), _AT_ONCE):
        rows = Judgement.objects.filter(left__in=some, until=None)
        said = rows.exclude(verdict=Verdict.UNSURE.value).values_list(
            "left_id", "right_id", "verdict", "rule", "score", "apart"
        )
        found += [
            (
                Held(
                    left=left,
                    right=right,
                    verdict=Verdict(verdict),
                    by_human=not rule,
                    score=1.0 if score is None else score,
                ),
                apart,
            )
            for left, right, verdict, rule, score, apart in said
            if right in clusters
        ]
    return found


def _rename(found: Resolved, clusters: dict[str, str]) -> int:
    """Give each group one name that no other has; a group that has one keeps it."""
    members: dict[str, int] = defaultdict(int)
    for cluster in clusters.values():
        members[cluster] += 1
    named: dict[str, str] = {}
    for group in found.groups:
        has = {clusters[key] for key in group}
        if len(has) > 1 or members[next(iter(has))] > len(group):
            name = new_id()
            named |= dict.fromkeys(group, name)
    with connection.cursor() as cursor:
        for some in batches(sorted(named), _AT_ONCE):
            cursor.execute(_RENAME, {"ids": some, "clusters": [named[key] for key in some]})
    return len(named)


def _mark_apart(found: Resolved, held: Sequence[tuple[Held, bool]]) -> int:
    """Mark the joins that could not be made, and those that now can."""
    changed: dict[bool, list[Pair]] = {True: [], False: []}
    for one, apart in held:
        if one.verdict is Verdict.SAME and apart != (one.pair in found.apart):
            changed[not apart].append(one.pair)
    for apart, pairs in changed.items():
        for left, right in pairs:
            Judgement.objects.filter(left=left, right=right, until=None).update(apart=apart)
    return sum(map(len, changed.values()))
