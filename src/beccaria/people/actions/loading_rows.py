"""Load rows that say something of a person and are marked as he is: one way for every kind of such a file."""

# ruff: noqa: S608  every text put together here is written in this project; values go as parameters

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import Column
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Outcome, Staging, learn, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.actors import Actor
    from beccaria.core.feedfiles import FileKind
    from beccaria.lib.staging import Job
    from beccaria.lib.tables import Value

SOURCE = "register"
UNTIL = "incoming.until + 1"
"""A file names the last day on which something holds, a table the first on which it no longer does."""
SINCE = "coalesce(incoming.since, least(coalesce(known.since, %(day)s), incoming.until))"
"""What says no day holds since the day it was first loaded."""
_EXTRA = (Column("made_person"), Column("made_what"))
_PERSON = """
UPDATE incoming SET made_person = person.id FROM people_person person
WHERE person.source = %(source)s AND person.key = incoming.person_id
"""
_NOBODY = "'person_id: there is no person ' || incoming.person_id || ': load the people first.'"


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Where a kind of file goes: the table, each of its columns with what it is in `incoming`, what may lie ahead."""

    kind: FileKind
    table: str
    columns: dict[str, str]
    may_be_future: frozenset[str]


def load_of_person(
    job: Job, to: OfPerson, *, by: Actor, judge: Callable[[dict[str, Value]], str | None]
) -> Outcome:
    """Load such a file: what is known by its key is corrected, the rest added. Raises Refused, CannotRead."""
    require(Act.CIRCUMSTANCE_LOAD, by)
    with Staging(job, to.kind) as staging:
        staging.copy_table(staging.open(may_be_future=to.may_be_future), judge, _EXTRA)
        learn("people_person", to.table)
        run(_PERSON, {"source": SOURCE})
        staging.refuse("incoming.made_person IS NULL", _NOBODY)
        said = {
            "source": SOURCE,
            "at": job.at,
            "by": by.user,
            "day": job.at.astimezone(job.zone).date(),
        }
        changed = run(_change(to), said)
        outcome = staging.outcome(new=run(_add(to), said), changed=changed)
    subjects = [f"file:{outcome.sha256}"]
    ledger.record(Act.CIRCUMSTANCE_LOAD, by=by, subjects=subjects, at=job.at, detail=outcome.for_ledger)
    return outcome


def _change(to: OfPerson) -> str:
    names = ", ".join(("person_id", *to.columns))
    now = ", ".join(("incoming.made_person", *to.columns.values()))
    was = ", ".join(f"known.{name}" for name in ("person_id", *to.columns))
    return f"""
UPDATE {to.table} known SET ({names}) = ROW({now}) FROM incoming
WHERE known.source = %(source)s AND known.key = incoming.{to.kind.key} AND ({was}) IS DISTINCT FROM ({now})
"""


def _add(to: OfPerson) -> str:
    return f"""
INSERT INTO {to.table} (id, source, key, written_by, written_at, person_id, {", ".join(to.columns)})
SELECT gen_random_uuid()::text, %(source)s, incoming.{to.kind.key}, %(by)s, %(at)s, incoming.made_person,
  {", ".join(to.columns.values())}
FROM incoming LEFT JOIN {to.table} known ON known.source = %(source)s AND known.key = incoming.{to.kind.key}
WHERE known.id IS NULL
"""


def in_order(values: dict[str, Value]) -> str | None:
    """Nothing ends before it begins."""
    since, until = values["since"], values["until"]
    if since is not None and until is not None and str(until) < str(since):
        return "until: it lies before since: correct one of the two."
    return None
