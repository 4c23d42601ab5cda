"""Check the facts a category or status rests on: from the closed list, in words, marked as what they cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beccaria.core.actors import Actor
from beccaria.core.classification import Ground, check_ground, ground
from beccaria.core.handling import cited_at
from beccaria.core.markings import Marking, inherited
from beccaria.core.refusal import BadInput, Phrase
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.networks import api as networks
from beccaria.reports import api as reports
from beccaria.risk.models import Assessment

SHORT = 400
MOST_FACTS = 30
_MUST_CITE = {
    Ground.INTELLIGENCE: "the number of the report",
    Ground.ASSESSMENT: "assessment: and its identifier",
    Ground.MEMBERSHIP: "membership: and its identifier",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """One fact: its kind in words, what somebody did or what was found, on which day, and the record that shows it.

    `judged` says that it is an assessment of the writer's, no observed fact; `conduct`, that words naming a faith, an
    origin or a nationality tell what he did and not what he is.
    """

    ground: str
    text: str
    observed: date
    judged: bool = False
    conduct: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A fact that may be written, the marking it inherits, and whether it names a trait."""

    new: NewFact
    ground: Ground
    text: str
    reference: str
    marking: Marking
    names_a_trait: bool


def checked(facts: Sequence[NewFact], *, site: str | None, by: Actor, today: date) -> tuple[Checked, ...]:
    """These facts, each fit to be written. Raises BadInput with the first that is not."""
    if not facts:
        raise BadInput("There is no fact: name at least one thing he did or that was found.")
    if len(facts) > MOST_FACTS:
        raise BadInput(
            "There are %(count)s facts: name the %(most)s that weigh most.", count=len(facts), most=MOST_FACTS
        )
    found = tuple(_checked(one, site=site, by=by, today=today) for one in facts)
    if all(one.ground is Ground.ASSESSMENT for one in found):
        raise BadInput("An assessment alone is never a ground: name a fact it rests on as well.")
    if all(one.new.judged for one in found):
        raise BadInput("Every fact is marked as a judgement: name at least one thing that was seen or found.")
    return found


def _checked(new: NewFact, *, site: str | None, by: Actor, today: date) -> Checked:
    kind = ground(new.ground)
    text = words(new.text, what="A fact")
    if new.observed > today:
        raise BadInput("A fact lies in the future: write the day it was seen or found.")
    reference, marking = _cited(words(new.reference, what="What it cites", longest=SHORT, empty=True), by=by)
    if kind in _MUST_CITE and not reference:
        raise BadInput(
            "A fact of the kind %(kind)s cites what it rests on: write %(cited)s.",
            kind=kind.value,
            cited=Phrase(_MUST_CITE[kind]),
        )
    own = inherited(site, marking.level, cited_at(site, marking))
    return Checked(new, kind, text, reference, own, check_ground(text, conduct=new.conduct))


def _cited(said: str, *, by: Actor) -> tuple[str, Marking]:
    """The record that is cited, as far as the writer may read it, and its marking. Raises BadInput."""
    if not said:
        return "", Marking()
    kind, _colon, key = said.partition(":")
    marking: Marking | None = None
    match kind:
        case "event":
            marking = events.marking_of(key, by=by)
        case "membership":
            marking = networks.markings_of([key], by=by).get(key)
        case "assessment":
            row = Assessment.objects.filter(pk=key, decided_at__isnull=False).first()
            marking = row.marking if row else None
        case _:
            if paper := reports.cited(said, by=by):
                return paper.reference, paper.marking
    if marking is None:
        raise BadInput(
            "“%(said)s” is no record you may read: write the number of a report, or choose one.",
            said=said[:60],
        )
    return said, marking
