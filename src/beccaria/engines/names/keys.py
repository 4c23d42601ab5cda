"""Keys under which a name is looked up: two spellings of one name share one, and few other people have it."""

from functools import lru_cache
from typing import Final

from beccaria.engines.names.known import known
from beccaria.engines.names.parts import Part
from beccaria.engines.names.preparing import Prepared

_LONG: Final = 4
_MOST_PARTS: Final = 5


def keys(prepared: Prepared) -> frozenset[str]:
    """Candidate keys: of every two parts their consonants together, and each with the other's first and last sound.

    A single name has its own consonants as key; so has a rare part of a longer name.
    """
    parts = [part for part in prepared.parts if part.bare][:_MOST_PARTS]
    found: set[str] = set()
    for part in parts:
        if len(parts) == 1 or _rare(part):
            found.update(bare(part))
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            found.update(_pair(one, other))
    return frozenset(found)


def _rare(part: Part) -> bool:
    return len(part.bare) >= _LONG and known(part.text) is None


@lru_cache(maxsize=1 << 17)
def bare(part: Part) -> frozenset[str]:
    """The consonants of a part in every way it may be heard."""
    return frozenset({part.bare})


def _pair(one: Part, other: Part) -> set[str]:
    found = set()
    for a in bare(one):
        for b in bare(other):
            found.add(f"{a}+{b}" if a < b else f"{b}+{a}")
            found.add(f"{a}|{b[0]}")
            found.add(f"{b}|{a[0]}")
            found.add(f"{a}|{b[-1]}-")
            found.add(f"{b}|{a[-1]}-")
    return found
