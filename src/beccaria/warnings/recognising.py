"""Say whether who stands at the gate may be who was warned of: how sure, why, and what differs; a human decides.

The one place of this app that calls the engine which compares persons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Generic, TypeVar

from beccaria.core.warning import Match
from beccaria.engines.persons_compare import (
    JOIN,
    REVIEW,
    SPLIT,
    Because,
    Compared,
    Described,
    asking_keys,
    compare,
    describe,
    holding_keys,
)

_NAME_AGREES: Final = 0.85
_ORDER: Final = {Match.ALMOST_CERTAIN: 0, Match.LIKELY: 1, Match.POSSIBLE: 2, Match.ANOTHER: 3}
_OWN: Final = frozenset({Because.SAME_DOCUMENT, Because.NEAR_DOCUMENT})
_SHARED: Final = frozenset({Because.SAME_PHONE, Because.SAME_ACCOUNT})
Tag = TypeVar("Tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody as he is described. The first name is the usual one; everything else may be unknown."""

    names: tuple[str, ...] = ()
    born: date | None = None
    document: str = ""
    phone: str = ""
    account: str = ""
    plate: str = ""
    address: str = ""

    @property
    def is_somebody(self) -> bool:
        """Whether anything is said by which somebody could be recognised."""
        return self != Subject()


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree: the name of the fact, what the warning says and what is said here."""

    what: str
    there: str | date
    here: str | date


@dataclass(frozen=True, slots=True)
class Recognised:
    """How sure a match is, what agrees and how they may be related (codes of the engine), and what differs."""

    match: Match
    score: float
    because: tuple[str, ...]
    related: str
    differences: tuple[Difference, ...]


@lru_cache(maxsize=50_000)
def recognise(there: Subject, here: Subject) -> Recognised | None:
    """Compare who was warned of with who is here; None when nothing worth a word agrees."""
    plate = bool(there.plate and _plain(there.plate) == _plain(here.plate))
    found = compare(_described(here), _described(there))
    match = _sure(found)
    if plate and match in {None, Match.ANOTHER}:
        match = Match.POSSIBLE
    if match is None:
        return None
    because = tuple(one.value for one in found.because) + (("same_plate",) if plate else ())
    related = found.related.value if found.related else ""
    return Recognised(match, found.score, because, related, _differences(there, here, found))


def _sure(found: Compared) -> Match | None:
    because = frozenset(found.because)
    if found.may_be_joined and Because.OTHER_NAME not in because:
        return Match.ALMOST_CERTAIN
    if because & _OWN:
        return Match.LIKELY
    if found.score >= SPLIT and found.related is None:
        return Match.LIKELY
    if found.score >= REVIEW:
        return Match.POSSIBLE
    if found.likeness >= _NAME_AGREES:
        return Match.ANOTHER if Because.OTHER_BIRTH in because else Match.POSSIBLE
    return Match.POSSIBLE if because & _SHARED else None


def _differences(there: Subject, here: Subject, found: Compared) -> tuple[Difference, ...]:
    said = []
    name = found.held or (there.names[0] if there.names else "")
    if there.names and here.names and Because.SAME_NAME not in found.because:
        said.append(Difference("name", name, here.names[0]))
    elif there.names and here.names and name.casefold() != here.names[0].casefold():
        said.append(Difference("spelling", name, here.names[0]))
    if there.born and here.born and there.born != here.born:
        said.append(Difference("born", there.born, here.born))
    for what, one, other in (
        ("document", there.document, here.document),
        ("phone", there.phone, here.phone),
        ("account", there.account, here.account),
        ("plate", there.plate, here.plate),
    ):
        same = {"document": {*_OWN} - {Because.NEAR_DOCUMENT}, "phone": {Because.SAME_PHONE}}.get(
            what, {Because.SAME_ACCOUNT}
        )
        if one and other and not same & set(found.because) and _plain(one) != _plain(other):
            said.append(Difference(what, one, other))
    return tuple(said)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


@lru_cache(maxsize=20_000)
def _described(one: Subject) -> Described:
    return describe(
        one.names,
        born=one.born,
        phones=(one.phone,),
        documents=(one.document,),
        addresses=(one.address,),
        accounts=(one.account,),
    )


@lru_cache(maxsize=20_000)
def _held_under(one: Subject) -> frozenset[int]:
    return holding_keys(_described(one))


@lru_cache(maxsize=20_000)
def _asked_under(one: Subject) -> frozenset[int]:
    return asking_keys(_described(one))


class Known(Generic[Tag]):
    """Those who are warned of, found again by keys, so that a day's visits need not be compared with all of them."""

    def __init__(self, subjects: Iterable[tuple[Tag, Subject]]) -> None:
        """Index who is known; what belongs to each is given back with a match."""
        self._known: list[tuple[Tag, Subject]] = [one for one in subjects if one[1].is_somebody]
        self._by_key: dict[int, list[int]] = {}
        self._by_plate: dict[str, list[int]] = {}
        for place, (_tag, subject) in enumerate(self._known):
            for key in _held_under(subject):
                self._by_key.setdefault(key, []).append(place)
            if subject.plate:
                self._by_plate.setdefault(_plain(subject.plate), []).append(place)

    def matching(self, here: Sequence[Subject]) -> list[tuple[Tag, Recognised]]:
        """Who of them it may be, the surest first; `here` are descriptions of one and the same person."""
        best: dict[int, Recognised] = {}
        for subject in here:
            for place in self._near(subject):
                found = recognise(self._known[place][1], subject)
                if found and (place not in best or _rank(found) < _rank(best[place])):
                    best[place] = found
        ordered = sorted(best, key=lambda place: (_rank(best[place]), place))
        return [(self._known[place][0], best[place]) for place in ordered]

    def _near(self, subject: Subject) -> set[int]:
        near = {place for key in _asked_under(subject) for place in self._by_key.get(key, ())}
        return near | set(self._by_plate.get(_plain(subject.plate), ()) if subject.plate else ())


def _rank(found: Recognised) -> tuple[int, float]:
    return _ORDER[found.match], -found.score


def only_this_relationship(found: Recognised) -> Recognised:
    """The same match, worded for a ban that holds for one prisoner only."""
    return replace(found, because=(*found.because, "this_prisoner"))


assert REVIEW < SPLIT < JOIN  # noqa: S101  the ladder of words above stands on this order
