"""Say what ties people by events: visits, payments, wishes to call, parts in one incident. Only who, what and when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import combinations
from typing import Final, NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.events.queries.shapes import Lane
from beccaria.lib.many import as_text

TYING: Final = (Lane.VISITS, Lane.PAYMENTS, Lane.CALLS, Lane.INCIDENTS)
# Being at a riot together ties nobody to everybody: an incident with more people than this is left out.
MOST_IN_INCIDENT: Final = 20


class EventTie(NamedTuple):
    """What ties two records of people: which event, what it was for each, when, how often, with the event's marking.

    Of several alike events told together `event` is the newest, `at` the first and `until` the last. `code` is the
    outcome, direction, decision or family; `mine` and `theirs` are parts in an incident. `relationship` is what was
    said at the desk.
    """

    lane: str
    event: str
    person: str
    other: str
    code: str
    mine: str
    theirs: str
    relationship: str
    detail: str
    at: datetime
    until: datetime | None
    times: int
    level: int
    handling: tuple[str, ...]
    site: str | None


# Which side of the row somebody stands on; both must be among the records when `among` is asked. What `others` says is
# implied by `other`, but no index is searched for that under row security when it chooses between two columns.
_ASKED = "{one} = ANY (string_to_array(%(records)s, chr(31)))"
_ANY = "({one} OR {others})"
_BOTH = "{one} AND ({others}) AND {other}"
_DESK = """
SELECT '{lane}', (array_agg(id ORDER BY at DESC, id))[1], prisoner_id, {other}, {code}, '', '', {relationship},
  {detail}, min(at), CASE WHEN count(*) > 1 THEN max(at) END, count(*), level, handling, site
FROM {table}
WHERE {who} AND {other} IS NOT NULL AND at >= %(since)s::timestamptz AND at < %(until)s::timestamptz
GROUP BY prisoner_id, {other}, {code}, {grouped}, level, handling, site, CASE WHEN %(each)s THEN id END
"""
_VISITOR = "coalesce(visitor_id, described_id)"
_DESKS: Final = {
    Lane.VISITS: {
        "table": "events_visit", "other": _VISITOR, "code": "outcome", "relationship": "relationship",
        "detail": "''", "grouped": "relationship",
    },
    Lane.PAYMENTS: {
        "table": "events_payment", "other": "described_id", "code": "direction", "relationship": "''",
        "detail": "trim(sum(amount)::text || ' ' || currency)", "grouped": "currency",
    },
    Lane.CALLS: {
        "table": "events_callrequest", "other": "described_id", "code": "decision",
        "relationship": "relationship", "detail": "''", "grouped": "relationship",
    },
}  # fmt: skip
# Whoever came to help was at work, and is not among them; nor is anybody the reader may not see.
_PARTS = """
SELECT * FROM events_parts_beside(string_to_array(%(records)s, chr(31)), %(at_least)s,
  %(since)s::timestamptz, %(until)s::timestamptz)
"""

_Part = tuple[str, str, str, str, datetime, int, list[str], str | None]


def ties(
    records: Collection[str],
    *,
    by: Actor,
    lanes: Collection[Lane] = TYING,
    since: datetime | None = None,
    until: datetime | None = None,
    among: bool = False,
    each: bool = False,
) -> list[EventTie]:
    """What ties these records to others in a period, of events the reader may see; alike ones together unless `each`.

    With `among` only what ties them to each other. The other record may be one the reader does not see: ask people.api,
    and leave it out.
    """
    del by  # judged by the row policy of this transaction
    said = {
        "records": as_text(records),
        "since": since or "-infinity",
        "until": until or "infinity",
        "each": each,
        "at_least": 2 if among else 1,
    }
    found: list[EventTie] = []
    with connection.cursor() as cursor:
        for lane in lanes:
            if lane is Lane.INCIDENTS:
                cursor.execute(_PARTS, said)
                found += _of_parts(cursor.fetchall(), frozenset(records), among=among)
            else:
                cursor.execute(_statement(lane, among=among), said)
                found += (EventTie(*row) for row in cursor.fetchall())
    return found


def _of_parts(rows: Iterable[_Part], records: frozenset[str], *, among: bool) -> Iterator[EventTie]:
    """Every two people of each incident that is not too large, of whom one (or with `among` both) was asked about."""
    least = 2 if among else 1
    together: dict[str, list[_Part]] = defaultdict(list)
    for row in rows:
        together[row[0]].append(row)
    for incident, parts in together.items():
        if len({person for _incident, person, *_rest in parts}) > MOST_IN_INCIDENT:
            continue
        for mine, theirs in combinations(parts, 2):
            (_, person, part, family, at, level, handling, site), (_, other, their_part, *_rest) = (
                mine,
                theirs,
            )
            if person != other and (person in records) + (other in records) >= least:
                yield EventTie(
                    Lane.INCIDENTS.value, incident, person, other, family, part, their_part, "", "", at, None, 1,
                    level, tuple(handling), site,
                )  # fmt: skip


def _statement(lane: Lane, *, among: bool) -> str:
    desk = _DESKS[lane]
    sides = ("visitor_id", "described_id") if lane is Lane.VISITS else ("described_id",)
    who = (_BOTH if among else _ANY).format(
        one=_ASKED.format(one="prisoner_id"),
        other=_ASKED.format(one=desk["other"]),
        others=" OR ".join(_ASKED.format(one=side) for side in sides),
    )
    return _DESK.format(lane=lane.value, who=who, **desk)
