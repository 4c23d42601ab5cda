"""Read of many people at once which special regime they are under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.core.actors import Actor, Level
from beccaria.core.markings import Marking
from beccaria.people import api as people

_IN_FORCE: Final = (
    "told.kind = 'regime' AND told.state = 'decided' AND told.starts_at <= %(on)s AND told.ends_at > %(on)s"
)


@dataclass(frozen=True, slots=True)
class UnderRegime:
    """The special regime somebody is under, by its name in the country pack."""

    regime: str
    marking: Marking


def regimes_in_force(ids: Iterable[str], *, by: Actor, at: datetime) -> dict[str, UnderRegime]:
    """Of each of these records of people the regime in force, as far as the reader sees it. One statement."""
    columns = ("regime", "level", "handling")
    rows = people.standing(
        "measures_measure", columns, ids, order="told.starts_at", holds=_IN_FORCE, by=by, on=at
    )
    return {
        record: UnderRegime(
            regime,
            Marking(level=max(Level(level), marking.level), handling=marking.handling | frozenset(handling)),
        )
        for record, regime, level, handling, marking in rows
    }
