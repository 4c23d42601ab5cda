"""Keys under which a name is looked up: two spellings of one name share one, and few other people have it."""

from functools import lru_cache
from typing import Final

from beccaria.engines.names.known import formal
from beccaria.engines.names.parts import Part
from beccaria.engines.names.preparing import Prepared
from beccaria.engines.names.sounds import UNSURE, consonants, sound

_LONG: Final = 4
_MOST_PARTS: Final = 5


def keys(prepared: Prepared) -> frozenset[str]:
    """Candidate keys: of every two parts their consonants together, and each with the other's first and last sound.

    A single name has its own consonants as key; so has a rare part of a longer name. Pet names have the first and
    last sound of the whole name too. About ten keys for a name of two parts, twenty for one of three.
    """
    parts = [part for part in prepared.parts if part.bare][:_MOST_PARTS]
    found: set[str] = set()
    for part in parts:
        if len(parts) == 1 or _rare(part):
            found.update(part.bare)
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            found.update(_pair(one, other))
    return frozenset(found)


def _rare(part: Part) -> bool:
    return part.known is None and len(part.bare[0]) >= _LONG


@lru_cache(maxsize=1 << 17)
def _readings(part: Part) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """How a part is heard, how it is heard with one consonant less, and how the names are it is short for."""
    heard = frozenset(one for one in part.bare if one)
    less = frozenset(one[:i] + one[i + 1 :] for one in heard for i in range(len(one)) if len(one) > 1)
    whole = frozenset(one for name in formal(part.text) for one in consonants(sound(name), UNSURE["latin"]))
    return heard, less - heard, whole - heard


def _pair(one: Part, other: Part) -> set[str]:
    (a, a_less, a_whole), (b, b_less, b_whole) = _readings(one), _readings(other)
    found = {f"{x}+{y}" if x < y else f"{y}+{x}" for x in a | a_whole for y in b | b_whole}
    for full, less in ((a, b_less), (b, a_less)):
        found.update(f"{x}+{y}" if x < y else f"{y}+{x}" for x in full for y in less if len(x) + len(y) > _LONG)
    for full, short in ((a, other), (b, one)):
        found.update(f"{x}|{short.text[0]}" for x in full if len(x) >= _LONG - 1)
    return found
