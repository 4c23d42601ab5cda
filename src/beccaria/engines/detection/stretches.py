"""Look at somebody's rows through a window of days: as it was when each row came."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

Row = dict[str, Any]


def stretches(rows: Sequence[Row], days: int) -> Iterator[list[Row]]:
    """For each row in their order the rows of the days before it, itself the last: what could be known then."""
    back = timedelta(days=days)
    for end, row in enumerate(rows):
        yield [one for one in rows[: end + 1] if one["at"] > row["at"] - back]


def on_days(rows: Sequence[Row]) -> int:
    """On how many days something happened: two officers who write the same down, one of them later, saw it once."""
    return len({one["happened"].date() for one in rows})


def share_of(row: Row, days: int, rows: str) -> float:
    """How many such rows so many days bring anybody, as counted over all people and the whole time of the feed."""
    return float(row[rows] / max(1, row["people"]) * min(1.0, days / row["span"]))
