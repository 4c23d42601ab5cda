"""Limit haste with token buckets in the database. When the bucket cannot be asked, the answer is no."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Limit:
    """`size` at once, refilled over `seconds`."""

    name: str
    size: float
    seconds: float


# Guessing names letter by letter must be slow; a person who types quickly stays under this.
SEARCHES = Limit("search", size=60, seconds=60)
SUGGESTIONS = Limit("suggest", size=120, seconds=60)
# Ten wrong passwords a quarter of an hour for one name, then wait.
SIGN_INS = Limit("sign_in", size=10, seconds=900)
STEP_UPS = Limit("step_up", size=5, seconds=300)

_TAKE = """
INSERT INTO access_bucket AS bucket (key, "left", at) VALUES (%(key)s, %(size)s - 1, %(at)s)
ON CONFLICT (key) DO UPDATE SET
  "left" = least(%(size)s, bucket."left" + extract(epoch FROM %(at)s - bucket.at) * %(rate)s) - 1,
  at = %(at)s
WHERE least(%(size)s, bucket."left" + extract(epoch FROM %(at)s - bucket.at) * %(rate)s) >= 1
RETURNING 1
"""


def take(limit: Limit, who: str, *, at: datetime) -> bool:
    """Take one from the bucket. False means: too fast, refuse."""
    key = f"{limit.name}:{who}"[:100]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key, "size": limit.size, "rate": limit.size / limit.seconds, "at": at})
        return cursor.fetchone() is not None
