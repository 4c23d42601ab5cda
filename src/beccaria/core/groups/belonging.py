"""Say what the evidence for a membership comes to: supported, suspected, lapsed or ended, and until when."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from beccaria.core.grading import Grade, Information, Source
from beccaria.core.groups.words import Basis
from beccaria.core.refusal import BadInput

NEEDED: Final = 2
"""Independent bases without which a membership is only suspected (rule 8)."""
FRESH: Final = timedelta(days=365)
"""A membership that nothing refreshed for so long lapses."""
OLDEST: Final = timedelta(days=5 * 365)
"""What was seen longer ago no longer counts, however often it is repeated."""
LOOK_AGAIN: Final = timedelta(days=183)
"""Somebody looks at a membership again half a year after it was written or reviewed, at the latest."""
ANSWER_WITHIN: Final = timedelta(days=28)
"""A membership that is contested is answered for within four weeks."""
LEAST_AGE: Final = 10
"""Years: the lowest age of criminal responsibility among the countries of the first packs (England)."""


class Support(StrEnum):
    """What is held of a membership now."""

    SUPPORTED = "supported"
    SUSPECTED = "suspected"
    LAPSED = "lapsed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows membership. `origin` names where it came from: two things of one origin are one voice.

    So are two things that cite one record (`reference`), whatever origins they name.
    """

    basis: Basis
    origin: str
    observed: date
    grade: Grade
    reference: str = ""

    @property
    def is_discredited(self) -> bool:
        """Suspected to be false, or of an unreliable source: kept, and not counted."""
        source, information = self.grade.canonical
        return information is Information.SUSPECTED_FALSE or source is Source.UNRELIABLE


@dataclass(frozen=True, slots=True)
class Standing:
    """What the evidence comes to: in how many independent ways, until which day, and the sentence that says why."""

    support: Support
    bases: int
    until: date | None
    why: str


def check_evidence(basis: Basis, observed: date, *, born: date | None, on: date) -> None:
    """Refuse what cannot be. Raises BadInput with one sentence."""
    if observed > on:
        raise BadInput(
            "The day of the evidence (%(basis)s) lies in the future: write when it was seen or found.",
            basis=basis,
        )
    if born and observed < born:
        raise BadInput(
            "The evidence of %(observed)s is older than the person, born %(born)s: check both days.",
            observed=observed,
            born=born,
        )
    if born and observed < _birthday(born, LEAST_AGE):
        raise BadInput(
            "He was younger than %(least)s on %(observed)s: a child's doings show no membership.",
            least=LEAST_AGE,
            observed=observed,
        )


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return born.replace(year=born.year + years, day=28)


def independent(evidence: Iterable[Evidence]) -> int:
    """In how many independent ways it is shown: other bases, from other origins.

    The largest number of pieces of which no two share a basis or a voice; a maximum matching between bases and
    voices, found by augmenting paths (Berge 1957).
    """
    several = list(evidence)
    voices: dict[Basis, list[str]] = {}
    for one, voice in zip(several, _voices(several), strict=True):
        voices.setdefault(one.basis, []).append(voice)
    heard_as: dict[str, Basis] = {}
    return sum(_place(basis, voices, heard_as, set()) for basis in sorted(voices))


def _voices(several: Sequence[Evidence]) -> list[str]:
    """Whose voice each piece is: pieces that share an origin or a record, also by way of a third, are one."""
    speaks_for: dict[str, str] = {}

    def head(name: str) -> str:
        while (other := speaks_for.setdefault(name, name)) != name:
            name = other
        return name

    named = [(f"origin {_plain(one.origin)}", f"record {_plain(one.reference)}") for one in several]
    for one, (origin, record) in zip(several, named, strict=True):
        if one.reference.strip():
            speaks_for[head(origin)] = head(record)
    return [head(origin) for origin, _record in named]


def _plain(text: str) -> str:
    """Origins differ by more than capitals, spaces, or how a letter is encoded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _place(basis: Basis, voices: dict[Basis, list[str]], heard_as: dict[str, Basis], tried: set[str]) -> bool:
    for origin in voices[basis]:
        if origin in tried:
            continue
        tried.add(origin)
        if origin not in heard_as or _place(heard_as[origin], voices, heard_as, tried):
            heard_as[origin] = basis
            return True
    return False


def supported(evidence: Sequence[Evidence], *, on: date, ended: bool = False) -> Standing:
    """What the evidence comes to on a day. Discredited and outdated pieces are kept, and do not count."""
    counted = counting(evidence, on=on)
    bases = independent(counted)
    newest = max((one.observed for one in counted), default=None)
    until = newest + FRESH if newest else None
    if ended:
        return Standing(Support.ENDED, bases, until, "It was ended by a decision.")
    if until is None:
        return Standing(Support.SUSPECTED, 0, None, "Nothing that counts supports it.")
    if on >= until:
        return Standing(Support.LAPSED, bases, until, f"Nothing refreshed it since {newest}.")
    if bases < NEEDED:
        return Standing(Support.SUSPECTED, bases, until, "Only one independent basis supports it.")
    last = _supported_until(counted, until)
    return Standing(Support.SUPPORTED, bases, last, f"{bases} independent bases support it.")


def counting(evidence: Iterable[Evidence], *, on: date) -> list[Evidence]:
    """The pieces that count on a day: neither discredited, nor older than five years, nor of a later day."""
    return [one for one in evidence if not one.is_discredited and on - OLDEST <= one.observed <= on]


def _supported_until(counted: Sequence[Evidence], until: date) -> date:
    """The day on which it is supported no more: nothing refreshed it, or what it rests on has grown too old."""
    for one in sorted(counted, key=lambda piece: piece.observed):
        gone = one.observed + OLDEST + timedelta(days=1)
        if gone >= until:
            break
        if independent(piece for piece in counted if piece.observed > one.observed) < NEEDED:
            return gone
    return until


def look_again(evidence: Iterable[Evidence], *, on: date, since: date | None = None) -> date:
    """When somebody looks again: half a year after the last look, or when nothing refreshed it for a year, if sooner.

    `since` is the day of the last look or of writing, this day unless given; without evidence that counts it is due.
    """
    looked = since or on
    newest = max((one.observed for one in counting(evidence, on=on)), default=None)
    return max(looked, min(newest + FRESH, looked + LOOK_AGAIN)) if newest else looked
