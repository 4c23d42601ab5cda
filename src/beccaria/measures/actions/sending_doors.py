"""Take events of doors that a prison sends in a batch: of its own doors, into a register of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feedfiles import DOORS
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.feeds.api import Sites
from beccaria.ledger import api as ledger
from beccaria.lib.staging import rows
from beccaria.lib.tables import Bad, Table, table_of
from beccaria.lib.tables_sent import Listed
from beccaria.measures.actions import keeping_doors as keeping

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beccaria.core.actors import Actor
    from beccaria.lib.tables import Value
    from beccaria.lib.tables_sent import Sent

# An hour and, behind it, how far it is from UTC.
_WITH_OFFSET: Final = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)? ?(Z|[+-]\d{2}(:?\d{2})?)$", re.IGNORECASE)
_PEOPLE: Final = "SELECT key, id FROM people_person WHERE source = 'register' AND key = ANY (%(keys)s)"
_INCOMING: Final = """
WITH incoming AS (
  SELECT * FROM jsonb_to_recordset(%(rows)s) AS sent (
    door_id text, at timestamptz, establishment text, wing text, cell text, way text, company text, made_person text
  )
)
"""
_CHANGE: Final = _INCOMING + keeping.CHANGE.format(source=keeping.OF_PRISON) + " RETURNING known.key"
_ADD: Final = _INCOMING + keeping.ADD.format(source=keeping.OF_PRISON) + " RETURNING key"


@dataclass(slots=True)
class TakenDoors:
    """What became of a batch: how each row fared and why, by its number; what is not among them was said before."""

    each: dict[int, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def count(self, fared: str) -> int:
        """How many rows fared so."""
        return sum(how == fared for how, _why in self.each.values())


@transaction.atomic
def take_doors(sent: Sent, *, by: Actor, at: datetime) -> TakenDoors:
    """Take the rows in. Who may, sends of his own prisons only. What comes again changes nothing.

    Raises Refused, and BadInput when the columns cannot be read or a moment has no offset: then nothing is taken.
    """
    sites = Sites(by=by, only=None)
    require(Act.DOOR_LOAD, by, Marking(site=sites.own))
    sent_once = _once(sent.rows)
    table = table_of(Listed(sent_once), DOORS, now=at, zone=timezone.get_default_timezone())
    _say_their_offset(sent_once, table.found["at"])
    found = TakenDoors()
    if table.ignored:
        found.notes = (f"Columns that mean nothing here were left out: {', '.join(table.ignored)}.",)
    good = _known_people(_judged(table, sites, found), found)
    _keep(good, found, at=at)
    ledger.record(
        Act.DOOR_LOAD,
        by=by,
        subjects=[f"file:{sent.sha256}"],
        at=at,
        detail={
            "kind": DOORS.name,
            "rows": len(sent.rows),
            **{how: found.count(how) for how in ("taken", "corrected", "rejected")},
        },
    )
    return found


def _once(sent: Sequence[Any]) -> list[dict[str, object]]:
    """The rows, with an empty one for each that says the same as one before it: the places stay what they are."""
    seen: set[str] = set()
    kept: list[dict[str, object]] = []
    for row in sent:
        said = repr(sorted(row.items()))
        kept.append({} if said in seen else row)
        seen.add(said)
    return kept


def _say_their_offset(sent: Sequence[Any], heading: str) -> None:
    """A day of isolation hangs on the hour: a moment without its offset is not guessed at. Raises BadInput."""
    for place, row in enumerate(sent, start=1):
        said = str(row.get(heading) or "").strip()
        if any(sign.isdigit() for sign in said) and not _WITH_OFFSET.search(said):
            raise BadInput(
                "Row %(row)s says a moment without its offset: write it such as 2026-11-20T10:00:00+01:00.",
                row=str(place),
            )


def _judged(table: Table, sites: Sites, found: TakenDoors) -> dict[int, dict[str, Value]]:
    """The rows against which nothing speaks, by number; why the others cannot be taken is noted."""
    judge, good = keeping.judge(sites.of), {}
    for row in table.rows():
        if isinstance(row, Bad):
            found.each[row.number] = ("rejected", row.why)
        elif why := judge(row.values):
            found.each[row.number] = ("rejected", why)
        else:
            good[row.number] = row.values
    return good


def _known_people(good: dict[int, dict[str, Value]], found: TakenDoors) -> dict[int, dict[str, Value]]:
    """The rows of people whom the sender may see; a hidden person is refused in the words for one who never was."""
    keys = sorted({str(values["person_id"]) for values in good.values()})
    people = dict(rows(_PEOPLE, {"keys": keys}))
    for number, values in good.items():
        key = values["person_id"]
        if key not in people:
            found.each[number] = ("rejected", f"person_id: there is no person {key}: load the people first.")
    return {
        number: values | {"made_person": people[values["person_id"]]}
        for number, values in good.items()
        if number not in found.each
    }


def _keep(good: dict[int, dict[str, Value]], found: TakenDoors, *, at: datetime) -> None:
    """Write them down: corrections first, then what is new."""
    numbers = {str(values["door_id"]): number for number, values in good.items()}
    told = [values | {"at": str(values["at"])} for values in good.values()]
    said = {"rows": Jsonb(told), "at": at}
    for how, statement in (("corrected", _CHANGE), ("taken", _ADD)):
        for (key,) in rows(statement, said):
            found.each[numbers[key]] = (how, "")
