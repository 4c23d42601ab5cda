"""Tell how M.T.S. was judged and decided: rated from the papers, again on evidence, reviewed, told why, contested."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.config.demonstration_case import Man
from beccaria.core.actors import Actor
from beccaria.core.assessing import Confidence, Evidence, Likelihood
from beccaria.core.instruments import UNKNOWN
from beccaria.people import api as people
from beccaria.risk import api as risk

CASE: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "mts_risk.yaml"
_STEP: Final = timedelta(minutes=20)


def tell(man: Man, actors: dict[str, Actor], *, at: datetime) -> None:
    """Everything in its order, each act at its own moment by whoever does it."""
    said = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    with acting(actors["pio"]) as pio:
        person = people.search(man.number, by=pio).items[0].id
    teller = _Teller(man, person, actors, at, {})
    teller.training(said["training"])
    acts = {
        "assessments": teller.assessment,
        "reviews": teller.review,
        "letter": teller.letter,
        "contest": teller.contest,
        "status": teller.status,
    }
    steps = [(step, act) for key, act in acts.items() for step in _several(said[key])]
    for step, act in sorted(steps, key=lambda one: one[0]["day"]):
        act(step)


def _several(said: Any) -> list[dict[str, Any]]:
    return said if isinstance(said, list) else [said]


@dataclass
class _Teller:
    man: Man
    person: str
    actors: dict[str, Actor]
    at: datetime
    made: dict[str, str]

    def moment(self, day: int) -> datetime:
        """A day counted from his reception, at noon or so; never in the future."""
        return min(self.man.received + timedelta(days=day, hours=2), self.at - timedelta(minutes=30))

    def training(self, said: dict[str, Any]) -> None:
        """Who may use which instrument."""
        at, until = self.moment(said["day"]), self.at.date() + timedelta(days=said["days"])
        with acting(self.actors["head"]) as head:
            for user in said["users"]:
                for instrument in said["instruments"]:
                    who = self.actors[user].user
                    risk.record_training(
                        who, instrument, until=until, by=head, at=at, site=self.man.establishment
                    )

    def assessment(self, said: dict[str, Any]) -> None:
        """One assessment, from the first answer to the decision."""
        at = self.moment(said["day"])
        with acting(self.actors[said["by"]]) as rater:
            made = risk.start(self.person, said["instrument"], by=rater, at=at)
            known = risk.pieces(self.person, by=rater, at=at)
            for item in risk.instrument(said["instrument"]).instrument.items:
                answer = said["answers"].get(item.id, {"level": UNKNOWN})
                risk.rate(made, item.id, _rating(answer, known, at), by=rater, at=at)
            words = said["words"] | {
                "likelihood": Likelihood(said["words"]["likelihood"]),
                "confidence": Confidence(said["words"]["confidence"]),
            }
            risk.finish(made, risk.NewFormulation(**words), by=rater, at=at + _STEP)
        second, decided = said["second"], said["decided"]
        with acting(self.actors[second["by"]]) as other:
            risk.second(made, agrees=second["agrees"], said=second["words"], by=other, at=at + 2 * _STEP)
        with acting(self.actors[decided["by"]]) as decider:
            risk.decide(made, decided["band"], reason=decided["reason"], by=decider, at=at + 3 * _STEP)
        self.made[said["key"]] = made

    def review(self, said: dict[str, Any]) -> None:
        """Somebody looked again and it still holds; what a later judgement replaced was looked at while it held."""
        with acting(self.actors[said["by"]]) as by:
            risk.still_holds(
                self.made[said["of"]],
                risk.StillHolds(said["words"], said["looked_at"]),
                by=by,
                at=self.moment(said["day"]),
            )

    def status(self, said: dict[str, Any]) -> None:
        """High risk, proposed and decided."""
        at = self.moment(said["day"])
        today = at.date()
        new = risk.NewClassification(
            person=self.person,
            kind="status",
            value=said["value"],
            article=said["article"],
            why=said["why"],
            against=said["against"],
            facts=[self._fact(one, at) for one in said["facts"]],
            starts=today,
            until=today + timedelta(days=said["days"]),
            review=today + timedelta(days=said["review_in"]),
        )
        with acting(self.actors[said["by"]]) as by:
            made = risk.propose_classification(new, by=by, at=at)
        for number, one in enumerate(said["decided"], start=1):
            answer = risk.Decided(yes=True, answer=one["answer"], authority_note="Day 125, 1 (fictional)")
            with acting(self.actors[one["by"]]) as decider:
                state = risk.decide_classification(made, answer, by=decider, at=at + number * _STEP)
            # Where the law names who decides, the first yes writes that decision down and is enough.
            if state == "in_force":
                break

    def _fact(self, said: dict[str, Any], at: datetime) -> risk.NewFact:
        observed = (at - timedelta(days=said.get("days_before", 0))).date()
        reference = f"assessment:{self.made[said['of']]}" if "of" in said else ""
        return risk.NewFact(
            ground=said["ground"],
            text=said["text"],
            observed=observed,
            reference=reference,
            judged="of" in said,
        )

    def letter(self, said: dict[str, Any]) -> None:
        """The reasons, told and kept back; approved and delivered."""
        of, at = self.made[said["of"]], self.moment(said["day"])
        with acting(self.actors[said["by"]]) as writer:
            reasons = {
                one.key: risk.NewReason(text=said["tell"][one.record], known=True)
                if one.record in said["tell"]
                else risk.NewReason(ground=said["ground_of_others"])
                for one in risk.reasons_of("assessment", of, by=writer, at=at)
            }
            plain = {name: said[name] for name in ("matter", "outcome", "ground", "remedy", "decided_by")}
            made = risk.write_letter(
                "assessment", of, risk.NewLetter(**plain, reasons=reasons), by=writer, at=at
            )
            risk.send_letter(made, by=writer, at=at + _STEP)
        approved, delivered = said["approved"], said["delivered"]
        with acting(self.actors[approved["by"]]) as approver:
            risk.approve_letter(made, by=approver, at=self.moment(approved["day"]))
        with acting(self.actors[delivered["by"]]) as by:
            risk.deliver_letter(made, how=delivered["how"], by=by, at=self.moment(delivered["day"]) + _STEP)

    def contest(self, said: dict[str, Any]) -> None:
        """He contests, and another than who decided answers."""
        with acting(self.actors[said["taken_by"]]) as taker:
            made = risk.contest(
                "assessment",
                self.made[said["of"]],
                raised_for=said["raised_for"],
                text=said["text"],
                by=taker,
                at=self.moment(said["day"]),
            )
        answered = said["answered"]
        with acting(self.actors[answered["by"]]) as other:
            at = self.moment(answered["day"])
            risk.answer_contest(made, upheld=answered["upheld"], text=answered["text"], by=other, at=at)


def _rating(said: dict[str, Any], known: Any, at: datetime) -> risk.NewRating:
    if said["level"] == UNKNOWN:
        return risk.NewRating(level=UNKNOWN)
    return risk.NewRating(
        level=said["level"],
        because=said.get("because", ""),
        against=said.get("against", ""),
        looked_against="against" not in said,
        cites=_cites(said, known, at),
        dossier=said.get("paper", ""),
    )


def _cites(said: dict[str, Any], known: Any, at: datetime) -> list[str]:
    """The newest piece before this moment that begins with these words. Raises LookupError for a report not there."""
    found = []
    for name, kind in (("report", Evidence.REPORT_ITEM), ("event", Evidence.EVENT)):
        if words := said.get(name, "").casefold():
            alike = [one for one in known if one.kind is kind and one.title.casefold().startswith(words)]
            earlier = [one for one in alike if one.at and one.at <= at]
            if not earlier and kind is Evidence.REPORT_ITEM:
                raise LookupError(f"No item before {at:%d %B} begins with {said[name]!r}.")
            found += [one.key for one in earlier[:1]]
    return found
