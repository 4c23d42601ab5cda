"""People who decide and tell why in tests: reports, an assessment that cites them, letters. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.assessing import Confidence, Evidence, Likelihood
from beccaria.core.grading import Grade, Scheme
from beccaria.core.handling import asserted
from beccaria.core.letters import Grounds
from beccaria.reports import api as reports
from beccaria.risk import actions
from beccaria.risk.actions import letters as writing
from beccaria.risk.actions.letter_checks import NewReason
from beccaria.risk.actions.letters import NewLetter
from beccaria.risk.actions.rating import NewRating
from beccaria.risk.queries import evidence, instruments
from beccaria.risk.queries.decisions import decision
from beccaria.risk.queries.reasons import Offered, reasons
from tests.grouping import Does

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from beccaria.core.actors import Actor

ROOF = "He asked twice about the locks of the workshop roof and where the ladders are kept."
WORDED = actions.NewFormulation(
    what="An escape over the roof.",
    to_whom="Staff at the gate.",
    when="On a working day.",
    what_would_change="A wing without a workshop.",
    likelihood=Likelihood.UNLIKELY,
    confidence=Confidence.MODERATE,
)
SAID = {
    "matter": "how likely it is that you try to escape",
    "outcome": "the risk is raised, so some places are closed to you",
    "ground": "House rules, article twelve",
    "remedy": "the supervisory judge",
    "decided_by": "the governor",
}


def told_of(at: datetime, text: str, *handling: str, person: str, does: Does) -> str:
    """A graded item about him, as Ana saw it and Bo took it apart; returns the item."""
    seen = does(
        "ana",
        reports.submit_observation,
        text=text,
        occurred_at=at - timedelta(days=4),
        at=at,
        place="C wing",
    )
    report = does("bo", reports.open_report, observation_ids=[seen.id], at=at, title="Roof", with_items=False)
    item = does("bo", reports.split_item, report_id=report, observation_id=seen.id, text=text, at=at)
    does(
        "bo",
        reports.link,
        report_id=report,
        item_id=item,
        reference=f"person:{person}",
        relation="about",
        at=at,
    )
    judged = reports.Judgement(
        grade=Grade(Scheme.THREE_FIVE_TWO, "1", "A"),
        handling=asserted(Scheme.THREE_FIVE_TWO, *(handling or ("P",))),
        threats=("escape",),
    )
    seen_by = ("Seen on the wing", Grade(Scheme.THREE_FIVE_TWO, "1", "A"))
    does("bo", reports.grade, report_id=report, judgements={item: judged}, provenance=seen_by, at=at)
    return str(item)


@dataclass
class Case:
    """A decided assessment of somebody, for letters."""

    does: Does
    at: datetime
    person: str
    id: str

    def offered(self, by: str = "bo") -> dict[str, Offered]:
        """The reasons that a letter has to answer, by key."""
        found = self.does(by, decision, "assessment", self.id)
        return {one.key: one for one in self.does(by, reasons, found, at=self.at)}

    def answers(self, **told: str) -> dict[str, NewReason]:
        """Everything kept back but the ratings named: `answers(earlier="You tried before.")`."""
        kept = {key: NewReason(ground=Grounds.SECURITY) for key in self.offered()}
        return kept | {f"rating:{item}": NewReason(text=text, known=True) for item, text in told.items()}

    def new(self, answers: Mapping[str, NewReason] | None = None, **more: Any) -> NewLetter:
        """A letter that tells of the earlier attempt, unless otherwise said."""
        plain = self.answers(earlier="You tried to get away once before.")
        said: dict[str, Any] = {**SAID, "reasons": plain if answers is None else answers}
        return NewLetter(**(said | more))

    def write(self, new: NewLetter | None = None, by: str = "bo") -> str:
        """The draft."""
        return str(self.does(by, writing.write_letter, "assessment", self.id, new or self.new(), at=self.at))

    def approved(self, new: NewLetter | None = None) -> str:
        """A letter by Bo that Cy approved."""
        made = self.write(new)
        self.does("bo", writing.send_letter, made, at=self.at)
        self.does("cy", writing.approve_letter, made, at=self.at)
        return made


def decided(
    does: Does,
    actor_named: Callable[..., Actor],
    at: datetime,
    person: str,
    cites: Mapping[str, Sequence[str]],
    *,
    dossier: str = "Judgment of the court of first instance",
) -> Case:
    """An assessment of escape: `cites` are keys of evidence by item; “earlier” rests on a paper, the rest is open."""
    bo = actor_named("bo").user
    until = at.date() + timedelta(days=90)
    does("gil", actions.record_training, bo, "escape", until=until, at=at)
    made = does("bo", actions.start, person, "escape", at=at)
    given = {"earlier": NewRating(level="tried", because="The file.", looked_against=True, dossier=dossier)}
    for item, keys in cites.items():
        level = next(
            one for one in instruments.newest("escape").instrument.item(item).levels if one.points > 0
        )
        given[item] = NewRating(level=level.name, because="As cited.", looked_against=True, cites=tuple(keys))
    for one in instruments.newest("escape").instrument.items:
        does("bo", actions.rate, made, one.id, given.get(one.id, NewRating(level="unknown")), at=at)
    does("bo", actions.finish, made, WORDED, at=at)
    does("bea", actions.second, made, agrees=True, said="I see it so too.", at=at)
    does("gil", actions.decide, made, "high", reason="The attempt weighs more than the rest.", at=at)
    return Case(does, at, person, made)


def event_of(does: Does, at: datetime, person: str, word: str = "") -> str:
    """The key of an event of his, as evidence names it."""
    found = does("bo", evidence.pieces, person, at=at)
    return next(str(one.key) for one in found if one.kind is Evidence.EVENT and word in one.title.casefold())


@pytest.fixture
def roof(does: Does, actor_named: Callable[..., Actor], at: datetime, planted: Callable[[str], str]) -> Case:
    """A case with an attempt in the file, an incident, and a report about the roof that may be shared."""
    person = planted("seed-mts")
    item = told_of(at, ROOF, "P", person=person, does=does)
    event = event_of(does, at, person, "assault")
    return decided(does, actor_named, at, person, {"place": [f"report_item:{item}"], "motive": [event]})
