"""What stands beside the form of a proposal: the law, the days he was alone, and what was decided before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.lib.parts import Fact, HandlingStrip, Link, PersonLine
from beccaria.measures.pages import words
from beccaria.measures.pages.measure import Law, law_facts
from beccaria.measures.pages.parts import back, line_of, strip
from beccaria.measures.pages.person import MeasureRow, row
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import Line
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True)
class ProposePage:
    """Proposing: whom, the law here, the clock, and what he has or had: a measure of a kind he had is a renewal."""

    person: PersonLine
    back: Link
    handling: HandlingStrip
    law: tuple[Fact, ...]
    clock: str
    before: tuple[MeasureRow, ...]
    facts: int


def propose_page(
    person: PersonShown,
    found: Sequence[Line],
    law: Law,
    clock: Clock,
    *,
    facts: int,
    by: Actor,
    at: datetime,
) -> ProposePage:
    """The form's page."""
    return ProposePage(
        person=line_of(person, by=by, at=at),
        back=back(person),
        handling=strip(person.marking, *(one.marking for one in found)),
        law=tuple(law_facts(law, clock)),
        clock=words.left(clock),
        before=tuple(row(one, law.regimes) for one in found[:8]),
        facts=facts,
    )
