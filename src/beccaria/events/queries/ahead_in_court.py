"""Read of many people at once before which courts they must appear, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.people import api as people

_COLUMNS: Final = ("id", "at", "court", "town", "written_at")
_AHEAD: Final = "told.at >= %(on)s AND NOT told.called_off"


@dataclass(frozen=True, slots=True)
class HearingRead:
    """A hearing that lies ahead. `town` is empty where nobody wrote where the court is."""

    id: str
    at: datetime
    court: str
    town: str
    written_at: datetime
    marking: Marking


def hearings(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, tuple[HearingRead, ...]]:
    """Hearings of these records of people from a day on, the next one first. One statement for however many."""
    found: dict[str, tuple[HearingRead, ...]] = {}
    for row in people.standing("events_hearing", _COLUMNS, ids, order="told.at", holds=_AHEAD, by=by, on=on):
        read = HearingRead(*row[1:])
        found[row[0]] = (*found.get(row[0], ()), read)
    return found
