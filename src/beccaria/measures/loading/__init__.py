"""Load events of doors: when somebody left his cell and came back, with whom; bad rows are set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.clocks import Company
from beccaria.core.feedfiles import DOORS, Column
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, learn, run
from beccaria.places import api as places

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

_SOURCE: Final = "register"
_EXTRA: Final = (Column("made_person"), Column("made_known", "yes_no"))
_KNOW_PEOPLE: Final = """
UPDATE incoming SET made_person = person.id FROM people_person person
WHERE person.source = %(source)s AND person.key = incoming.person_id
"""
_UNKNOWN: Final = "'person_id: there is no person ' || incoming.person_id || ': load the people first.'"
_KNOWN: Final = """
UPDATE incoming SET made_known = true FROM measures_doorevent known
WHERE known.source = %(source)s AND known.key = incoming.door_id
"""
_VALUES: Final = (
    "incoming.establishment, incoming.made_person, incoming.at, incoming.way, incoming.company,"
    " coalesce(incoming.wing, ''), coalesce(incoming.cell, '')"
)
_CHANGE: Final = f"""
UPDATE measures_doorevent known SET (site, person_id, at, way, company, wing, cell) = ROW({_VALUES}) FROM incoming
WHERE incoming.made_known AND known.source = %(source)s AND known.key = incoming.door_id
  AND (known.site, known.person_id, known.at, known.way, known.company, known.wing, known.cell)
    IS DISTINCT FROM ({_VALUES})
"""  # noqa: S608  constants
_ADD: Final = f"""
INSERT INTO measures_doorevent
  (id, source, key, recorded_at, level, compartments, handling, stated_by,
   site, person_id, at, way, company, wing, cell)
SELECT gen_random_uuid()::text, %(source)s, incoming.door_id, %(at)s, his.level, '{{}}', his.handling, '', {_VALUES}
FROM incoming JOIN people_person his ON his.id = incoming.made_person WHERE NOT incoming.made_known
"""  # noqa: S608  constants


def load_doors(job: Job, *, by: Actor) -> Outcome:
    """Load events of doors; a register's correction is taken over.

    Raises Refused, CannotRead; then nothing is loaded.
    """
    require(Act.DOOR_LOAD, by)
    said = {"source": _SOURCE, "at": job.at}
    with Staging(job, DOORS) as staging:
        staging.copy_table(staging.open(), _judge(places.site_finder(by=by)), _EXTRA)
        learn("people_person", "measures_doorevent")
        run(_KNOW_PEOPLE, said)
        staging.refuse("incoming.made_person IS NULL", _UNKNOWN)
        run(_KNOWN, said)
        changed = run(_CHANGE, said)
        new = run(_ADD, said)
        outcome = staging.outcome(new=new, changed=changed)
    ledger.record(
        Act.DOOR_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=job.at,
        detail={"rows": outcome.rows, "new": new, "changed": changed, "rejected": outcome.rejected},
    )
    return outcome


def _judge(sites: Callable[[str], str | None]) -> Callable[[dict[str, Value]], str | None]:
    """What is particular to doors: the prison is known; with whom he was is no contact unless it is said."""

    def judge(values: dict[str, Value]) -> str | None:
        values["made_known"] = False
        values["company"] = str(values["company"] or Company.OTHER.value)
        code = sites(str(values["establishment"]))
        if code is None:
            return (
                f"establishment: there is no establishment {values['establishment']}: load the estate first."
            )
        values["establishment"] = code
        return None

    return judge
