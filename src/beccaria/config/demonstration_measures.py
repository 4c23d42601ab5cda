"""Tell of measures: supervised visits renewed in fresh words, an isolation on its eleventh day, one that waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.config.demonstration_case import Man
from beccaria.core.actors import Actor
from beccaria.core.clocks import Company
from beccaria.measures import api as measures
from beccaria.people import api as people
from beccaria.risk import api as risk

STORY: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "measures.yaml"
_STEP: Final = timedelta(minutes=20)
_HOUR: Final = timedelta(hours=1)


def tell(man: Man, actors: dict[str, Actor], *, at: datetime) -> None:
    """Each act at its own moment by whoever does it."""
    said = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    with acting(actors["pio"]) as pio:
        mts = people.search(man.number, by=pio).items[0].id
        held = [one.id for one in people.held_at(man.establishment, by=pio, at_most=60)]
    alone, searched = [one for one in held if one != mts][-2:]
    teller = _Teller(said, actors, at)
    for key, person in (("visits", mts), ("renewed", mts), ("isolation", alone)):
        teller.decided(said[key], person)
    teller.proposed(said["searches"], searched)
    teller.conversations(alone, since=said["isolation"]["day"] + 1)
    with acting(actors["officer"]) as officer:
        measures.ask_contact(mts, **said["contact"], by=officer, at=at - _HOUR)


@dataclass
class _Teller:
    said: dict[str, Any]
    actors: dict[str, Actor]
    at: datetime

    def proposed(self, one: dict[str, Any], person: str) -> str:
        """A proposal of the unit."""
        begins = self.at + timedelta(days=one["day"])
        fact = risk.NewFact(ground="conduct", text=one["fact"], observed=_before(begins))
        texts = ("kind", "what", "necessary", "proportionate", "alternatives", "non_discriminatory", "told")
        hours = one.get("contact_hours")
        new = measures.NewMeasure(
            person=person,
            **{name: one[name].strip() for name in texts},
            article=self.said["law"],
            office=self.said["office"],
            remedy=self.said["remedy"],
            accountable=self.said["accountable"].strip(),
            starts=begins,
            ends=begins + timedelta(days=one["days"]),
            contact_hours=None if hours is None else Decimal(hours),
            limit_told=one.get("limit_told", ""),
            facts=[fact],
        )
        with acting(self.actors["pio"]) as pio:
            return measures.propose(new, by=pio, at=begins)

    def decided(self, one: dict[str, Any], person: str) -> None:
        """A proposal that two people stood for."""
        made, begins = self.proposed(one, person), self.at + timedelta(days=one["day"])
        said = risk.Decided(
            yes=True,
            answer="I read what was tried before and see nothing milder.",
            authority_note="Day 12, 3 (fictional)",
        )
        for step, who in enumerate(("governor", "head"), start=1):
            with acting(self.actors[who]) as decider:
                state = measures.decide(made, said, by=decider, at=begins + step * _STEP)
            if state.value == "decided":
                return

    def conversations(self, person: str, *, since: int) -> None:
        """An hour a day with staff: too little to end a day of isolation, as everybody can see."""
        for day in range(since, 0):
            ends = self.at + timedelta(days=day)
            with acting(self.actors["officer"]) as officer:
                measures.state_contact(
                    person,
                    starts=ends - _HOUR,
                    ends=ends,
                    company=Company.CONVERSATION.value,
                    by=officer,
                    at=ends,
                )


def _before(moment: datetime) -> date:
    return (moment - timedelta(days=2)).date()
