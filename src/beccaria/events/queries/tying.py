"""Say what ties people by events: visits, payments, wishes to call, parts in one incident. Only who, what and when."""

from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.events.queries.shapes import Lane

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


# Which side of the row somebody stands on; both must be among the records when `among` is asked.
_ANY = "({one} = ANY (%(records)s::text[]) OR {others})"
_BOTH = "{one} = ANY (%(records)s::text[]) AND {other} = ANY (%(records)s::text[])"
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
# Whoever came to help was at work. The count is of people the reader may see: others are not there.
_INCIDENTS = """
SELECT 'incidents', incident.id, mine.person_id, theirs.person_id, incident.family, mine.part, theirs.part, '', '',
  incident.at, NULL, 1, incident.level, incident.handling, incident.site
FROM events_incidentpart mine
JOIN events_incident incident ON incident.id = mine.incident_id
JOIN events_incidentpart theirs ON theirs.incident_id = mine.incident_id AND theirs.person_id <> mine.person_id
WHERE mine.person_id = ANY (%(records)s::text[]) {among}
  AND mine.part <> 'responder' AND theirs.part <> 'responder'
  AND incident.at >= %(since)s::timestamptz AND incident.at < %(until)s::timestamptz
  AND (
    SELECT count(DISTINCT present.person_id) FROM events_incidentpart present
    JOIN people_person person ON person.id = present.person_id
    WHERE present.incident_id = mine.incident_id AND present.part <> 'responder'
  ) <= %(most)s
"""
_AMONG = "AND theirs.person_id = ANY (%(records)s::text[])"


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

    With `among` only what ties them to each other. An incident may stand twice, once each way round. The other record
    may be one the reader does not see: ask people.api, and leave it out.
    """
    del by  # judged by the row policy of this transaction
    said = {
        "records": list(records),
        "since": since or "-infinity",
        "until": until or "infinity",
        "each": each,
        "most": MOST_IN_INCIDENT,
    }
    found: list[EventTie] = []
    with connection.cursor() as cursor:
        for lane in lanes:
            cursor.execute(_statement(lane, among=among), said)
            found += (EventTie(*row) for row in cursor.fetchall())
    return found


def _statement(lane: Lane, *, among: bool) -> str:
    if lane is Lane.INCIDENTS:
        return _INCIDENTS.format(among=_AMONG if among else "")
    desk = _DESKS[lane]
    if among:
        who = _BOTH.format(one="prisoner_id", other=desk["other"])
    else:
        sides = ("visitor_id", "described_id") if lane is Lane.VISITS else ("described_id",)
        who = _ANY.format(
            one="prisoner_id", others=" OR ".join(f"{side} = ANY (%(records)s::text[])" for side in sides)
        )
    return _DESK.format(lane=lane.value, who=who, **desk)
