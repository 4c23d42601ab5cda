"""Hold everything about a simulated service that all of its prisons share."""

from dataclasses import dataclass, field

from beccaria.world.circles import Circles
from beccaria.world.codes import STAFF, Codes
from beccaria.world.custody import Stays
from beccaria.world.days import Days
from beccaria.world.effects import Effects
from beccaria.world.estate import Estate
from beccaria.world.outsiders import Outsiders
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.privileged import Privileged
from beccaria.world.staff import Staff
from beccaria.world.told import Group, Relation, Told


@dataclass(slots=True)
class World:
    """A service before its days are lived: people, places, stays, and what storylines and groups will leave behind."""

    plan: Plan
    calendar: Days
    estate: Estate
    people: Population
    circles: Circles
    staff: Staff
    stays: Stays
    privileged: Privileged
    codes: Codes
    effects: Effects
    outsiders: Outsiders
    told: list[Told] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    marks: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    """Positions of traces by prison and file."""

    def __post_init__(self) -> None:
        for position, trace in enumerate(self.effects.traces):
            self.marks.setdefault((trace.site, trace.file), []).append(position)

    def prisoner_id(self, record: int) -> str:
        """The register's identifier of a prisoner's record."""
        return self.codes.one(record)

    def staff_id(self, officer: int) -> str:
        """The register's identifier of an officer."""
        return self.codes.one(STAFF + officer)
