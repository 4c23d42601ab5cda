"""Say of a pack when to look again and who decides, each with the place that says so, for pages and for clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from beccaria.core.countries.limits import clock
from beccaria.core.countries.model import UNKNOWN, Clock, Duration, Fact, sure

if TYPE_CHECKING:
    from beccaria.core.countries.model import Decides, Pack

_OURS: Final = {
    Clock.CATEGORY: "The shortest interval a source names: 6 to 12 months in England and Wales (from memory)",
    Clock.LISTING: "The shortest interval a source names: every half year for the Dutch GVM list",
    Clock.MEASURES: "The shortest interval a source names: a written weighing every month, Dutch complaint board 2015",
    Clock.SPECIAL_REGIME: "The shortest interval a source names: every year for the Dutch EBI",
    Clock.REGIME_INTELLIGENCE: "The shortest interval a source names: every half year for the Dutch EBI",
    Clock.SEPARATION: "Committee for the Prevention of Torture, 21st General Report (from memory): within a month",
    Clock.GROUP_SCORE: "The shortest interval a source names: every quarter in Scotland",
    Clock.ALERT: "The shortest interval a source names: alerts count for 12 months in England and Wales",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """After how long something is looked at again, and on whose word.

    `of_country` is whether the country's own fact set it; else it is ours, the strictest (ADR 0014). `article` is the
    document and place; `verified` whether that source states it outright, which is never said of an interval of ours.
    """

    length: Duration
    article: str
    verified: bool
    of_country: bool

    @property
    def days(self) -> int:
        """Whole days, never more than the calendar makes of the words: a month counts 28."""
        return int(self.length.days)

    def after(self, day: date) -> date:
        """The last day on which it may be looked at again."""
        return day + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Designator:
    """Who takes a decision as the pack words it. `known` only when a source is verified to name them."""

    words: str
    article: str
    note: str
    known: bool


def interval(pack: Pack | None, about: Clock) -> Interval:
    """When to look again under this pack and why then: the law where it is verified, else never later than ours."""
    length = clock(pack, about)
    fact = pack.clocks.get(about) if pack else None
    if fact is not None and fact.source and fact.words == str(length):
        return Interval(length, fact.source, sure(fact), of_country=True)
    return Interval(length, _OURS[about], verified=False, of_country=False)


def designator(pack: Pack | None, what: Decides) -> Designator:
    """Who takes this decision. Not known: empty words, and two people of the service must stand for it."""
    return designated(pack.decides.get(what) if pack else None)


def designated(fact: Fact | None) -> Designator:
    """The same of one fact that names who decides."""
    said = fact or Fact(UNKNOWN)
    if not sure(said):
        return Designator("", "", said.note, known=False)
    return Designator(said.words, said.source or "", said.note, known=True)
