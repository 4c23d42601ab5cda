"""Hold the pen with which storylines write rows: what they need to know of the world, and where the rows go."""

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from beccaria.world.codes import Codes
from beccaria.world.days import Days
from beccaria.world.effects import Effects, Trace
from beccaria.world.estate import Estate
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.staff import Staff
from beccaria.world.text.writing import Hand, Scene, place, write


class Pen(ABC):
    """What every way of leaving a row has in common."""

    rng: np.random.Generator

    def __init__(
        self,
        plan: Plan,
        calendar: Days,
        *,
        estate: Estate,
        people: Population,
        staff: Staff,
        effects: Effects,
    ) -> None:
        self._plan = plan
        self._calendar = calendar
        self._estate = estate
        self._people = people
        self._staff = staff
        self._effects = effects
        self._codes = Codes(plan.seed)

    @abstractmethod
    def place_of(self, record: int, at: int) -> tuple[int, int]:
        """Prison and wing of a man at some second."""

    @abstractmethod
    def next_record(self) -> int:
        """The number of a new record outside."""

    @abstractmethod
    def traced(self, position: int) -> None:
        """A trace was left."""

    def _leave(self, file: str, site: int, row: dict[str, Any], known: int) -> None:
        self._effects.traces.append(Trace("", file, site, row, known))
        self.traced(len(self._effects.traces) - 1)

    def _id(self, record: int) -> str:
        return self._codes.one(record)

    def _duty(self, wing: int, at: int, turn: int = 0) -> int:
        return int(self._staff.on_duty(np.array([wing]), np.array([at]), turn)[0])

    def _text(
        self, topic: str, records: list[int], wing: int, at: int, officer: int
    ) -> tuple[str, Hand, str]:
        hand = Hand(bool(self._staff.english[officer]), float(self._staff.care[officer]))
        names = tuple(self._people.full_name(record) for record in records[:2])
        cells = self._estate.wings[wing].cells
        spot = place(hand, cells[int(self.rng.integers(len(cells)))], self.rng)
        return write(Scene(topic, names, spot, self._calendar.moment(at)), hand, self.rng), hand, spot
