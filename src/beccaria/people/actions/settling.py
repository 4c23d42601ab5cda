"""Settle the clusters: let every record repeat which records are held to be one person with it now.

A judge may not see, let alone change, all records of a cluster. What is plain (all joins hold, nothing is judged
apart) the database settles within his own transaction; what is not, a job of the service settles within a second, as
engines.resolving says. Both come to the same clusters; the job looks at everything again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
from beccaria.people.models import Judgement

JOB: Final = "people.settle"
# Any number, the same for everybody who writes judgements: one after the other, so that none misses another's.
TURN: Final = 20260104
_AT_ONCE: Final = 5000

_SCOPE: Final = """
WITH RECURSIVE reach(id) AS (
  SELECT mate.id FROM people_person mate
  WHERE mate.cluster IN (SELECT seed.cluster FROM people_person seed WHERE seed.id = ANY (%(seeds)s))
  UNION
  SELECT beside.id FROM reach, LATERAL (
    SELECT held.right_id AS id FROM people_judgement held
    WHERE held.left_id = reach.id AND held.until IS NULL AND held.verdict = 'same'
    UNION ALL
    SELECT held.left_id FROM people_judgement held
    WHERE held.right_id = reach.id AND held.until IS NULL AND held.verdict = 'same'
  ) beside
)
SELECT person.id, person.cluster FROM reach JOIN people_person person ON person.id = reach.id
"""
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
    for start in range(0, len(waiting), _AT_ONCE):
        ids = [row[0] for row in waiting[start : start + _AT_ONCE]]
        Judgement.objects.filter(pk__in=ids).update(settled=True)
    if renamed or moved:
        detail = {"renamed": renamed, "apart": len(found.apart)}
        record(Act.PERSON_JUDGE, by=by, at=at, subjects=[], detail=detail)
    return len(waiting)


def _scope(seeds: Iterable[str]) -> dict[str, str]:
    """Every record these judgements can touch, with its cluster."""
    with connection.cursor() as cursor:
        cursor.execute(_SCOPE, {"seeds": sorted(seeds)})
        return dict(cursor.fetchall())


def _held(clusters: dict[str, str]) -> list[tuple[Held, bool]]:
    """What holds between these records, and whether it is marked as apart."""
    ids = sorted(clusters)
    found = []
    for start in range(0, len(ids), _AT_ONCE):
        rows = Judgement.objects.filter(left__in=ids[start : start + _AT_ONCE], until=None)
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
    ids = sorted(named)
    with connection.cursor() as cursor:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            cursor.execute(_RENAME, {"ids": some, "clusters": [named[key] for key in some]})
    return len(ids)


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
