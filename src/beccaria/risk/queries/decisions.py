"""Read one decision of either kind, assessment or classification, as letters and contests need it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from beccaria.core.actors import Actor
from beccaria.core.assessing import State
from beccaria.core.classification import State as Standing
from beccaria.core.instruments import Instrument
from beccaria.core.letters import why_no_letter
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.risk.models import Assessment, Classification
from beccaria.risk.queries import classifications, instruments, seen


class Kind(StrEnum):
    """What kind of decision it is."""

    ASSESSMENT = "assessment"
    CLASSIFICATION = "classification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of somebody. `matter` and `outcome` are as the reference files word them."""

    kind: Kind
    id: str
    person: str
    marking: Marking
    instrument: str
    matter: str
    outcome: str
    ground: str
    decided_by: str
    decided_at: datetime
    until: date | None
    review_on: date | None
    stands: bool
    hushed: bool = False
    authority: str = ""

    @property
    def decided_on(self) -> date:
        """The day, where the service is."""
        return timezone.localtime(self.decided_at).date()

    @property
    def reference(self) -> str:
        """As ledger and pages name it."""
        return f"{self.kind.value}:{self.id}"

    @property
    def why_no_letter(self) -> str | None:
        """Why no letter is written of it; None when one may be."""
        if self.hushed:
            return "No letter is written of this: he must not be made aware of it."
        return why_no_letter(instrument=self.instrument, compartments=self.marking.compartments)


def decision(kind: str, decision_id: str, *, by: Actor) -> Decision:
    """One decision. Raises Hidden, also for what is not decided yet."""
    if kind == Kind.ASSESSMENT:
        row = seen.assessments(by=by).filter(pk=decision_id, decided_at__isnull=False).first()
        if row is not None:
            return of_assessment(row)
    if kind == Kind.CLASSIFICATION:
        found = classifications.seen(by=by).filter(pk=decision_id, in_force_at__isnull=False).first()
        if found is not None:
            return of_classification(found)
    raise Hidden("There is no such record, or it is not yours to see.")


def of_assessment(row: Assessment) -> Decision:
    """A decided assessment."""
    if row.decided_at is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    one = instruments.of_version(row.instrument, row.version)
    return Decision(
        kind=Kind.ASSESSMENT,
        id=row.id,
        person=row.person_id,
        marking=row.marking,
        instrument=row.instrument,
        matter=one.title if one else row.instrument,
        outcome=_band(one, row.decided_band),
        ground="",
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        until=None,
        review_on=row.review_due,
        stands=row.state == State.DECIDED,
    )


def _band(one: Instrument | None, band: str) -> str:
    known = next((each for each in one.bands if each.name == band), None) if one else None
    return f"{known.name}: {known.words}" if known and known.words else band


def of_classification(row: Classification) -> Decision:
    """A category or a status in force, or one that was."""
    if row.in_force_at is None or row.decided_at is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return Decision(
        kind=Kind.CLASSIFICATION,
        id=row.id,
        person=row.person_id,
        marking=row.marking,
        instrument="",
        matter=row.kind,
        outcome=row.value,
        ground=row.article,
        decided_by=row.decided_by,
        authority=row.designated_by,
        decided_at=row.in_force_at,
        until=row.until,
        review_on=row.review_due,
        stands=row.state == Standing.IN_FORCE,
        hushed=row.not_told,
    )
