"""Take down what is typed the same way everywhere: bounded words, whose prison it is, what is cited and inherited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from beccaria.core.actors import Actor
from beccaria.core.grading import Grade
from beccaria.core.handling import cited_at
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Phrase
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.places import api as places
from beccaria.reports import api as reports

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
    return None if by.everywhere else min(by.sites, default=None)


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


def cited(text: str, *, site: str | None, by: Actor) -> tuple[str, Marking | None]:
    """The record that is cited, and its marking, which what rests on it inherits; `site` writes it down.

    What handling keeps at its prison is cited by that prison only. Raises BadInput.
    """
    said = words(text, what="What it rests on", longest=SHORT, empty=True)
    if not said:
        return "", None
    kind, _colon, key = said.partition(":")
    if kind == "event":
        marking = events.marking_of(key, by=by)
        if marking is not None:
            return said, cited_at(site, marking)
    elif paper := reports.cited(said, by=by):
        return paper.reference, cited_at(site, paper.marking)
    raise BadInput(
        "“%(said)s” is no report, observation or event you may read: write its number.", said=said[:60]
    )
