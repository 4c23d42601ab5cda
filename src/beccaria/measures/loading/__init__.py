"""Load events of doors: when somebody left his cell and came back, with whom; bad rows are set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import DOORS, Column
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, learn, run
from beccaria.measures.actions import keeping_doors as keeping
from beccaria.places import api as places

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job

_EXTRA: Final = (Column("made_person"),)
_KNOW_PEOPLE: Final = """
UPDATE incoming SET made_person = person.id FROM people_person person
WHERE person.source = 'register' AND person.key = incoming.person_id
"""
_UNKNOWN: Final = "'person_id: there is no person ' || incoming.person_id || ': load the people first.'"


def load_doors(job: Job, *, by: Actor) -> Outcome:
    """Load events of doors; a register's correction is taken over.

    Raises Refused, CannotRead; then nothing is loaded.
    """
    require(Act.DOOR_LOAD, by)
    find = places.site_finder(by=by)
    with Staging(job, DOORS) as staging:
        staging.copy_table(staging.open(), keeping.judge(lambda text: (find(text), True)), _EXTRA)
        learn("people_person", "measures_doorevent")
        run(_KNOW_PEOPLE)
        staging.refuse("incoming.made_person IS NULL", _UNKNOWN)
        changed = run(keeping.CHANGE.format(source=keeping.REGISTER))
        new = run(keeping.ADD.format(source=keeping.REGISTER), {"at": job.at})
        outcome = staging.outcome(new=new, changed=changed)
    ledger.record(
        Act.DOOR_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail=outcome.for_ledger,
    )
    return outcome
