"""Take down what is typed the same way everywhere: bounded words, and whose prison it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from beccaria.core.actors import Actor
from beccaria.core.grading import Grade
from beccaria.core.refusal import BadInput, Phrase
from beccaria.core.wording import words
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.places import api as places

SHORT = 200
_REASON = 500
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What shows something: in words, of which day, graded; `reference` a paper's number, `report:ID` or `event:ID`."""

    text: str
    observed: date
    grade: Grade
    reference: str = ""


def reason(text: str) -> str:
    """Why something ends or is taken back. Raises BadInput."""
    return words(text, what="The reason", longest=_REASON)


def word(kind: type[Word], text: str, *, what: str) -> Word:
    """A word of a list. Raises BadInput."""
    try:
        return kind(text.strip())
    except ValueError:
        raise BadInput(
            "“%(text)s” is no %(what)s: write one of %(choices)s.",
            text=text[:40],
            what=Phrase(what),
            choices=", ".join(kind),
        ) from None


def site_for(by: Actor, *, wanted: str | None = None, near: str | None = None) -> str | None:
    """Whose prison a new row is: the one asked for, that of the person, one's own; None is the national service."""
    if wanted is not None:
        return wanted
    if near is not None and near in by.sites:
        return near
    return by.own


def reaches(wanted: Iterable[str], *, site: str | None, by: Actor) -> list[str]:
    """The other prisons that are to know. Raises BadInput."""
    chosen = {code.strip() for code in wanted if code.strip()}
    if EVERY_PRISON in chosen:
        return [EVERY_PRISON]
    if unknown := chosen - places.codes(by=by):
        raise BadInput(
            "There is no establishment “%(unknown)s”: choose from the list.", unknown=min(unknown)[:20]
        )
    return sorted(chosen - {site})
