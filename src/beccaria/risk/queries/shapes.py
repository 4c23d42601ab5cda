"""What is told of assessments: frozen values, with the range that unknowns still leave worked out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from beccaria.core.assessing import Confidence, Evidence, Grade, Likelihood, State
from beccaria.core.instruments import UNKNOWN, Instrument, Scored, score
from beccaria.core.markings import Marking
from beccaria.risk.models import Assessment, Cited, Rating
from beccaria.risk.queries import instruments


@dataclass(frozen=True, slots=True)
class Citation:
    """One record that a rating rests on and that the reader may read himself, at the grade it had then."""

    kind: Evidence
    record: str
    grade: Grade
    level: int
    handling: tuple[str, ...]

    @property
    def key(self) -> str:
        """Kind and identifier."""
        return f"{self.kind.value}:{self.record}"

    @classmethod
    def of(cls, row: Cited) -> "Citation":
        """From its row."""
        grade = Grade(row.scheme, row.source_grade, row.information_grade)
        return cls(Evidence(row.kind), row.record, grade, row.level, tuple(row.handling))


@dataclass(frozen=True, slots=True)
class Rated:
    """One answer. `withheld`: it also rests on something the reader may not read; nothing says what, or how much."""

    id: str
    item: str
    level: str
    because: str
    against: str
    looked_against: bool
    weak: bool
    cited: tuple[Citation, ...]
    withheld: bool
    rated_by: str
    rated_at: datetime

    @property
    def is_known(self) -> bool:
        """Whether somebody answered it."""
        return self.level != UNKNOWN

    @classmethod
    def of(cls, row: Rating, cited: tuple[Citation, ...], *, withheld: bool) -> "Rated":
        """From its row."""
        return cls(
            row.id,
            row.item,
            row.level,
            row.because,
            row.against,
            row.looked_against,
            row.weak,
            cited,
            withheld,
            row.rated_by,
            row.rated_at,
        )


@dataclass(frozen=True, slots=True)
class Formulation:
    """The judgement in words. Empty where nobody has written yet."""

    what: str = ""
    to_whom: str = ""
    when: str = ""
    how_likely: str = ""
    what_would_change: str = ""
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None

    @classmethod
    def of(cls, row: Assessment) -> "Formulation":
        """From its row."""
        return cls(
            row.what,
            row.to_whom,
            row.when,
            row.how_likely,
            row.what_would_change,
            Likelihood(row.likelihood) if row.likelihood else None,
            Confidence(row.confidence) if row.confidence else None,
        )


@dataclass(frozen=True, slots=True)
class Second:
    """What the second person said."""

    person: str
    at: datetime
    agrees: bool
    words: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided, and why otherwise than proposed, or than the second person holds, if so."""

    band: str
    by: str
    at: datetime
    override: str
    reason: str
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An assessment in a list. `scored` is worked out from the ratings; None when the version is no longer here."""

    id: str
    person: str
    instrument: str
    version: int
    by: Instrument | None
    scored: Scored | None
    state: State
    assessor: str
    started_at: datetime
    saved_at: datetime
    finished_at: datetime | None
    review_due: date | None
    decided: Decided | None
    marking: Marking

    @property
    def title(self) -> str:
        """The instrument in words."""
        return self.by.title if self.by else self.instrument

    @property
    def band(self) -> str:
        """The band that holds: what was decided, or what the ratings propose."""
        return self.decided.band if self.decided else (self.scored.band if self.scored else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Line):
    """A whole assessment."""

    site: str | None
    ratings: dict[str, Rated]
    formulation: Formulation
    second: Second | None
    superseded_at: datetime | None
    superseded_why: str

    @property
    def open_items(self) -> tuple[str, ...]:
        """Items nobody has answered yet, not even with unknown."""
        return tuple(item.id for item in self.by.items if item.id not in self.ratings) if self.by else ()


def scored_of(row: Assessment, levels: dict[str, str]) -> tuple[Instrument | None, Scored | None]:
    """The version of the instrument and what the ratings come to under it."""
    by = instruments.of_version(row.instrument, row.version)
    return by, score(by, levels) if by else None


def line_of(row: Assessment, levels: dict[str, str]) -> Line:
    """An assessment in a list, from its row and the level of each item."""
    by, scored = scored_of(row, levels)
    return Line(**_common(row), by=by, scored=scored)


def read_of(row: Assessment, ratings: dict[str, Rated]) -> Read:
    """A whole assessment, from its row and its ratings."""
    by, scored = scored_of(row, {item: rated.level for item, rated in ratings.items()})
    return Read(
        **_common(row),
        by=by,
        scored=scored,
        site=row.site,
        ratings=ratings,
        formulation=Formulation.of(row),
        second=Second(row.second_person, row.second_at, bool(row.second_agrees), row.second_words)
        if row.second_at
        else None,
        superseded_at=row.superseded_at,
        superseded_why=row.superseded_why,
    )


def _common(row: Assessment) -> dict[str, Any]:
    decided = (
        Decided(
            row.decided_band, row.decided_by, row.decided_at, row.override, row.override_reason, row.despite
        )
        if row.decided_at
        else None
    )
    return {
        "id": row.id,
        "person": row.person_id,
        "instrument": row.instrument,
        "version": row.version,
        "state": State(row.state),
        "assessor": row.assessor,
        "started_at": row.started_at,
        "saved_at": row.saved_at,
        "finished_at": row.finished_at,
        "review_due": row.review_due,
        "decided": decided,
        "marking": row.marking,
    }
