"""Refuse in a letter what may not be told: by rule over what each reason rests on, and over every sentence of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from beccaria.access.api import is_somebody
from beccaria.core.actors import Actor
from beccaria.core.letters import Grounds, gives_away, says_when
from beccaria.core.refusal import BadInput
from beccaria.events import api as events
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.reports import api as reports
from beccaria.risk.queries.reasons import Offered

LONGEST = 600
_TWO, _THREE = 2, 3
_MARKS = ".,;:!?()\"'«»“”\u2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReason:
    """What the letter does with one reason: tells it in `text`, or keeps it back on a `ground` of the closed list.

    `known` says that he or his counsel knows the papers it rests on.
    """

    text: str = ""
    ground: str = ""
    known: bool = False

    @property
    def told(self) -> bool:
        """Whether it is told."""
        return not self.ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What must not be said, as far as the acting user knows it: words of papers, names of people and groups."""

    papers: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default_factory=tuple)


def kept(person: str, *, by: Actor, at: datetime) -> Kept:
    """The words and names that no sentence about this person may hold. Raises Hidden.

    Only what the acting user may see: a sentence is never refused for something that is hidden from him.
    """
    records = people.records_of(person, by)
    tied = {tie.other if tie.person in records else tie.person for tie in reports.ties(records, by=by)}
    met = {one.other.id for one in events.with_whom(person, by=by)}
    others = people.named((tied | met) - set(records), by=by)
    names = [name for one in others.values() for name in (one.name, *one.aliases)]
    for line, _name in networks.of_person(person, by=by, at=at):
        group = networks.membership(line.id, by=by, at=at).group
        if group.not_to_subject:
            names += [group.name, *group.other_names]
    return Kept(papers=reports.texts_about(records, by=by), names=tuple(names))


def check_reasons(offered: Sequence[Offered], said: Mapping[str, NewReason], *, kept_back: Kept) -> None:
    """Refuse a letter that leaves a reason out, tells what may not be told, or tells none. Raises BadInput."""
    if strange := set(said) - {one.key for one in offered}:
        raise BadInput(f"{min(strange)[:60]!r} is no reason of this decision: open the form again.")
    for number, one in enumerate(offered, start=1):
        given = said.get(one.key)
        if given is None:
            raise BadInput(
                f"Reason {number} is not answered: tell it, or choose the ground on which it is kept back."
            )
        _check_one(number, one, given, kept_back)
    if not any(one.told for one in said.values()):
        raise BadInput(
            "No reason is told: tell at least one. A decision of which no reason can be told is to be looked at again."
        )


def _check_one(number: int, one: Offered, given: NewReason, kept_back: Kept) -> None:
    if not given.told:
        if given.ground not in set(Grounds):
            raise BadInput(
                f"Reason {number} is kept back on no known ground: choose one of {', '.join(Grounds)}."
            )
        if given.text.strip():
            raise BadInput(f"Reason {number} is kept back and worded: take the words out, or tell it.")
        return
    if one.why_not:
        raise BadInput(f"Reason {number} may not be told: {_lower(one.why_not)} Choose the ground.")
    if one.papers and not given.known:
        raise BadInput(f"Reason {number} rests on a paper: say that he knows it, or choose the ground.")
    if one.quiet and says_when(given.text):
        raise BadInput(f"Reason {number} says when something was: leave days, months and figures out.")
    check_sentence(given.text, what=f"Reason {number}", kept_back=kept_back)


def check_sentence(text: str, *, what: str, kept_back: Kept) -> str:
    """A sentence that may stand in a letter. Raises BadInput."""
    said = " ".join(text.replace("\x00", "").split())
    if not said:
        raise BadInput(f"{what} is empty: write it.")
    if len(said) > LONGEST:
        raise BadInput(f"{what} is longer than {LONGEST} characters: shorten it.")
    why = gives_away(said, papers=kept_back.papers, names=kept_back.names)
    if why is None and is_somebody(_runs(said.split())):
        why = "It names somebody who works here: name the office instead."
    if why:
        raise BadInput(f"{what} cannot stand. {why}")
    return said


def _runs(words: list[str]) -> Iterable[str]:
    """Every two and three words in a row, as a name is written, without the punctuation around them."""
    plain = [word.strip(_MARKS) for word in words]
    for length in (_TWO, _THREE):
        yield from (" ".join(plain[start : start + length]) for start in range(len(plain) - length + 1))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
