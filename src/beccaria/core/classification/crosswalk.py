"""Say a category of one country in the terms of another, one way, or that it is not comparable and why.

Nothing is laid beside another by this code: both packs must state where theirs lies on the neutral scale, each with its
reason and source, and both schemes must be given to the same people. No crosswalk between European services is
published (Handbook 3.3 finds that definitions differ), so "not comparable" is the usual answer and a good one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from beccaria.core.classification.scale import LEVEL_WORDS, OWN_SCALE, level_of
from beccaria.core.countries import UNKNOWN, Neutral, sure
from beccaria.core.refusal import BadInput, Phrase

if TYPE_CHECKING:
    from beccaria.core.countries import Category, Pack, StatusKind


class Answer(StrEnum):
    """What the crosswalk says."""

    SAME_SCHEME = "same_scheme"
    BESIDE = "beside"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A category in another country's terms: those it is stated to lie beside, never more.

    `codes` are empty unless the answer is another; several mean that the other country divides what this one does not.
    `because` is one sentence, `sources` the two statements it rests on, `verified` whether both are. It is one-way:
    the way back may end elsewhere.
    """

    answer: Answer
    level: Neutral
    codes: tuple[str, ...]
    because: Phrase
    sources: tuple[str, ...]
    verified: bool


def compare(one: Pack | None, code: str, other: Pack) -> Comparison:
    """The category `code` of one country in the terms of another. Raises BadInput for a code that country lacks."""
    if code.startswith(OWN_SCALE):
        return _own_scale(code, other)
    if one is None:
        raise BadInput(
            "No country pack holds for this prison: only a level of the neutral scale can be compared."
        )
    category = next((each for each in one.categories if each.code == code), None)
    if category is None:
        raise BadInput(
            "%(words)s has no category “%(code)s”: choose one of its list.",
            words=one.english_name.words,
            code=code[:40],
        )
    level = level_of(category)
    if one.id == other.id:
        return Comparison(
            Answer.SAME_SCHEME,
            level,
            (code,),
            Phrase("It is a category of this country."),
            _stated(category),
            verified=True,
        )
    if why := _why_not(one, category, other):
        return Comparison(Answer.NOT_COMPARABLE, level, (), why, _stated(category), verified=False)
    return _beside(one, category, other)


def compare_status(one: Pack | None, kind: StatusKind, other: Pack) -> Comparison:
    """A status of one country in the terms of another: it never crosses, and the sentence says what is known there."""
    if one is not None and one.id == other.id:
        said = Phrase("It is a status of this country.")
        return Comparison(Answer.SAME_SCHEME, Neutral.NOT_COMPARABLE, (kind.value,), said, (), verified=True)
    there = next((each for each in other.statuses if each.kind is kind), None)
    values = {"country": other.english_name.words, "called": there.called.words if there else ""}
    because = (
        Phrase(
            "Who gives a status, and to whom, differs by country, and no source lays one beside another. The nearest "
            "that %(country)s has: %(called)s",
            values,
        )
        if there
        else Phrase(
            "Who gives a status, and to whom, differs by country, and no source lays one beside another. No source "
            "tells of it in %(country)s.",
            values,
        )
    )
    return Comparison(Answer.NOT_COMPARABLE, Neutral.NOT_COMPARABLE, (), because, (), verified=False)


def _own_scale(code: str, other: Pack) -> Comparison:
    try:
        level = Neutral(code.removeprefix(OWN_SCALE))
    except ValueError:
        raise BadInput(
            "“%(code)s” is no level of the neutral scale: write one of %(choices)s.",
            code=code[:40],
            choices=", ".join(Neutral),
        ) from None
    why = Phrase(
        "It is a level of the neutral scale, given because no source tells the categories of that country; nobody "
        "states what stands beside it in %(country)s.",
        {"country": other.english_name.words},
    )
    return Comparison(Answer.NOT_COMPARABLE, level, (), why, (), verified=False)


def _why_not(one: Pack, category: Category, other: Pack) -> Phrase | None:
    """The first reason against laying them beside each other."""
    here, there = one.english_name.words, other.english_name.words
    names = {"country": here, "code": category.code, "there": there}
    if level_of(category) is Neutral.NOT_COMPARABLE:
        said = {**names, "note": category.crosswalk.note}
        return Phrase("%(country)s does not lay %(code)s on the neutral scale: %(note)s", said)
    if not other.categories:
        return Phrase("Which categories there are in %(there)s no source says.", names)
    if UNKNOWN in (one.given_to.value, other.given_to.value):
        unsaid = {"country": here if one.given_to.value == UNKNOWN else there}
        return Phrase(
            "Whether everybody has a category in %(country)s or only people on a list no source says.", unsaid
        )
    if one.given_to.value != other.given_to.value:
        listed, whole = (here, there) if one.given_to.value == "listed" else (there, here)
        return Phrase(
            "In %(listed)s only people on a list have a level, in %(whole)s everybody has: the same word means less.",
            {"listed": listed, "whole": whole},
        )
    if not any(level_of(each) is level_of(category) for each in other.categories):
        return Phrase(
            "%(there)s states no category at the level %(level)s.",
            {**names, "level": LEVEL_WORDS[level_of(category)]},
        )
    return None


def _beside(one: Pack, category: Category, other: Pack) -> Comparison:
    level = level_of(category)
    found = [each for each in other.categories if level_of(each) is level]
    stated = (category, *found)
    verified = all(sure(each.crosswalk) for each in stated) and sure(one.given_to) and sure(other.given_to)
    notes = "; ".join(dict.fromkeys(each.crosswalk.note for each in found))
    said = {"level": LEVEL_WORDS[level], "note": category.crosswalk.note, "notes": notes}
    because = (
        Phrase(
            "Both are stated to lie at %(level)s: %(note)s / %(notes)s The other country divides this level; nobody "
            "states which of these it would be.",
            said,
        )
        if len(found) > 1
        else Phrase("Both are stated to lie at %(level)s: %(note)s / %(notes)s", said)
    )
    return Comparison(
        Answer.BESIDE, level, tuple(each.code for each in found), because, _stated(*stated), verified=verified
    )


def _stated(*several: Category) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.crosswalk.source for each in several if each.crosswalk.source))
