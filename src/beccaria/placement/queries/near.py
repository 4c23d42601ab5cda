"""Find people of his who are known near where he is taken: visitors and members of his groups, by their addresses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.engines.folding import fold
from beccaria.events import api as events
from beccaria.events.api import Lane
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.people.api import PersonShown

_MOST: Final = 300
# Shorter words (of, the, via) say nothing of a place, and these say it of every place.
_SHORTEST: Final = 4
_EVERYWHERE: Final = frozenset(
    {"hospital", "court", "prison", "road", "street", "ring", "north", "south", "east", "west", "motorway"}
)


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody outside who belongs to him, and the word of the way that stands in his address."""

    person: PersonShown
    because: str
    word: str
    level: int
    handling: tuple[str, ...]


def near(person_id: str, words: Iterable[str], *, by: Actor, at: datetime) -> tuple[Associate, ...]:
    """Who of his people lives where one of these words says, of those the reader may know. Raises Hidden.

    By words of addresses alone: no map is asked. That nobody is found does not say that nobody is there.
    """
    wanted = _places(words)
    if not wanted:
        return ()
    belonging = _belonging(person_id, by=by, at=at)
    shown = people.named(list(belonging)[:_MOST], by=by)
    outside = [one for one in shown.values() if one.held is None]
    lives = people.addresses([one.id for one in outside], by=by)
    found = (_associate(one, belonging[one.id], lives.get(one.id, ()), wanted) for one in outside)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.person.sorts, one.person.id)))


def _places(words: Iterable[str]) -> frozenset[str]:
    folded = {one for text in words for one in re.findall(r"\w+", fold(text))}
    return frozenset(one for one in folded - _EVERYWHERE if len(one) >= _SHORTEST and not one.isdigit())


_Why = tuple[str, int, tuple[str, ...]]


def _belonging(person_id: str, *, by: Actor, at: datetime) -> dict[str, _Why]:
    """His visitors, and the members of his groups, each with why and how that is marked."""
    found: dict[str, _Why] = {}
    if may_ever(Act.EVENT_READ, by):
        for one in events.with_whom(person_id, by=by):
            if one.lane is Lane.VISITS:
                found.setdefault(one.other.id, ("", one.other.level, one.other.handling))
    if may_ever(Act.MEMBERSHIP_READ, by):
        mine = people.records_of(person_id, by)
        marks = [one for several in networks.marks(mine, by=by, at=at).values() for one in several]
        groups = {one.group: one for one in marks}
        for group, members in networks.belonging(groups, by=by).items():
            for member in members:
                if member not in mine:
                    mark = groups[group]
                    found[member] = (mark.name, mark.level, mark.handling)
    return found


def _associate(
    one: PersonShown, why: _Why, lives: tuple[str, ...], wanted: frozenset[str]
) -> Associate | None:
    words: Mapping[str, None] = dict.fromkeys(
        each for address in lives for each in re.findall(r"\w+", fold(address))
    )
    word = next((each for each in words if each in wanted), "")
    because, level, handling = why
    if not word:
        return None
    return Associate(one, because, word, max(level, one.level), tuple(sorted({*handling, *one.handling})))
