"""What a profile holds: who, what is decided and why, what is judged as a range, measures, reviews, how to handle it.

The EuroPris Handbook (3.3) finds no common definition of risk in Europe; Council Framework Decision 2008/909/JHA moves
people without a field for it. This shape carries each service's own words with their law, and never a common score.
Nationality, faith, ethnic origin and health have no place in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from beccaria.core.classification import Comparison

NO_MEASURES: Final = (
    "This service keeps no measures yet: that none is listed does not mean that none is in force."
)
NOT_WHOLE: Final = (
    "It holds what its reader may see, on the day it was made. It is not the whole of what is known."
)
"""Always the same words, whoever reads and whatever there is: they tell nobody that something is missing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How strictly a part is handled: level and codes, as its record is marked."""

    level: int = 0
    handling: tuple[str, ...] = ()


def strictest_of(several: Iterable[Kept]) -> Kept:
    """How the whole is handled: as strictly as everything in it (rule 2)."""
    parts = list(several)
    return Kept(
        max((one.level for one in parts), default=0),
        tuple(sorted({code for one in parts for code in one.handling})),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who it is, as asserted now; several names are said as several."""

    name: str
    other_names: tuple[str, ...]
    born: date | None
    number: str
    held_at: str
    held_since: date | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that a decision rests on: its kind, in words, of which day, and whether it is the writer's judgement."""

    ground: str
    text: str
    observed: date
    judged: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """A decision in the terms of the reader's country, or that it is not comparable and why."""

    country: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A category or status in force: in the words of its country, by which law, by whom, on what, until when."""

    id: str
    kind: str
    value: str
    means: str
    country: str
    article: str
    designated_by: str
    facts: tuple[Fact, ...]
    starts: date
    until: date | None
    review_due: date
    not_told: bool
    kept: Kept
    terms: Terms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One risk as it was judged and decided: always a range, with how many questions are open and how sure it is.

    `low` and `high` are points of the instrument's own scale and mean nothing beside another's; None where nothing is
    added up. Bands are the instrument's names.
    """

    id: str
    instrument: str
    version: int
    title: str
    band: str
    band_low: str
    band_high: str
    low: float | None
    high: float | None
    unknown: int
    likelihood: str
    confidence: str
    overridden: bool
    decided_on: date
    review_due: date | None
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A restriction in force with its legal ground and its end. No part of this service keeps any yet."""

    what: str
    ground: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Review:
    """When something of it is looked at again."""

    what: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The whole profile as one reader may see it at one moment."""

    made_at: datetime
    country: str
    identity: Identity
    decisions: tuple[Decision, ...]
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...] = ()
    reader: str = ""

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Every day on which something of it is looked at again, the first first."""
        found = [Review(one.value, one.review_due) for one in self.decisions]
        found += [Review(one.title, one.review_due) for one in self.dimensions if one.review_due]
        return tuple(sorted(found, key=lambda one: (one.due, one.what)))

    @property
    def kept(self) -> Kept:
        """How the whole is handled."""
        decided = (one.kept for one in self.decisions)
        judged = (one.kept for one in self.dimensions)
        return strictest_of((self.identity.kept, *decided, *judged))
