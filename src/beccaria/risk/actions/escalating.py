"""What the service does for reviews by itself: evidence runs out, and the head hears of what nobody looked at."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import FRESH
from beccaria.core.reviews import AFTER_A_CHANGE, TELL_HEAD_AFTER, Change
from beccaria.ledger import api as ledger
from beccaria.lib.many import batches
from beccaria.lib.moments import day_of

_SUBJECTS: Final = 200
_BY_CLOCK: Final = """
INSERT INTO risk_escalation (id, of, judged, due, told_at, site, level, compartments, handling)
SELECT gen_random_uuid()::text, stands.of, stands.id, stands.review_due, %(at)s, stands.site, stands.level,
  stands.compartments, stands.handling
FROM (
  SELECT 'assessment' AS of, id, review_due, site, level, compartments, handling FROM risk_assessment
  WHERE state = 'decided' AND review_due < %(before)s
  UNION ALL
  SELECT 'classification', id, review_due, site, level, compartments, handling FROM risk_classification
  WHERE state = 'in_force' AND review_due < %(before)s AND (until IS NULL OR until >= %(on)s)
) stands
ON CONFLICT (judged, due) DO NOTHING
RETURNING of || ':' || judged
"""
_BY_CHANGE: Final = """
UPDATE risk_change SET head_told_at = %(at)s
WHERE settled_at IS NULL AND head_told_at IS NULL AND told_at < %(told_before)s
RETURNING of || ':' || judged
"""
# A piece of evidence that ran out after somebody was judged, seen by whoever sees that piece: not the whole that it was
# part of, for of that each reader sees another part.
_RUN_OUT: Final = """
INSERT INTO risk_change (id, of, judged, kind, code, record, via, seen_in, told_at, site, level, compartments, handling)
SELECT gen_random_uuid()::text, stands.of, stands.id, %(kind)s, piece.basis, piece.id, part.id, '', %(at)s,
  piece.site, greatest(piece.level, part.level), piece.compartments || part.compartments,
  piece.handling || part.handling
FROM networks_evidence piece
JOIN networks_membership part ON part.id = piece.membership_id AND part.ended_at IS NULL
JOIN people_person person ON person.id = part.person_id
JOIN people_person fellow ON fellow.cluster = person.cluster
CROSS JOIN LATERAL (
  SELECT 'assessment' AS of, id, decided_at AS since FROM risk_assessment
  WHERE person_id = fellow.id AND state = 'decided'
  UNION ALL
  SELECT 'classification', id, in_force_at FROM risk_classification
  WHERE person_id = fellow.id AND state = 'in_force'
) stands
WHERE piece.withdrawn_at IS NULL AND piece.observed <= %(stale)s
  AND piece.observed + %(fresh)s > stands.since::date
ON CONFLICT (judged, kind, record) DO NOTHING
RETURNING of || ':' || judged
"""
# Whoever left custody is reviewed by nobody; when he comes back, what was thought of him is looked at again at once.
_LEFT: Final = """
UPDATE risk_assessment stands SET review_due = NULL
FROM people_person person
WHERE stands.state = 'decided' AND stands.review_due IS NOT NULL
  AND person.id = stands.person_id AND person.role = 'prisoner' AND NOT EXISTS (
    SELECT 1 FROM people_person fellow JOIN people_custodyperiod held ON held.person_id = fellow.id
    WHERE fellow.cluster = person.cluster AND held.ends_at IS NULL)
RETURNING 'assessment:' || stands.id
"""
_CAME_BACK: Final = """
UPDATE risk_assessment stands SET review_due = %(on)s
FROM people_person person
WHERE stands.state = 'decided' AND stands.review_due IS NULL
  AND person.id = stands.person_id AND person.role = 'prisoner' AND EXISTS (
    SELECT 1 FROM people_person fellow JOIN people_custodyperiod held ON held.person_id = fellow.id
    WHERE fellow.cluster = person.cluster AND held.ends_at IS NULL)
RETURNING 'assessment:' || stands.id
"""


@transaction.atomic
def follow_custody(*, by: Actor, at: datetime) -> int:
    """Take those who left custody out of the calendar, and those who came back into it, due today. Raises Refused."""
    require(Act.REVIEW_ESCALATE, by)
    said = {"on": day_of(at)}
    return _told(_LEFT, said, "left", by=by, at=at) + _told(_CAME_BACK, said, "came back", by=by, at=at)


@transaction.atomic
def evidence_ran_out(*, by: Actor, at: datetime) -> int:
    """Make due what rests on evidence of membership that has run out since. Twice is as once. Raises Refused."""
    require(Act.REVIEW_ESCALATE, by)
    stale = day_of(at) - FRESH
    said = {"kind": Change.LAPSED.value, "at": at, "stale": stale, "fresh": FRESH.days}
    return _told(_RUN_OUT, said, "ran out", by=by, at=at)


@transaction.atomic
def tell_head(*, by: Actor, at: datetime) -> int:
    """Keep that the head was told of each review that is overdue for three days, once. Returns how many are new.

    What is overdue by a change is kept on that change, and told to nobody who does not see it. Raises Refused.
    """
    require(Act.REVIEW_ESCALATE, by)
    on = day_of(at)
    said = {
        "at": at,
        "on": on,
        "before": on - TELL_HEAD_AFTER,
        "told_before": at - AFTER_A_CHANGE - TELL_HEAD_AFTER - timedelta(days=1),
    }
    return _told(_BY_CLOCK, said, "clock", by=by, at=at) + _told(_BY_CHANGE, said, "change", by=by, at=at)


def _told(statement: str, said: dict[str, Any], why: str, *, by: Actor, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        found = sorted({row[0] for row in cursor.fetchall()})
    for some in batches(found, _SUBJECTS):
        ledger.record(Act.REVIEW_ESCALATE, by=by, subjects=some, at=at, detail={"why": why})
    return len(found)
