"""Refuse in a letter what may not be told: by rule over what each reason rests on, and over every sentence of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from beccaria.access.api import is_somebody
from beccaria.core.actors import Actor
from beccaria.core.letters import Grounds, gives_away, says_when
from beccaria.core.refusal import BadInput, Phrase
from beccaria.events import api as events
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.reports import api as reports
from beccaria.risk.queries.reasons import Offered

LONGEST = 600
_TWO, _THREE = 2, 3
# A surname alone names somebody too; shorter words are too often words.
_A_NAME = 4
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
    names += [part for name in names for part in name.replace("-", " ").split() if len(part) >= _A_NAME]
    for line, _name in networks.of_person(person, by=by, at=at):
        group = networks.membership(line.id, by=by, at=at).group
        if group.not_to_subject:
            names += [group.name, *group.other_names]
    return Kept(papers=reports.texts_about(records, by=by), names=tuple(names))


def check_reasons(offered: Sequence[Offered], said: Mapping[str, NewReason], *, kept_back: Kept) -> None:
    """Refuse a letter that leaves a reason out, tells what may not be told, or tells none. Raises BadInput."""
    if strange := set(said) - {one.key for one in offered}:
        raise BadInput("“%(key)s” is no reason of this decision: open the form again.", key=min(strange)[:60])
    for number, one in enumerate(offered, start=1):
        given = said.get(one.key)
        if given is None:
            raise BadInput(
                "%(what)s is not answered: tell it, or choose the ground on which it is kept back.",
                what=reason_called(number),
            )
        _check_one(reason_called(number), one, given, kept_back)
    if not any(one.told for one in said.values()):
        raise BadInput(
            "No reason is told: tell at least one. A decision of which no reason can be told is to be looked at again."
        )


def reason_called(number: int) -> Phrase:
    """What a reason is called in a refusal."""
    return Phrase("Reason %(number)s", {"number": str(number)})


def _check_one(what: Phrase, one: Offered, given: NewReason, kept_back: Kept) -> None:
    if not given.told:
        if given.ground not in set(Grounds):
            raise BadInput(
                "%(what)s is kept back on no known ground: choose one of %(choices)s.",
                what=what,
                choices=", ".join(Grounds),
            )
        if given.text.strip():
            raise BadInput("%(what)s is kept back and worded: take the words out, or tell it.", what=what)
        return
    if one.why_not:
        raise BadInput(
            "%(what)s may not be told: choose the ground. %(why)s", what=what, why=Phrase(one.why_not)
        )
    if one.papers and not given.known:
        raise BadInput("%(what)s rests on a paper: say that he knows it, or choose the ground.", what=what)
    if one.quiet and says_when(given.text):
        raise BadInput("%(what)s says when something was: leave days, months and figures out.", what=what)
    check_sentence(given.text, what=what, kept_back=kept_back)


def check_sentence(text: str, *, what: Phrase, kept_back: Kept) -> str:
    """A sentence that may stand in a letter. Raises BadInput."""
    said = " ".join(text.replace("\x00", "").split())
    if not said:
        raise BadInput("%(what)s is empty: write it.", what=what)
    if len(said) > LONGEST:
        raise BadInput(
            "%(what)s is longer than %(longest)s characters: shorten it.", what=what, longest=LONGEST
        )
    if why := gives_away(said, papers=kept_back.papers, names=kept_back.names):
        raise BadInput("%(what)s cannot stand. %(why)s", what=what, why=Phrase(why))
    if is_somebody(_runs(said.split())):
        raise BadInput(
            "%(what)s cannot stand. It names somebody who works here: name the office instead.", what=what
        )
    return said


def _runs(words: list[str]) -> Iterable[str]:
    """Every two and three words in a row, as a name is written, without the punctuation around them."""
    plain = [word.strip(_MARKS) for word in words]
    for length in (_TWO, _THREE):
        yield from (" ".join(plain[start : start + length]) for start in range(len(plain) - length + 1))
