"""Give rows their words: who writes, about whom, in which language, with which slips."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.life.site import SiteLife
from beccaria.world.text.writing import Hand, Scene, place, write

Array = NDArray[Any]


class Prose:
    """The officers' pens of one prison."""

    def __init__(self, life: SiteLife) -> None:
        self._life = life
        self._names: dict[int, str] = {}

    def name(self, stay: int) -> str:
        """A prisoner's full name."""
        if stay not in self._names:
            self._names[stay] = self._life.world.people.full_name(int(self._life.record[stay]))
        return self._names[stay]

    def hand(self, officer: int) -> Hand:
        """How an officer writes."""
        staff = self._life.world.staff
        return Hand(bool(staff.english[officer]), float(staff.care[officer]))

    def officers(self, stay: Array, at: Array, turn: int = 0) -> Array:
        """The officers on duty on the wings of these stays."""
        return self._life.world.staff.on_duty(self._life.wing[stay], at, turn)

    def many(self, rng: np.random.Generator, topic: str, stay: Array, other: Array, at: Array) -> list[str]:
        """One text for each row, by the officer on duty."""
        officers = self.officers(stay, at).tolist()
        rows = zip(officers, stay.tolist(), other.tolist(), at.tolist(), strict=True)
        return [
            self.one(rng, topic, (first, second), when, self.hand(officer))
            for officer, first, second, when in rows
        ]

    def one(self, rng: np.random.Generator, topic: str, pair: tuple[int, int], at: int, hand: Hand) -> str:
        """One text about one or two people."""
        return write(self.scene(rng, topic, pair, at, hand), hand, rng)

    def scene(
        self, rng: np.random.Generator, topic: str, pair: tuple[int, int], at: int, hand: Hand
    ) -> Scene:
        """What there is to write: who, where, when."""
        first, second = pair
        names = (self.name(first), self.name(second)) if second >= 0 else (self.name(first),)
        cells = self._life.cells
        cell = cells.names[int(cells.at(np.array([first]), np.array([at]))[0])]
        return Scene(topic, names, place(hand, cell, rng), self._life.world.calendar.moment(at))
