"""Read of many people at once which programmes and work they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.circumstances import Wait
from beccaria.core.markings import Marking
from beccaria.people import api as people

_COLUMNS: Final = ("id", "kind", "what", "name", "priority", "since", "written_at")


@dataclass(frozen=True, slots=True)
class WaitRead:
    """What somebody waits for, since when; `priority` 1 is the most urgent."""

    id: str
    kind: Wait
    what: str
    name: str
    priority: int
    since: date
    written_at: datetime
    marking: Marking


def waits(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, tuple[WaitRead, ...]]:
    """What each of these records of people waits for on a day, the most urgent first. One statement."""
    order = "told.priority, told.since"
    found: dict[str, tuple[WaitRead, ...]] = {}
    for row in people.standing("placement_waiting", _COLUMNS, ids, order=order, by=by, on=on):
        read = WaitRead(*[row[1], Wait(row[2]), *row[3:9]])
        found[row[0]] = (*found.get(row[0], ()), read)
    return found
