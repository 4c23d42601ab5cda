"""What writing down anything about where somebody should live has in common: who may, about whom, and the ledger."""

from datetime import datetime

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.circumstances import Circumstance
from beccaria.core.refusal import Hidden
from beccaria.ledger import api as ledger
from beccaria.people.queries import markings


def may_write_of(person_id: str, *, by: Actor) -> None:
    """Raises Hidden for somebody the actor may not see, Refused where he may not write."""
    found = markings([person_id], by=by).get(person_id)
    if found is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    require(Act.CIRCUMSTANCE_WRITE, by, found)


def written_of(
    kind: Circumstance, row_id: str, person_id: str, outcome: str, *, by: Actor, at: datetime
) -> None:
    """Keep in the ledger what was written or ended; nothing of what it says."""
    subjects = [f"{kind.value}:{row_id}", f"person:{person_id}"]
    detail = {"what": kind.value, "came_to": outcome}
    ledger.record(Act.CIRCUMSTANCE_WRITE, by=by, subjects=subjects, at=at, detail=detail)
