"""Find people of his who are known near where he is taken: visitors and members of his groups, by their addresses."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
from beccaria.networks.api import Mark
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.queries.groups import COUNTS

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
    # Somebody may have several records: his address may stand on another than the one he is known by here.
    records = people.fellows(belonging, by)
    lives = people.addresses([one for some in records.values() for one in some], by=by)
    there = {
        one: word
        for one, some in records.items()
        if (word := _word((address for each in some for address in lives.get(each, ())), wanted))
    }
    shown = people.named(there, by=by)
    found = [_associate(one, belonging[key], there[key]) for key, one in shown.items() if one.held is None]
    return tuple(sorted(found, key=lambda one: (one.person.sorts, one.person.id)))


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
        found |= _fellows(people.records_of(person_id, by), by=by, at=at)
    return found


def _fellows(mine: Sequence[str], *, by: Actor, at: datetime) -> dict[str, _Why]:
    """The members of his groups: marked as strictly as his membership and as theirs (rule 2); lapsed ones are none."""
    groups = _counted(networks.marks(mine, by=by, at=at), set())
    members = {one for some in networks.belonging(groups, by=by).values() for one in some} - set(mine)
    found: dict[str, _Why] = {}
    for member, several in networks.marks(members, by=by, at=at).items():
        for group, mark in _counted({member: several}, set(groups)).items():
            codes = {*mark.handling, *groups[group].handling}
            found.setdefault(member, (mark.name, max(mark.level, groups[group].level), tuple(sorted(codes))))
    return found


def _counted(marks: Mapping[str, Iterable[Mark]], within: set[str]) -> dict[str, Mark]:
    """Marks by group that something the reader may see supports or suspects, of these groups if any are named."""
    return {
        one.group: one
        for several in marks.values()
        for one in several
        if one.support in COUNTS and one.bases and (not within or one.group in within)
    }


def _word(lives: Iterable[str], wanted: frozenset[str]) -> str:
    """The first word of these addresses that is one of the way's; empty where none is."""
    words = (each for address in lives for each in re.findall(r"\w+", fold(address)))
    return next((each for each in words if each in wanted), "")


def _associate(one: PersonShown, why: _Why, word: str) -> Associate:
    because, level, handling = why
    return Associate(one, because, word, max(level, one.level), tuple(sorted({*handling, *one.handling})))
