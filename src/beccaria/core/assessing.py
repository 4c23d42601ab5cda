"""Assess a person: the words of likelihood and confidence, how a judgement goes on, and what is weak evidence."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How far an assessment is."""

    DRAFT = "draft"
    RATED = "rated"
    DECIDED = "decided"
    SUPERSEDED = "superseded"


class Direction(StrEnum):
    """Which way a person decided otherwise than proposed."""

    UP = "up"
    DOWN = "down"


class Likelihood(StrEnum):
    """The yardstick of the Professional Head of Intelligence Assessment (United Kingdom): seven words, with gaps."""

    REMOTE = "remote"
    HIGHLY_UNLIKELY = "highly_unlikely"
    UNLIKELY = "unlikely"
    REALISTIC = "realistic"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly_likely"
    ALMOST_CERTAIN = "almost_certain"


# Percent, from and to. Between the words lie gaps, so that nobody argues over a figure nobody has.
YARDSTICK: Final[dict[Likelihood, tuple[int, int]]] = {
    Likelihood.REMOTE: (0, 5),
    Likelihood.HIGHLY_UNLIKELY: (10, 20),
    Likelihood.UNLIKELY: (25, 35),
    Likelihood.REALISTIC: (40, 50),
    Likelihood.LIKELY: (55, 75),
    Likelihood.HIGHLY_LIKELY: (80, 90),
    Likelihood.ALMOST_CERTAIN: (95, 100),
}


class Confidence(StrEnum):
    """How sure the assessor is of what it rests on: never mixed with how likely something is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Evidence(StrEnum):
    """What a rating can rest on. `dossier` is a paper that is kept elsewhere, such as a judgment."""

    REPORT_ITEM = "report_item"
    EVENT = "event"
    MEMBERSHIP = "membership"
    WARNING = "warning"
    DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one piece of intelligence, with its scheme; nothing for what is not intelligence."""

    scheme: str = ""
    source: str = ""
    information: str = ""


# Per scheme, the sources that say nothing for themselves and the information that is doubted or cannot be judged.
_WEAK_SOURCES: Final = {
    "3x5x2": frozenset({"3"}),
    "4x4": frozenset({"X"}),
    "5x5x5": frozenset({"E"}),
    "admiralty": frozenset({"E", "F"}),
}
_WEAK_INFORMATION: Final = {
    "3x5x2": frozenset({"D", "E"}),
    "4x4": frozenset({"4"}),
    "5x5x5": frozenset({"4", "5"}),
    "admiralty": frozenset({"4", "5", "6"}),
}


def is_weak(grades: Iterable[Grade]) -> bool:
    """Whether a rating rests on intelligence only and every piece of it is of grade E, 4 or X.

    What is no intelligence (an event, a paper) carries no grade and is never weak. Nothing at all is not weak either:
    then there is a sentence of the assessor's own, which says so.
    """
    all_of_it = list(grades)
    return bool(all_of_it) and all(
        one.source in _WEAK_SOURCES.get(one.scheme, ())
        or one.information in _WEAK_INFORMATION.get(one.scheme, ())
        for one in all_of_it
    )


def sealed(identifiers: Iterable[str]) -> str:
    """One mark for a set of random identifiers; empty for none. Who knows them all makes the same mark."""
    known = sorted(identifiers)
    return hashlib.sha256("\n".join(known).encode()).hexdigest() if known else ""


def direction(bands: tuple[str, ...], proposed: str, decided: str) -> Direction | None:
    """Up or down from the band proposed, the mildest band first; None when it is the same. Raises ValueError."""
    step = bands.index(decided) - bands.index(proposed)
    return None if step == 0 else Direction.UP if step > 0 else Direction.DOWN
