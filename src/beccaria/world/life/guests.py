"""Register the people around the prisoners of one prison: visitors, payers, contacts, as that prison wrote them."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from beccaria.world.circles import account, address, document
from beccaria.world.life.site import SiteLife
from beccaria.world.names.pools import Name, Pool, pools
from beccaria.world.names.variants import marry, mistype, turn_round, upper, vary, vary_birthday

Array = NDArray[Any]
_VARIED_ELSEWHERE = 0.45
_CONTACT_SHARE = 0.35
_MARRIED = 0.12


class Guests:
    """Everybody around the people of one prison, once for each member and stay. `pair` is a position in these arrays.

    A person who follows a prisoner from prison to prison is registered anew in each, often in another spelling.
    """

    def __init__(self, life: SiteLife) -> None:
        self.life = life
        circles = life.world.circles
        sizes = circles.start[life.who + 1] - circles.start[life.who]
        self.stay = np.repeat(np.arange(len(life.who)), sizes)
        offset = np.arange(len(self.stay)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        self.member = circles.start[life.who[self.stay]] + offset
        self.ordinal = life.ordinal[self.stay]
        self.visits = circles.visits[self.member]
        self.pays = circles.pays[self.member]
        listed = life.draws("contacts").random(len(self.member)) < _CONTACT_SHARE
        self.registered = self.visits | ((self.ordinal == 0) & (self.pays | listed))
        self.codes = self._codes()
        self.phones = np.char.add("+", self._phone_numbers().astype(str)).tolist()
        self._write()

    def _codes(self) -> Any:
        codes = pa.array(self.life.member_codes(self.member, self.ordinal), pa.string())
        nothing = pa.scalar(None, pa.string())
        return pa.compute.if_else(pa.array(self.registered), codes, nothing)

    def _phone_numbers(self) -> Array:
        circles = self.life.world.circles
        changed = circles.number_until[self.member] < self.life.start[self.stay] / 86_400
        numbers: Array = np.where(changed, circles.next_number[self.member], circles.number[self.member])
        return numbers

    def _write(self) -> None:
        """Names, birthdays, addresses and documents as this prison has them."""
        world, seed = self.life.world, self.life.world.plan.seed
        rng = self.life.draws("guests")
        self._true: list[Name] = []
        self._pools: list[Pool] = []
        self.names: list[str] = []
        self.parts: list[Name] = []
        self._births: list[date | None] = []
        self.addresses: list[str] = []
        homes = world.circles.home[self.member].tolist()
        owners = world.circles.owner[self.member].tolist()
        chance = rng.random(len(homes)).tolist()
        for pair, member in enumerate(self.member.tolist()):
            pool = pools()[int(world.people.culture[owners[pair]])]
            name, born = world.circles.name(world.people, member), world.circles.birthday(member)
            self._true.append(name)
            self._pools.append(pool)
            other = self.ordinal[pair] > 0 and chance[pair] < _VARIED_ELSEWHERE
            written = self._elsewhere(name, pool, rng, member) if other else name
            self.parts.append(written)
            self.names.append(written.full)
            self._births.append(vary_birthday(born, rng) if other else born)
            self.addresses.append(address(homes[pair], seed))
        self.documents = [document(member, seed) for member in self.member.tolist()]

    def _elsewhere(self, name: Name, pool: Pool, rng: np.random.Generator, member: int) -> Name:
        """How another prison writes the name: women sometimes under a husband's."""
        if self.life.world.circles.female[member] and rng.random() < _MARRIED:
            return marry(name, pool, rng)
        return vary(name, pool, rng)

    def spoilt(self, pair: int, rng: np.random.Generator) -> str:
        """The name as somebody typed it in a hurry."""
        ways = (mistype, turn_round, upper, vary)
        return ways[int(rng.integers(4))](self.parts[pair], self._pools[pair], rng).full

    def born(self, pair: Array, *, hidden: Array) -> Any:
        """Dates of birth of many guests; none where hidden."""
        taken = [
            None if hide else self._births[p] for p, hide in zip(pair.tolist(), hidden.tolist(), strict=True)
        ]
        return pa.array(taken, pa.date32())

    def accounts(self) -> list[str]:
        """The accounts from which they pay."""
        return [account(int(member), self.life.world.plan.seed) for member in self.member]

    def rows(self) -> dict[str, Any]:
        """The columns of the people file for those this prison registered, once each."""
        kept = np.flatnonzero(self.registered)
        _, first = np.unique(self.member[kept] * 16 + self.ordinal[kept], return_index=True)
        kept = kept[np.sort(first)]
        circles = self.life.world.circles
        nations = [self._pools[i].code for i in kept]
        return {
            "person_id": self.codes.take(pa.array(kept)),
            "role": ["visitor" if self.visits[i] else "contact" for i in kept],
            "given_names": [self.parts[i].given for i in kept],
            "surname": [self.parts[i].surname for i in kept],
            "born": pa.array([self._births[i] for i in kept], pa.date32()),
            "sex": ["female" if circles.female[self.member[i]] else "male" for i in kept],
            "nationality": nations,
            "establishment": [self.life.site.code] * len(kept),
            "phone": [self.phones[i] for i in kept],
            "address": [self.addresses[i] for i in kept],
            "document": [self.documents[i] if self.visits[i] else None for i in kept],
        }

    def repeated(self) -> tuple[Array, Array]:
        """Members registered here who may be registered elsewhere too, with their identifiers: for the truth."""
        kept = np.flatnonzero(self.registered)
        keys, first = np.unique(self.member[kept] * 16 + self.ordinal[kept], return_index=True)
        codes = self.codes.take(pa.array(kept[first])).to_numpy(zero_copy_only=False)
        return keys // 16, codes
