"""Hold the people outside whom storylines and groups need, with their papers and phones."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from beccaria.world.circles import account, address, document
from beccaria.world.names.pools import Name, Pool, falling, pools
from beccaria.world.told import TruthId, outsider_truth

_HOMES = 1 << 28
_CARDS = 50_000_000
_FIRST_NUMBER = 393_100_000_000
_BLOCKS = (0, 1, 2, 4, 5, 6, 7, 8, 9)


@dataclass(slots=True)
class Outsider:
    """Somebody outside. `records` are the register's identifiers that prisons gave them."""

    number: int
    name: Name
    pool: Pool
    female: bool
    born: date
    phone: int
    address: str
    account: str
    document: str
    records: list[str] = field(default_factory=list)

    @property
    def truth(self) -> TruthId:
        """The truth's name for them."""
        return outsider_truth(self.number)


@dataclass(slots=True)
class Outsiders:
    """All of them, and the count of records made for them."""

    seed: int
    people: list[Outsider] = field(default_factory=list)
    records: int = 0

    def add(
        self,
        rng: np.random.Generator,
        first: date,
        *,
        culture: int = 0,
        female: bool = False,
        surname: str = "",
        age: tuple[int, int] = (24, 62),
    ) -> Outsider:
        """A new person outside."""
        number = len(self.people)
        pool = pools()[culture]
        given = pool.given(int(falling(rng, 1, 60, 1.1)[0]), female=female)
        name = Name(given, surname or pool.surname(int(falling(rng, 1, 600)[0])))
        person = Outsider(
            number=number,
            name=name,
            pool=pool,
            female=female,
            born=first - timedelta(days=int(rng.uniform(*age) * 365.25)),
            phone=self.new_phone(rng),
            address=address(_HOMES + number, self.seed),
            account=account(_HOMES + number, self.seed),
            document=document(_CARDS + number, self.seed),
        )
        self.people.append(person)
        return person

    def new_phone(self, rng: np.random.Generator) -> int:
        """A mobile number nobody else has, among those of ordinary people."""
        block = _BLOCKS[int(rng.integers(len(_BLOCKS)))]
        return _FIRST_NUMBER + block * 10_000_000 + int(rng.integers(0, 10_000_000))

    def next_record(self) -> int:
        """The number of the next record."""
        self.records += 1
        return self.records - 1
