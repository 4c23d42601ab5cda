"""What is told of measures: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from beccaria.access.api import ContestSaid
from beccaria.core.classification import Ground
from beccaria.core.markings import Marking
from beccaria.core.measures import Kind, Standing, State, standing
from beccaria.measures.models import Fit, HealthCheck, Measure
from beccaria.measures.queries.seen import reached
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure as lists show it; `standing` is what it is at the moment it was asked of."""

    id: str
    person: str
    site: str | None
    kind: Kind
    regime: str
    what: str
    article: str
    office: str
    state: State
    standing: Standing
    starts_at: datetime
    ends_at: datetime
    review_due: datetime
    contact_hours: Decimal | None
    isolates: bool
    not_told: bool
    renews: str | None
    part_of: str | None
    alike: int | None
    in_force_at: datetime | None
    ended_at: datetime | None
    marking: Marking

    @property
    def over_at(self) -> datetime:
        """When it is or was over: its end, or when somebody ended it before."""
        return min(self.ends_at, self.ended_at) if self.ended_at else self.ends_at

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.standing is Standing.IN_FORCE

    @classmethod
    def of(cls, row: Measure, *, at: datetime) -> "Line":
        """From its row, at a moment."""
        state = State(row.state)
        return cls(
            id=row.id,
            person=row.person_id,
            site=row.site,
            kind=Kind(row.kind),
            regime=row.regime,
            what=row.what,
            article=row.article,
            office=row.office,
            state=state,
            standing=standing(state, starts=row.starts_at, ends=row.ends_at, ended_at=row.ended_at, at=at),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            review_due=row.review_due,
            contact_hours=row.contact_hours,
            isolates=row.isolates,
            not_told=row.not_told,
            renews=row.renews_id,
            part_of=row.part_of_id,
            alike=row.alike,
            in_force_at=row.in_force_at,
            ended_at=row.ended_at,
            marking=reached(row),
        )


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact; `reference` is empty where the reader may not read what it cites himself."""

    ground: Ground
    text: str
    observed: date
    judged: bool
    reference: str
    why_not_told: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsShown:
    """Why a measure was decided."""

    proportionate: str
    accountable: str
    necessary: str
    non_discriminatory: str
    alternatives: str
    told: str
    names_a_trait: bool
    answer: str
    facts: tuple[FactShown, ...]
    marking: Marking

    @property
    def all_words(self) -> str:
        """Everything that was said for it, to lay it beside what is said later."""
        said = (self.necessary, self.proportionate, self.alternatives, self.non_discriminatory)
        return "\n".join((*said, *(one.text for one in self.facts)))


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A look at his health under the measure."""

    seen_at: datetime
    fit: Fit
    by_whom: str
    change: str

    @classmethod
    def of(cls, row: HealthCheck) -> "CheckShown":
        """From its row."""
        return cls(row.seen_at, Fit(row.fit), row.by_whom, row.change)


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """Somebody looked again."""

    at: datetime
    words: str
    looked_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown(ContestSaid):
    """A contest of a measure."""

    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One measure whole. `reasons` is None where they are not the reader's to see."""

    line: Line
    person: PersonShown
    pack: str
    limit_told: str
    remedy: str
    designated_by: str
    designated_note: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    second_by: str
    second_at: datetime | None
    ended_why: str
    mine: bool
    decided_by_me: bool
    reasons: ReasonsShown | None
    before: ReasonsShown | None
    before_line: Line | None
    checks: tuple[CheckShown, ...]
    contests: tuple[ContestShown, ...]
    reviews: tuple[ReviewShown, ...]
