"""Periods with an open end, and when something is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment (included) until another (excluded); no end means it still runs."""

    starts: datetime
    ends: datetime | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("A period ends after it starts: correct one of the two moments.")

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies inside."""
        return self.starts <= moment and (self.ends is None or moment < self.ends)


def review_due(*, last_review: datetime, every: timedelta, now: datetime) -> bool:
    """Whether a review that recurs is due."""
    return now >= last_review + every
