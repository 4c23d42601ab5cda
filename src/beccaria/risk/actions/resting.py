"""Check the facts a category or status rests on: from the closed list, in words, marked as what they cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beccaria.core.actors import Actor
from beccaria.core.classification import Ground, check_ground, ground
from beccaria.core.handling import cited_at
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.refusal import BadInput, Phrase
from beccaria.core.wording import words
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

    def as_row(self) -> dict[str, object]:
        """The fact as the columns of a row, whatever it is a fact of."""
        return {
            "ground": self.ground.value,
            "text": self.text,
            "observed": self.new.observed,
            "judged": self.new.judged,
            "conduct": self.new.conduct,
            "reference": self.reference,
            **columns(self.marking),
        }


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
    reference, marking = _cited(new.reference, site=site, by=by)
    if kind in _MUST_CITE and not reference:
        raise BadInput(
            "A fact of the kind %(kind)s cites what it rests on: write %(cited)s.",
            kind=kind.value,
            cited=Phrase(_MUST_CITE[kind]),
        )
    own = inherited(site, marking.level, marking)
    return Checked(new, kind, text, reference, own, check_ground(text, conduct=new.conduct))


def _cited(text: str, *, site: str | None, by: Actor) -> tuple[str, Marking]:
    """The record that is cited, as far as the writer may read it, and its marking. Raises BadInput."""
    said = text.strip()
    kind, _colon, key = said.partition(":")
    marking: Marking | None = None
    if kind == "membership":
        marking = networks.markings_of([key], by=by).get(key)
    elif kind == "assessment":
        row = Assessment.objects.filter(pk=key, decided_at__isnull=False).first()
        marking = row.marking if row else None
    if marking is not None:
        return said, cited_at(site, marking)
    reference, source = reports.rests_on(text, site=site, by=by)
    return reference, source or Marking()
