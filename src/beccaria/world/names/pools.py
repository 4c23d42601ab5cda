"""Hold the names of each country of origin, and put a person's name together."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from beccaria.world.rates import table


@dataclass(frozen=True, slots=True)
class Pool:
    """The names of one country of origin. Surnames come in falling frequency."""

    code: str
    share: float
    male: tuple[str, ...]
    female: tuple[str, ...]
    surnames: tuple[str, ...]
    languages: tuple[str, ...]
    double: bool
    swapped: bool

    def given(self, index: int, *, female: bool) -> str:
        """A given name."""
        names = self.female if female else self.male
        return names[index % len(names)]

    def surname(self, index: int) -> str:
        """A surname; numbers follow frequency."""
        return self.surnames[index % len(self.surnames)]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written down: given names and surnames apart."""

    given: str
    surname: str

    @property
    def full(self) -> str:
        """Given names first."""
        return f"{self.given} {self.surname}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in str(text).split())


@cache
def pools() -> tuple[Pool, ...]:
    """Every pool, in the order of the table; the first is the service's own country."""
    result = []
    for code, row in table("names.yaml").items():
        tail = tuple(
            stem + end for end in _words(row.get("endings", "")) for stem in _words(row.get("stems", ""))
        )
        result.append(
            Pool(
                code="SY" if code == "AR_TAIL" else str(code),
                share=float(row["share"]),
                male=_words(row["male"]),
                female=_words(row["female"]),
                surnames=(*_words(row["surnames"]), *tail),
                languages=tuple(row["languages"]),
                double=row.get("double") == "yes",
                swapped=row.get("order") == "swapped",
            )
        )
    return tuple(result)


def falling(rng: np.random.Generator, size: int, count: int, steepness: float = 1.5) -> NDArray[np.int32]:
    """Numbers below `count`, small ones more often: how names are distributed."""
    numbers: NDArray[np.int32] = (count * rng.random(size) ** steepness).astype(np.int32)
    return numbers
