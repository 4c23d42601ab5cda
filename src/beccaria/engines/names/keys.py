"""Keys under which a name is looked up: two spellings of one name share one, and few other people have it."""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from beccaria.engines.names.endings import LEFT_OUT
from beccaria.engines.names.known import formal
from beccaria.engines.names.letters import tidy
from beccaria.engines.names.parts import Part, bare
from beccaria.engines.names.parts import parts as read
from beccaria.engines.names.preparing import Prepared
from beccaria.engines.names.sounds import UNSURE, consonants, sound

_LONG: Final = 4
_ENOUGH: Final = 4  # consonants of two parts together that tell people apart at all
_TELLING: Final = 4  # consonants of one part that few others share
_MOST_PARTS: Final = 5
_TWO: Final = 2
_LONGEST_JOINED: Final = 12
_MOST_LEFT_OUT: Final = 2
_MARKS: Final = ".,'()\"“”«»"


def keys(prepared: Prepared) -> frozenset[str]:
    """Candidate keys: of every two parts their consonants together, also with one consonant less in either.

    Besides, how each part sounds, or its consonants where they tell enough, with the other's first letter, which
    finds initials and slips in short names; a single name, also with its title or particle, and a rare part of a
    longer one, by its consonants alone; pet names by the whole name too; two parts of three also written together.
    About 13 for a name of two parts and 40 for one of three. The more keys two names share, the likelier they are
    one: look up by any, and score those first that share most.
    """
    parts = [part for part in prepared.parts if bare(part)][:_MOST_PARTS]
    found: set[str] = set()
    for part in parts:
        if len(parts) == 1 or _rare(part):
            found.update(bare(part))
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            found.update(_pair(one, other))
    if len(parts) == 1:
        for word in _left_out(prepared, parts[0]):
            found.update(_pair(parts[0], word))
    if len(parts) > _TWO:
        found.update(_joined(parts))
    return frozenset(found)


def _left_out(prepared: Prepared, kept: Part) -> list[Part]:
    """The words that were taken for a title or particle where only one name is left: Les Flora, Dar Miller, Gen Sato.

    In another script the same word is no title, and the name has two parts.
    """
    words = [word.strip(_MARKS) for word in tidy(prepared.name).split()[: _MOST_PARTS + 1]]
    found = [part for word in words if len(word) > 1 and word.isalpha() for part in read(word)]
    return [part for part in found if part.text != kept.text and bare(part)][:_MOST_LEFT_OUT]


def _joined(parts: list[Part]) -> set[str]:
    """Two parts that follow one another, written together, with every other part."""
    found: set[str] = set()
    for i, (one, two) in enumerate(pairwise(parts)):
        text = one.text + two.text
        if one.script == two.script == "latin" and len(text) <= _LONGEST_JOINED:
            whole = read(text)[0]
            others = parts[:i] + parts[i + 2 :]
            found.update(_both(x, y) for other in others for x in bare(whole) for y in bare(other))
            found.update(f"{_heard(whole)}={other.text[0]}" for other in others)
    return found


def _both(one: str, other: str) -> str:
    return f"{one}+{other}" if one < other else f"{other}+{one}"


def _rare(part: Part) -> bool:
    return part.known is None and len(bare(part)[0]) >= _LONG


@lru_cache(maxsize=1 << 17)
def _readings(part: Part) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """How a part is heard, how it is heard with one consonant less, and how the names are it is short for."""
    heard = frozenset(bare(part))
    less = frozenset(one[:i] + one[i + 1 :] for one in heard for i in range(len(one)) if len(one) > 1)
    rests = [part.text.removeprefix(opening) for opening in LEFT_OUT if part.text.startswith(opening)]
    names = (*formal(part.text), *(rest for rest in rests if len(rest) >= _LONG))
    whole = frozenset(one for name in names for one in consonants(sound(name), UNSURE["latin"]))
    return heard, less - heard, whole - heard


def _pair(one: Part, other: Part) -> set[str]:
    (a, a_less, a_whole), (b, b_less, b_whole) = _readings(one), _readings(other)
    found = {_both(x, y) for x in a | a_whole for y in b | b_whole}
    for full, less in ((a, b_less), (b, a_less)):
        found.update(_both(x, y) for x in full for y in less if len(x) + len(y) >= _ENOUGH)
    found.update((f"{_heard(one)}={other.text[0]}", f"{_heard(other)}={one.text[0]}"))
    return found


@lru_cache(maxsize=1 << 17)
def _heard(part: Part) -> str:
    """What an initial stands beside: how the part sounds or, where they tell enough, its consonants alone."""
    plainly = consonants(part.sound, {})[0]
    return plainly if len(plainly) >= _TELLING else part.sound
