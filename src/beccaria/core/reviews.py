"""When a judgement of a person must be looked at again: by the clock, or because something it rests on changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from beccaria.core.countries import Clock, interval

if TYPE_CHECKING:
    from beccaria.core.countries import Pack

AFTER_A_CHANGE: Final = timedelta(days=7)
"""How long may pass after a change until somebody has looked: our rule; no pack states one."""
SOON: Final = timedelta(days=14)
"""How long before its last day a review counts as due."""
TELL_HEAD_AFTER: Final = timedelta(days=3)
"""How long a review may be overdue before the head of intelligence is told."""


class Change(StrEnum):
    """What can change in what a judgement rests on. Each is a record with its own marking."""

    REPORT = "report"
    INCIDENT = "incident"
    FIND = "find"
    MOVE = "move"
    WARNING = "warning"
    SCORE = "score"
    EVIDENCE = "evidence"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ENDED = "ended"
    VERSION = "version"
    ALERT = "alert"


class Standing(StrEnum):
    """How a review stands on a day."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Until:
    """The last day of a review, and what set it: a change, or the clock."""

    day: date
    changed: bool

    def standing(self, on: date) -> Standing:
        """How the review stands on a day. A change makes it due at once."""
        if on > self.day:
            return Standing.OVERDUE
        return Standing.DUE if self.changed or self.day - on <= SOON else Standing.LATER

    def tells_head(self, on: date) -> bool:
        """Whether it is overdue for so long that the head is told."""
        return on > self.day + TELL_HEAD_AFTER


def until(clock: date, first_change: date | None) -> Until:
    """The last day of a review: that of the clock, or a week after the first change nobody has looked at, if earlier.

    `first_change` is the earliest change that the reader may see: one that is hidden from him moves nothing.
    """
    if first_change is None:
        return Until(clock, changed=False)
    return Until(min(clock, first_change + AFTER_A_CHANGE), changed=True)


def clock_days(review_days: int, pack: Pack | None) -> int:
    """After how many days to look again: the instrument's interval, or the country's for listed people when shorter.

    Where the country is unknown or its pack is silent, the strictest interval that any source names stands for it.
    """
    return min(review_days, interval(pack, Clock.LISTING).days)
