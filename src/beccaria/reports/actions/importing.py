"""Close what was brought in from the past: history is not work that waits."""

from datetime import datetime

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.reporting import Stage
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.reports.actions.changing import LONGEST

# The stage rows are made from what the update changed, in one statement, so that neither is without the other.
_CLOSE = """
WITH closed AS (
  UPDATE reports_observation SET stage = %(closed)s
   WHERE stage = %(waiting)s AND report_id IS NULL AND received_at < %(before)s
  RETURNING id
)
INSERT INTO reports_observationstage (id, observation_id, before, after, at, who, words)
SELECT gen_random_uuid()::text, id, %(waiting)s, %(closed)s, %(at)s, %(who)s, %(reason)s FROM closed
"""


@transaction.atomic
def close_backlog(*, before: datetime, reason: str, by: Actor, at: datetime) -> int:
    """Close every observation received before a moment that nobody took up, and return how many. Only the system.

    Raises BadInput, Refused.
    """
    require(Act.OBSERVATION_LOAD, by)
    require(Act.OBSERVATION_CLOSE, by, Marking())
    said = words(reason, what="The reason", longest=LONGEST)
    with connection.cursor() as cursor:
        cursor.execute(
            _CLOSE,
            {
                "closed": Stage.CLOSED.value,
                "waiting": Stage.SUBMITTED.value,
                "before": before,
                "at": at,
                "who": by.user,
                "reason": said,
            },
        )
        count = int(cursor.rowcount)
    ledger.record(Act.OBSERVATION_CLOSE, by=by, at=at, detail={"closed": count})
    return count
