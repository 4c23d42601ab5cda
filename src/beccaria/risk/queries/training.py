"""Read who is trained in which instrument, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from beccaria.access.api import colleagues, names_of
from beccaria.core.actors import Actor, Duty
from beccaria.lib import moments
from beccaria.risk.models import Trained

TRAINERS = frozenset({Duty.HEAD, Duty.GOVERNOR})
TRAINEES = frozenset({Duty.ASSESSOR, Duty.PIO, Duty.HEAD, Duty.GOVERNOR, Duty.PLACEMENT})


@dataclass(frozen=True, slots=True)
class TrainedShown:
    """One training that holds or lapsed."""

    id: str
    user: str
    name: str
    instrument: str
    until: date
    holds: bool


def trainings(*, by: Actor, at: datetime) -> tuple[TrainedShown, ...]:
    """The trainings that the actor may see: all of his prison for whoever records them, otherwise his own."""
    del by  # judged by the row policy of this transaction
    rows = list(Trained.objects.filter(ended_at=None).order_by("instrument", "-until", "id"))
    names, today = names_of({row.user for row in rows}), moments.day_of(at)
    return tuple(
        TrainedShown(row.id, row.user, names.get(row.user, ""), row.instrument, row.until, row.until >= today)
        for row in rows
    )


def who_can_train(*, by: Actor, at: datetime) -> str:
    """The names of those who record training at the actor's own prison; their duties where he has none."""
    named = [name for _user, name in colleagues(by=by, duties=TRAINERS, at=at)]
    return " or ".join(named) if named else "the head of intelligence or the governor"


def trainees(*, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Who can be trained at the actor's prison: identifier and name."""
    return colleagues(by=by, duties=TRAINEES, at=at)
